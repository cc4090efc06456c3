"""Who may take a text through the gate. Pure: facts in, verdict out."""

from dataclasses import dataclass

from foundation.actor import Actor, Kind, Office, Standing
from foundation.verdict import YES, Verdict, first_no, no
from proposals.attachments.rules import has_room
from proposals.rules import NOT_HIDDEN
from proposals.stages import State
from submissions.stages import BY_NAME, Gate

# From fewer companies a batch of anonymous requests would be a short list of suspects.
SMALLEST_BATCH = 3


@dataclass(frozen=True)
class GateFacts:
    """A text at the gate as a rule sees it.

    `waited_for`: the request still stands approved, or the question is still unanswered. `hands`
    are ids of everybody who reviewed; `knowing`: the actor has looked who is behind; `whole`: the
    frozen package still has the hash it was frozen with; `residue` counts places where a company
    can still be read, `pictures` those nobody has looked at, `too_few` hidden companies whose text
    fits too few members, `unconfirmed` what a second officer has yet to look at.
    """

    state: Gate
    waited_for: bool = True
    undecided: int = 0
    residue: int = 0
    pictures: int = 0
    too_few: int = 0
    unconfirmed: int = 0
    package_hash: str = ""
    consent_hash: str = ""
    whole: bool = True
    hands: frozenset[str] = frozenset()
    knowing: bool = False


def is_officer(actor: Actor) -> bool:
    """The anonymity officer; a secondee is an employee of a member company and never is one."""
    return actor.holds(Office.ANONYMITY_OFFICER) and not actor.is_secondee


def may_open(actor: Actor, anonymity: str, state: State, *, opened: bool) -> Verdict:
    """The secretariat opens the review of an approved request, of an anonymous one the anonymity
    officer alone."""
    if not (is_officer(actor) or (anonymity == NOT_HIDDEN and actor.holds(Office.SECRETARY))):
        return no("review.officer_only")
    if opened:
        return no("review.already_open")
    return YES if state is State.APPROVED else no("review.not_approved")


def may_decide(actor: Actor, facts: GateFacts) -> Verdict:
    """Findings are decided, added and counted while the review is open."""
    if not is_officer(actor):
        return no("review.officer_only")
    return first_no(_waited_for(facts), _is(facts, Gate.REVIEWING))


def may_finish(actor: Actor, facts: GateFacts) -> Verdict:
    """Every finding is decided, the independent look finds nothing, and enough members fit what
    the text says or the company has agreed."""
    return first_no(
        may_decide(actor, facts),
        no("review.undecided", n=facts.undecided) if facts.undecided else YES,
        no("review.pictures_undecided", n=facts.pictures) if facts.pictures else YES,
        no("review.residue", n=facts.residue) if facts.residue else YES,
        no("review.too_few", n=facts.too_few) if facts.too_few else YES,
    )


def may_consent(actor: Actor, facts: GateFacts, step: str = "consent") -> Verdict:
    """The asking company's representative answers for it: consents, declines or takes consent
    back. Whoever asked without a company answers alone."""
    if actor.company_id is not None and actor.standing is not Standing.REPRESENTATIVE:
        return no("consent.representative_only")
    return first_no(_waited_for(facts), _from(facts, step))


def may_release(actor: Actor, facts: GateFacts) -> Verdict:
    """Review, consent to exactly these bytes, and a second person: without all three nothing
    leaves."""
    return first_no(
        may_handle_release(actor),
        _may_go(facts, Gate.AWAITING_RELEASE),
        no("release.same_person") if actor.id in facts.hands else YES,
        no("release.knows_who") if facts.knowing else YES,
        *_last_look(facts),
    )


def may_depart(facts: GateFacts) -> Verdict:
    """A released text at its time: everything it was released for must still hold."""
    return first_no(_may_go(facts, Gate.DEPARTING), *_last_look(facts))


def may_handle_release(actor: Actor) -> Verdict:
    """The releasing and the anonymity officers, none of them employed by a member company."""
    if not actor.offices & {Office.RELEASING_OFFICER, Office.ANONYMITY_OFFICER}:
        return no("release.officer_only")
    return no("release.no_secondee") if actor.is_secondee else YES


def may_send_back(actor: Actor, facts: GateFacts) -> Verdict:
    """An officer sends a text back to review; consent given to it falls."""
    return first_no(may_handle_release(actor), _waited_for(facts), _from(facts, "send_back"))


def may_batch(
    anonymous: int, companies: int, override_reason: str, smallest: int = SMALLEST_BATCH
) -> Verdict:
    """Anonymous texts leave together with those of other companies, or an officer says why not.
    The reason refused with is always the same: a number would tell."""
    if not anonymous or companies >= smallest or override_reason.strip():
        return YES
    return no("release.small_batch")


def may_answer(actor: Actor, *, requester: bool, answered: bool, gate: Gate | None) -> Verdict:
    """The asking company answers the ministry's question, anew until it has consented."""
    if not requester:
        return no("question.not_yours")
    if answered or gate in (Gate.AWAITING_RELEASE, Gate.DEPARTING, Gate.RELEASED):
        return no("question.answered")
    return YES


def may_attach_to_answer(answering: Verdict, attached: int) -> Verdict:
    """Whoever may answer attaches files, until there are enough."""
    return first_no(answering, has_room(attached))


def may_see_question(actor: Actor, *, requester: bool) -> Verdict:
    """The asking company and the anonymity officers; nobody of the ministry comes here."""
    if actor.kind not in (Kind.METI, Kind.OFFICIAL) and (requester or is_officer(actor)):
        return YES
    return no("question.hidden")


def _may_go(facts: GateFacts, state: Gate) -> Verdict:
    return first_no(
        _waited_for(facts),
        _is(facts, state),
        no("review.undecided", n=facts.undecided) if facts.undecided else YES,
        YES if facts.whole and facts.package_hash else no("release.package_changed"),
        YES if facts.consent_hash == facts.package_hash else no("release.no_consent"),
    )


def _last_look(facts: GateFacts) -> tuple[Verdict, ...]:
    return (
        no("release.residue") if facts.residue else YES,
        no("release.unconfirmed", n=facts.unconfirmed) if facts.unconfirmed else YES,
    )


def _waited_for(facts: GateFacts) -> Verdict:
    return YES if facts.waited_for else no("gate.not_waited_for")


def _is(facts: GateFacts, state: Gate) -> Verdict:
    return YES if facts.state is state else no(f"gate.is.{facts.state.value}")


def _from(facts: GateFacts, step: str) -> Verdict:
    return YES if facts.state in BY_NAME[step].sources else no(f"gate.is.{facts.state.value}")
