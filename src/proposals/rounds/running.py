"""A round goes out, is extended, is ended, and who has not confirmed is reminded."""

from datetime import date
from typing import Any

from sqlalchemy import insert

from committees.queries import lineage
from foundation.dates import day_in_japan, days_left, end_of_day_jst, fiscal_year
from foundation.errors import Invalid, require
from foundation.verdict import Verdict
from foundation.work import Work
from identity.models import Company
from proposals.finding import round_facets
from proposals.models import Consultation
from proposals.numbering import fiscal_era
from proposals.rounds import queries, rules
from proposals.rounds.composing import open_consultation_of
from proposals.rounds.kinds import RoundState
from proposals.rounds.models import Round, RoundSeat
from proposals.rounds.notices import tell_of
from proposals.rounds.queries import Found
from search import audiences, index

ANSWERED = "answered"


def open_round(work: Work, found: Found, closes: date | None) -> None:
    """Send the round out: number, roll, questions and rules are fixed now.

    A round on a request whose consultation is open goes to the companies that one asks and ends
    when it ends, so that a request never has two clocks. Raises Refused, or Invalid for the day.
    """
    row, day = found.round, day_in_japan(work.now)
    rides_on = open_consultation_of(work.db, row.request_id)
    companies = _asked(work, row, rides_on)
    require(
        rules.may_open(
            found.who, RoundState(row.state),
            questions=len(queries.questions(work.db, row.id)), asked=len(companies),
        )
    )
    if rides_on is None:
        if closes is None:
            raise Invalid(closes="field.required")
        row.closes_at = end_of_day_jst(closes)
        _check_day(rules.may_last(row.closes_at, work.now))
    else:
        row.consultation_id, row.version = rides_on.id, rides_on.version
        row.bodies = list(lineage(work.db, row.body_id))
    era, year = fiscal_era(fiscal_year(day))
    prefix = f"{era.letter}{year:02}-IK-"
    row.number = f"{prefix}{queries.serial(work.db, prefix):03}"
    row.state, row.opens_at = RoundState.OPEN.value, work.now
    work.db.add(row)
    work.db.flush()
    seats: list[dict[str, Any]] = [
        {"round_id": row.id, "company_id": one.id, "sector_id": one.sector_id, "size": one.size,
         "counted_as": ""}
        for one in companies
    ]  # fmt: skip
    work.db.connection().execute(insert(RoundSeat), seats)
    last = row.closes_at or rides_on.closes_at  # type: ignore[union-attr]
    work.record(
        "round.open", ("round", row.id),
        after={"number": row.number, "silence": row.silence, "closes_at": last.isoformat(),
               "consultation": row.consultation_id, "companies": [one.id for one in companies]},
    )  # fmt: skip
    enter_search(work, row)
    tell_of(
        work, row, queries.speakers(work.db, row, day), f"mail.round_opened_{row.silence}",
        closes=day_in_japan(last),
    )  # fmt: skip


def enter_search(work: Work, row: Round) -> None:
    """Let a round be found by whom it may be seen: what it asks, never what was answered."""
    asked = [one.text_ja for one in queries.questions(work.db, row.id)]
    near = {*row.bodies, row.body_id}
    readers = {audiences.company(one.company_id) for one in queries.roll(work.db, row.id)}
    index.put(
        work, kind="round", subject_id=row.id, title=f"{row.number} {row.title_ja}",
        body="\n".join([row.title_en, row.intro, *asked]), link=f"/rounds/{row.id}",
        audience=readers | {audiences.body(one) for one in near} | {audiences.SECRETARIAT},
        facets=round_facets(work.db, row),
    )  # fmt: skip


def extend(work: Work, found: Found, closes: date, reason: str) -> None:
    """Give more time, to everybody alike and with notice; never less. Raises Refused or Invalid."""
    row = found.round
    require(rules.may_change_clock(found.who, found.clock, work.now))
    assert row.closes_at is not None, "a round that doesn't ride has a last day of its own"
    closes_at = end_of_day_jst(closes)
    if closes_at <= row.closes_at:
        raise Invalid(closes="round.not_later")
    _check_day(rules.may_last(closes_at, work.now))
    before = day_in_japan(row.closes_at).isoformat()
    row.extensions = [
        *row.extensions, {"from": before, "to": closes.isoformat(), "reason": reason}
    ]
    row.closes_at = closes_at
    work.db.add(row)
    work.record(
        "round.extend", ("round", row.id), {"closes": before},
        {"closes": closes.isoformat(), "reason": reason},
    )  # fmt: skip
    people = queries.speakers(work.db, row, day_in_japan(work.now))
    tell_of(work, row, people, "mail.round_extended", closes=closes)


def close_early(work: Work, found: Found, reason: str) -> None:
    """End the round before its last day, with a reason that is shown. Raises Refused."""
    require(rules.may_change_clock(found.who, found.clock, work.now))
    found.round.close_reason = reason
    _close(work, found.round)
    people = queries.speakers(work.db, found.round, day_in_japan(work.now))
    tell_of(work, found.round, people, "mail.round_closed_early")


def close_due(work: Work) -> int:
    """End every round whose time is over; answers how many."""
    due = queries.ended(work.db, work.now)
    for row in due:
        _close(work, row)
    return len(due)


def remind(work: Work) -> int:
    """Remind who has not confirmed on the days the round names; answers of how many rounds."""
    reminded = 0
    for row, ends in queries.running(work.db):
        clock = queries.clock_of(row, ends)
        if clock.closes_at is None or not clock.is_open(work.now):
            continue
        left = days_left(day_in_japan(clock.closes_at), work.now)
        if left not in row.reminders or left in row.reminded:
            continue
        row.reminded = [*row.reminded, left]
        work.db.add(row)
        people = queries.speakers(work.db, row, day_in_japan(work.now), unconfirmed=True)
        tell_of(
            work, row, people, "mail.round_reminder", closes=day_in_japan(clock.closes_at)
        )
        work.record("round.remind", ("round", row.id), after={"days_left": left})
        reminded += 1
    return reminded


def _close(work: Work, row: Round) -> None:
    """Write down with every silence what it counts as. A silence is never support."""
    ends = work.db.get(Consultation, row.consultation_id) if row.consultation_id else None
    row.state = RoundState.CLOSED.value
    row.closed_at = (ends.closed_at if ends else None) or work.now
    work.db.add(row)
    work.db.flush()
    answered = {one.company_id for one in queries.standing(work.db, row.id)}
    seats = queries.roll(work.db, row.id)
    for seat in seats:
        seat.counted_as = ANSWERED if seat.company_id in answered else row.silence
    work.db.add_all(seats)
    work.db.flush()
    silent = [seat.company_id for seat in seats if seat.company_id not in answered]
    work.record(
        "round.close", ("round", row.id),
        after={"silence": row.silence, "silent": silent, "reason": row.close_reason},
    )  # fmt: skip


def _asked(work: Work, row: Round, rides_on: Consultation | None) -> list[Company]:
    if rides_on is None:
        return queries.addressees(work.db, row.bodies, row.sectors, day_in_japan(work.now))
    return queries.companies_of(work.db, rides_on.company_ids)


def _check_day(verdict: Verdict) -> None:
    if not verdict:
        raise Invalid(closes=(verdict.reason, verdict.params))
