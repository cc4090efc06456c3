"""Who may see and move a request. Pure: facts in, verdict out."""

from dataclasses import dataclass, field

from foundation.actor import Actor, Kind, Office
from foundation.verdict import YES, Verdict, first_no, no
from proposals.stages import EDITABLE, Guard, Move, Mover, State

HIDDEN_FROM_MEMBERS = "members"
HIDDEN_FROM_METI = "authority"
NOT_HIDDEN = "none"
ANONYMITY = (NOT_HIDDEN, HIDDEN_FROM_METI, HIDDEN_FROM_MEMBERS)


@dataclass(frozen=True)
class Relation:
    """What an actor is to a request. `speaks`: their company sits in the body or above it;
    `apart`: they release texts to the ministry without knowing who asks."""

    requester: bool = False
    presides: bool = False
    secretary: bool = False
    anonymity_officer: bool = False
    speaks: bool = False
    member_side: bool = True
    apart: bool = False

    def movers(self) -> frozenset[Mover]:
        held = {
            Mover.REQUESTER: self.requester,
            Mover.SECRETARY: self.secretary,
            Mover.PRESIDER: self.presides,
        }
        return frozenset(mover for mover, holds in held.items() if holds)


@dataclass(frozen=True)
class Facts:
    """What the guards ask about. `missing` are names of required sections that are empty;
    `identity` counts places where the text tells who asks, `unvouched` files with pictures nobody
    has vouched for (both 0 where nothing is to be hidden);
    `open_concerns` and `open_objections` count those with which their holders can't live and that
    have not come to an end, the second both kinds; `undisposed` counts comments to all of which it
    is not said what becomes of them; `provisional`: the newest record is of a meeting and not
    confirmed yet; `unsigned`: hosts of joint work whose chair has not signed it."""

    missing: tuple[str, ...] = ()
    identity: int = 0
    unvouched: int = 0
    open_concerns: int = 0
    undisposed: int = 0
    open_objections: int = 0
    consensus: str | None = None
    provisional: bool = False
    unsigned: int = 0
    ballot: str | None = None
    deadlock_agreed: bool = False
    both_views: bool = False
    open_appeals: int = 0
    appeal_upheld: bool = False
    names: dict[str, str] = field(default_factory=dict)


def relation(
    actor: Actor, lineage: tuple[str, ...], *, requester: bool, anonymity: str
) -> Relation:
    """What the actor is to a request of this body.

    A request hidden from members is looked after by the anonymity officers, for any other
    secretary may be an employee of a member company.
    """
    officer = actor.holds(Office.ANONYMITY_OFFICER) and not actor.is_secondee
    apart = releases_apart(actor) and anonymity != NOT_HIDDEN and not requester
    secretary = officer if anonymity == HIDDEN_FROM_MEMBERS else (
        officer or actor.holds(Office.SECRETARY)
    )
    return Relation(
        requester=requester,
        presides=actor.presides(lineage),
        secretary=secretary and not apart,
        anonymity_officer=officer,
        speaks=actor.company_id is not None and actor.sits(lineage),
        member_side=actor.kind not in (Kind.METI, Kind.OFFICIAL),
        apart=apart,
    )


def releases_apart(actor: Actor) -> bool:
    """Whoever releases texts must not learn who asks: neither from the name of the asking company,
    which members see, nor from the words it wrote. They find no page of an anonymous request, only
    what would leave. The anonymity officer, who may look, is kept from releasing instead."""
    return actor.holds(Office.RELEASING_OFFICER) and not actor.holds(Office.ANONYMITY_OFFICER)


def may_see(relation: Relation, state: State, *, numbered: bool) -> Verdict:
    """Drafts are their company's own; the secretariat sees them from triage on, and everybody on
    the members' side once the request has its number. METI reads at its own desk only."""
    if relation.requester:
        return YES
    if not relation.member_side or relation.apart:
        return no("request.hidden")
    if numbered or (state is State.TRIAGE and relation.secretary):
        return YES
    return no("request.hidden")


