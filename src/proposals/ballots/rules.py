"""Who may open, cast, recuse, give a proxy and close. Pure: facts in, verdict out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from foundation.actor import PRESIDING, SPEAKING, Actor, Role
from foundation.verdict import YES, Verdict, first_no, no
from proposals.decision_rule import SECRECIES, DecisionRule
from proposals.roll import choices_of
from proposals.stages import State

OPEN, SEALED, TIED, CLOSED, VOID = "open", "sealed", "tied", "closed", "void"

UNDECIDED = frozenset({"void", "no_quorum", "tie_revote"})
# While a request is discussed its committee may be asked how it would vote.
ADVISED_IN = frozenset({State.CONSULTATION, State.RECONCILING, State.CONSENSUS_CHECK})


@dataclass(frozen=True)
class BallotFacts:
    """A ballot as a rule sees it. `voted`, `recused` and `given` (proxies given away) are ids of
    companies; `held` maps a holder to the companies that gave it their proxy; `on_paper` maps a
    company whose vote came on paper to whoever entered it, None once that was checked."""

    state: str
    closes_at: datetime
    entitled: frozenset[str]
    recused: frozenset[str]
    voted: frozenset[str]
    given: frozenset[str]
    held: dict[str, frozenset[str]]
    rule: DecisionRule
    on_paper: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def secret(self) -> bool:
        return self.rule.secrecy == "secret"

    @property
    def may_still_vote(self) -> frozenset[str]:
        return self.entitled - self.recused


def speaks(actor: Actor, bodies: Collection[str]) -> Verdict:
    """A company's voice in one of the bodies that vote: its principal or a deputy, with a seat on
    the day."""
    return YES if _speaking_roles(actor, bodies) else no("ballot.no_seat")


def is_deputy(actor: Actor, bodies: Collection[str]) -> bool:
    """Whether who speaks here does so in a member's place (代理委員)."""
    return _speaking_roles(actor, bodies) == {Role.DEPUTY}


def _speaking_roles(actor: Actor, bodies: Collection[str]) -> set[Role]:
    return {
        seat.role for seat in actor.seats
        if actor.company_id and seat.company_id == actor.company_id
        and seat.body_id in bodies and seat.role in SPEAKING
    }  # fmt: skip


def presides(actor: Actor, body_id: str) -> Verdict:
    """Chair, vice-chair or lead of the deciding body itself."""
    return YES if actor.presides([body_id]) else no("ballot.chair_only")


def may_open(closes_at: datetime, now: datetime, rule: DecisionRule, reason: str) -> Verdict:
    """A ballot lasts at least as long as the body's rule says; a shorter one tells its reason."""
    if closes_at <= now:
        return no("ballot.closes_in_past")
    if closes_at < now + timedelta(days=rule.min_reply_days) and not reason:
        return no("ballot.short_needs_reason", days=rule.min_reply_days)
    return YES


def may_be_written(rule: DecisionRule, advisory: bool, no_meeting: str) -> Verdict:
    """A decision in writing (書面決議) says why no meeting is held; an opinion need not."""
    if rule.mode == "written" and not advisory and not no_meeting.strip():
        return no("ballot.no_meeting_needed")
    return YES


def may_advise(state: State, actor: Actor, body_id: str, running: bool) -> Verdict:
    """Who presides over the deciding body, while the request is discussed; one at a time."""
    return first_no(
        presides(actor, body_id),
        YES if state in ADVISED_IN else no("ballot.advisory_wrong_state"),
        no("ballot.advisory_running") if running else YES,
    )


def is_running(ballot: BallotFacts, now: datetime) -> Verdict:
    """Open, by its state and by the server's clock: the close needs no job to take effect."""
    if ballot.state != OPEN:
        return no("ballot.closed")
    return YES if now <= ballot.closes_at else no("ballot.too_late")


def may_vote(
    ballot: BallotFacts, actor: Actor, bodies: Collection[str], company_id: str, now: datetime
) -> Verdict:
    """One's own company's vote, or that of a company which gave one's own its proxy."""
    return first_no(
        is_running(ballot, now),
        speaks(actor, bodies),
        _on_roll(ballot, company_id),
        _own_or_held(ballot, actor, company_id),
        _own_first(ballot, actor, company_id),
    )


