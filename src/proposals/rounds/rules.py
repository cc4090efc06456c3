"""Who may make, see, answer, extend and close a round. Pure: facts in, verdict out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from foundation.actor import SPEAKING, Actor, Kind, Office, Standing
from foundation.verdict import YES, Verdict, first_no, no
from proposals.rounds.kinds import Readers, RoundState, Silence

LONGEST = timedelta(days=366)
MOST_QUESTIONS = 60
_STAFF = frozenset({Office.SECRETARY, Office.ANONYMITY_OFFICER, Office.RELEASING_OFFICER})


@dataclass(frozen=True)
class Clock:
    """When a round ends, by itself or by the consultation it rides on."""

    state: RoundState
    closes_at: datetime | None
    closed_at: datetime | None
    late_days: int
    rides: bool

    def is_open(self, now: datetime) -> bool:
        """By the server's clock: the close needs no job to take effect."""
        return (
            self.state is RoundState.OPEN and self.closed_at is None
            and self.closes_at is not None and now <= self.closes_at
        )  # fmt: skip

    def ended_at(self, now: datetime) -> datetime | None:
        """When it ended, None while it is open or a draft."""
        if self.state is RoundState.DRAFT or self.is_open(now):
            return None
        return self.closed_at or self.closes_at


@dataclass(frozen=True)
class Party:
    """What an actor is to a round. `runs`: makes, opens and ends it; `asked`: their company is on
    the roll; `speaks`: may say what it holds; `near`: has a seat in a body on either side."""

    runs: bool = False
    presides: bool = False
    staff: bool = False
    secondee: bool = False
    asked: bool = False
    speaks: bool = False
    near: bool = False
    company_id: str | None = None
    representative: bool = False


def party(
    actor: Actor, lineage: Iterable[str], asked_bodies: Iterable[str], *, asked: bool
) -> Party:
    """A company speaks through its representative, and through whoever holds its seat in a body
    that was asked."""
    lineage, bodies = tuple(lineage), set(asked_bodies)
    member = actor.kind is Kind.MEMBER and actor.company_id is not None
    seated = any(
        seat.body_id in bodies and seat.role in SPEAKING and seat.company_id == actor.company_id
        for seat in actor.seats
    )
    represents = actor.standing is Standing.REPRESENTATIVE
    return Party(
        runs=may_make(actor, lineage).reason == "",
        presides=actor.presides(lineage),
        staff=bool(actor.offices & _STAFF),
        secondee=actor.is_secondee,
        asked=asked and member,
        speaks=member and asked and (seated or represents),
        near=actor.sits({*lineage, *bodies}),
        company_id=actor.company_id if member else None,
        representative=represents,
    )


def may_make(actor: Actor, lineage: Iterable[str]) -> Verdict:
    """Whoever presides over the asking body or one above it, and the secretariat."""
    if actor.presides(lineage) or actor.holds(Office.SECRETARY):
        return YES
    return no("round.not_yours")


def may_see(who: Party, state: RoundState) -> bool:
    """A draft is its makers' own; a round that went out is read by those who run it, those who
    were asked, the bodies on both sides and the secretariat."""
    if state is RoundState.DRAFT:
        return who.runs
    return who.runs or who.staff or who.asked or who.near


def may_compose(who: Party, state: RoundState) -> Verdict:
    """Questions and rules are fixed once the round went out."""
    if not who.runs:
        return no("round.not_yours")
    return YES if state is RoundState.DRAFT else no("round.not_a_draft")


def may_choose_silence(silence: Silence, body_silence: str) -> Verdict:
    """Silence counts as consent only where the body's own rule says so (みなし同意)."""
    if silence is Silence.NO_OBJECTION and body_silence != Silence.NO_OBJECTION:
        return no("round.deemed_not_allowed")
    return YES


def may_open(who: Party, state: RoundState, *, questions: int, asked: int) -> Verdict:
    """Something must be asked, and somebody."""
    return first_no(
        may_compose(who, state),
        YES if questions else no("round.no_questions"),
        YES if asked else no("round.nobody_asked"),
    )


def may_last(closes_at: datetime, now: datetime) -> Verdict:
    """A round ends in the future, and within a year."""
    if closes_at <= now:
        return no("round.closes_in_past")
    return YES if closes_at <= now + LONGEST else no("round.too_long")


def may_change_clock(who: Party, clock: Clock, now: datetime) -> Verdict:
    """Extend or end early, while it is open; a round on a consultation has no clock of its own."""
    if not who.runs:
        return no("round.not_yours")
    if not clock.is_open(now):
        return no("round.not_open")
    return no("round.rides") if clock.rides else YES


def may_draft(who: Party, clock: Clock, now: datetime) -> Verdict:
    """Anybody of a company that was asked writes in its room."""
    if not who.asked:
        return no("round.not_asked")
    return taking(clock, now)


def taking(clock: Clock, now: datetime) -> Verdict:
    """Whether answers are taken: until the last day, and for some days after it as late ones."""
    if clock.state is RoundState.DRAFT:
        return no("round.not_open")
    ended = clock.ended_at(now)
    if ended is None or now <= ended + timedelta(days=clock.late_days):
        return YES
    return no("round.over")


def may_answer(who: Party, clock: Clock, now: datetime, *, approval: bool) -> Verdict:
    """Who says it for the company; where it wants approval, its representative alone."""
    return first_no(
        may_draft(who, clock, now),
        YES if who.speaks else no("round.not_speaking"),
        YES if who.representative or not approval else no("room.approval_needed"),
    )


def may_withdraw(who: Party, clock: Clock, now: datetime, *, answered: bool) -> Verdict:
    """An answer is taken back before the last day only: afterwards it has been counted."""
    if not (who.asked and who.speaks):
        return no("round.not_speaking" if who.asked else "round.not_asked")
    if not clock.is_open(now):
        return no("round.not_open")
    return YES if answered else no("round.nothing_answered")


def may_know_who(who: Party) -> Verdict:
    """Which companies have confirmed is the secretariat's to know; others see numbers."""
    return YES if who.staff else no("round.who_hidden")


def may_see_results(*, computed: bool) -> Verdict:
    """Nobody sees an answer before the close."""
    return YES if computed else no("round.no_result")


def may_read_all(who: Party, readers: Readers, *, computed: bool) -> Verdict:
    """Answers company by company are for those alone whom the invitation named."""
    if not computed:
        return no("round.no_result")
    named = {
        Readers.NOBODY: False,
        Readers.SECRETARIAT: who.staff and not who.secondee,
        Readers.PRESIDING: who.presides or (who.staff and not who.secondee),
    }
    return YES if named[readers] else no("round.not_a_reader")