def may_know_requester(relation: Relation, anonymity: str) -> Verdict:
    """Whether the asking company's name may be shown. A hidden one is shown to its own people;
    the anonymity officer looks through `authorship.look`, which writes the look down."""
    if relation.apart:
        return no("request.requester_hidden")
    if relation.requester or anonymity != HIDDEN_FROM_MEMBERS:
        return YES
    return no("request.requester_hidden")


def may_move(relation: Relation, state: State, move: Move, facts: Facts) -> Verdict:
    """Whether this actor may make this move now."""
    if state not in move.sources:
        return no("move.wrong_state")
    if not relation.movers() & move.movers:
        return no(f"move.not_yours.{_first(move)}")
    return first_no(*(guard(name, facts) for name in move.guards))


def may_be_moved(state: State, move: Move, facts: Facts) -> Verdict:
    """Whether the clock, the release or the ministry's answer may make this move."""
    if state not in move.sources:
        return no("move.wrong_state")
    return first_no(*(guard(name, facts) for name in move.guards))


def guard(name: Guard, facts: Facts) -> Verdict:
    """Each guard with the reason it refuses for."""
    verdicts = {
        Guard.COMPLETE: YES if not facts.missing else no("move.incomplete"),
        Guard.NO_IDENTITY_IN_TEXT: first_no(
            YES if not facts.identity else no("move.identity_in_text", n=facts.identity),
            YES if not facts.unvouched else no("move.pictures_unvouched", n=facts.unvouched),
        ),
        Guard.CONCERNS_ENDED: (
            YES if not facts.open_concerns else no("move.concerns_open", n=facts.open_concerns)
        ),
        Guard.COMMENTS_DISPOSED: (
            YES if not facts.undisposed else no("move.comments_undisposed", n=facts.undisposed)
        ),
        Guard.OBJECTIONS_ENDED: (
            YES if not facts.open_objections
            else no("move.objections_open", n=facts.open_objections)
        ),
        Guard.CONSENSUS_RECORDED: (
            YES if facts.consensus in ("unanimous", "rough") else no("move.no_consensus_record")
        ),
        Guard.DECISION_CONFIRMED: YES if not facts.provisional else no("move.provisional"),
        Guard.ALL_SIGNED: YES if not facts.unsigned else no("move.unsigned", n=facts.unsigned),
        Guard.DEADLOCK_AGREED: YES if facts.deadlock_agreed else no("move.no_deadlock"),
        Guard.BOTH_VIEWS_STATED: YES if facts.both_views else no("move.views_missing"),
        Guard.NO_APPEAL_OPEN: (
            YES if not facts.open_appeals else no("move.appeal_open", n=facts.open_appeals)
        ),
        Guard.APPEAL_UPHELD: YES if facts.appeal_upheld else no("move.appeal_not_upheld"),
        Guard.BALLOT_CARRIED: YES if facts.ballot == "carried" else no("move.ballot_not_carried"),
        Guard.BALLOT_LOST: YES if facts.ballot == "rejected" else no("move.ballot_not_lost"),
        Guard.BALLOT_UNDECIDED: (
            YES if facts.ballot in ("no_quorum", "tie_revote", "tie_chair", "void")
            else no("move.ballot_decided")
        ),
    }
    return verdicts[name]


def may_edit(relation: Relation, state: State) -> Verdict:
    """The requester writes new versions of a draft and while views are being reconciled; the
    presiding officer may too, once the draft is no longer the company's own."""
    if state not in EDITABLE:
        return no("request.not_editable")
    if relation.requester or (relation.presides and state is State.RECONCILING):
        return YES
    return no("request.not_yours")


def may_lift_anonymity(relation: Relation, anonymity: str, state: State) -> Verdict:
    """A company may lift its anonymity; nobody else may (domain rule 7)."""
    if not relation.requester:
        return no("request.not_yours")
    if anonymity == NOT_HIDDEN:
        return no("request.not_anonymous")
    return YES


def _first(move: Move) -> str:
    return next(mover.value for mover in Mover if mover in move.movers)