def may_enter_paper(
    ballot: BallotFacts, actor: Actor, staff: bool, company_id: str, now: datetime
) -> Verdict:
    """The secretariat enters a vote that came on paper, before the close and never over a vote that
    the company cast itself; nobody whom a member company employs, and nothing into a box."""
    return first_no(
        no("ballot.secret_not_on_paper") if ballot.secret else YES,
        YES if staff and not actor.is_secondee else no("ballot.paper_staff_only"),
        is_running(ballot, now),
        _on_roll(ballot, company_id),
        no("ballot.gave_proxy_away") if company_id in ballot.given else YES,
        no("ballot.voted_itself")
        if company_id in ballot.voted and company_id not in ballot.on_paper else YES,
    )


def may_check_paper(
    ballot: BallotFacts, actor: Actor, staff: bool, bodies: Collection[str], company_id: str
) -> Verdict:
    """Four eyes: another person of the secretariat, or the company itself, compares what was
    entered with the paper. Nobody else learns by the reason which vote came on paper."""
    own = company_id == actor.company_id and bool(speaks(actor, bodies))
    if not own and not (staff and not actor.is_secondee):
        return no("ballot.paper_staff_only")
    if company_id not in ballot.on_paper or ballot.state not in (OPEN, TIED):
        return no("ballot.nothing_to_check")
    entered_by = ballot.on_paper[company_id]
    if entered_by is None:
        return no("ballot.paper_checked")
    return no("ballot.paper_other_eyes") if actor.id == entered_by else YES


def may_say(rule: DecisionRule, choice: str, reason: str) -> Verdict:
    """What the rule offers; where it counts no vote against without a reason, none is taken."""
    if choice not in choices_of(rule):
        return no("field.unknown_choice")
    if lacks_reason(rule, choice, reason):
        return no("ballot.reason_required")
    return YES


def lacks_reason(rule: DecisionRule, choice: str, reason: str) -> bool:
    """A vote against without the reason the rule asks for: it is struck out (ISO/IEC Directives
    Part 1: negative votes without technical reasons are not counted)."""
    return rule.negative_reason == "required" and choice == "against" and not reason.strip()


def may_recuse(
    ballot: BallotFacts, actor: Actor, bodies: Collection[str], now: datetime
) -> Verdict:
    """A company with a conflict of interest leaves the roll before it has voted."""
    own = actor.company_id or ""
    return first_no(
        is_running(ballot, now),
        speaks(actor, bodies),
        _unbound(ballot, own),
    )


def _unbound(ballot: BallotFacts, own: str) -> Verdict:
    """On the roll, has not voted, and no other company relies on its vote."""
    return first_no(
        _on_roll(ballot, own),
        no("ballot.voted_already") if own in ballot.voted else YES,
        no("ballot.holds_proxy") if ballot.held.get(own) else YES,
    )


def may_give_proxy(
    ballot: BallotFacts, actor: Actor, bodies: Collection[str], now: datetime
) -> Verdict:
    """A company that has not voted and holds no proxy gives its own; one hop, no chains."""
    own = actor.company_id or ""
    return first_no(
        is_running(ballot, now),
        speaks(actor, bodies),
        YES if ballot.rule.proxies.allowed else no("ballot.no_proxies"),
        _unbound(ballot, own),
        no("ballot.gave_proxy") if own in ballot.given else YES,
    )


def may_hold_proxy(ballot: BallotFacts, holder: str, own: str) -> Verdict:
    """The holder is on the roll, has given none away and holds no more than the rule allows."""
    most = ballot.rule.proxies.max_per_holder
    if holder == own or holder not in ballot.may_still_vote:
        return no("ballot.no_such_holder")
    if holder in ballot.given:
        return no("ballot.proxy_chain")
    if most is not None and len(ballot.held.get(holder, ())) >= most:
        return no("ballot.holder_full", n=most)
    return YES


def may_close(ballot: BallotFacts, actor: Actor, body_id: str, now: datetime) -> Verdict:
    """The presiding officer closes once the time is over or everybody has voted."""
    if ballot.state != OPEN:
        return no("ballot.closed")
    if not presides(actor, body_id):
        return no("ballot.chair_only")
    if now > ballot.closes_at or ballot.may_still_vote <= ballot.voted:
        return YES
    return no("ballot.still_running")


def may_be_so_secret(rule: DecisionRule, secrecy: str) -> Verdict:
    """A ballot may hide more than the body's rule says, never less."""
    if SECRECIES.index(secrecy) < SECRECIES.index(rule.secrecy):  # type: ignore[arg-type]
        return no("ballot.not_so_open")
    reasons = rule.negative_reason == "required" or rule.per_group_min is not None
    return no("ballot.cannot_be_secret") if secrecy == "secret" and reasons else YES


def may_be_trustees(companies: Sequence[str], people: Sequence[str]) -> Verdict:
    """Three people, no two of one company nor of the secretariat (""): two of them together could
    open single votes."""
    if len(people) != 3 or len(set(people)) != 3:
        return no("ballot.three_trustees")
    return YES if len(set(companies)) == 3 else no("ballot.trustees_of_one_house")


def may_open_box(ballot: BallotFacts, place: int | None) -> Verdict:
    """A trustee named at the opening, once nothing goes into the box any more."""
    if place is None:
        return no("ballot.not_trustee")
    return YES if ballot.state == SEALED else no("ballot.box_not_waiting")


def may_see_bulletin(ballot: BallotFacts) -> Verdict:
    """Before the close the box tells who was early; afterwards it is for everybody."""
    if not ballot.secret:
        return no("ballot.not_secret")
    return YES if ballot.state in (SEALED, TIED, CLOSED) else no("ballot.no_bulletin_yet")


def may_break_tie(ballot: BallotFacts, actor: Actor, body_id: str) -> Verdict:
    """The casting vote is the chair's, or a vice-chair's in the chair's place."""
    if ballot.state != TIED:
        return no("ballot.not_tied")
    casting = PRESIDING - {Role.LEAD}
    return YES if actor.sits([body_id], casting) else no("ballot.chair_only")


def may_reopen(ballot: BallotFacts, outcome: str, actor: Actor, body_id: str) -> Verdict:
    """Only what decided nothing is voted on anew; a decision is reconsidered as a new request."""
    if ballot.state not in (CLOSED, VOID) or outcome not in UNDECIDED:
        return no("ballot.was_decided")
    return presides(actor, body_id)


def may_void(ballot: BallotFacts, actor: Actor, body_id: str) -> Verdict:
    """Question, rule and roll can't be changed; a ballot opened wrongly is voided."""
    if ballot.state not in (OPEN, SEALED, TIED):
        return no("ballot.closed")
    return presides(actor, body_id)


def may_see_votes(ballot: BallotFacts) -> Verdict:
    """How each company voted is shown when the ballot is closed, or at once where it is open; how
    it voted in a secret ballot, never."""
    if ballot.secret:
        return no("ballot.secret_for_ever")
    if ballot.state in (CLOSED, TIED) or ballot.rule.secrecy == "open":
        return YES
    return no("ballot.hidden_until_close")


def may_see_record(ballot: BallotFacts) -> Verdict:
    """The record is made once, when the ballot has ended."""
    return YES if ballot.state in (CLOSED, VOID) else no("ballot_record.not_yet")


def _on_roll(ballot: BallotFacts, company_id: str) -> Verdict:
    if company_id in ballot.recused:
        return no("ballot.has_recused")
    return YES if company_id in ballot.entitled else no("ballot.not_on_roll")


def _own_first(ballot: BallotFacts, actor: Actor, company_id: str) -> Verdict:
    """In a secret ballot a proxy can't be struck out afterwards: where the holder is to take part,
    it does so first."""
    own, needed = actor.company_id or "", ballot.rule.proxies.presence_required
    if ballot.secret and needed and company_id != own and own not in ballot.voted:
        return no("ballot.vote_own_first")
    return YES


def _own_or_held(ballot: BallotFacts, actor: Actor, company_id: str) -> Verdict:
    own = actor.company_id or ""
    if company_id == own:
        return no("ballot.gave_proxy") if own in ballot.given else YES
    if company_id in ballot.held.get(own, ()) and own not in ballot.recused:
        return YES
    return no("ballot.not_your_vote")
