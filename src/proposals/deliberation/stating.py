"""A company takes its position; the newest stands, those before it are kept."""

import hashlib

from committees.queries import company_people
from foundation.columns import canonical
from foundation.dates import day_in_japan
from foundation.errors import Invalid, require
from foundation.verdict import first_no
from foundation.work import Work
from notifications.outbox import tell
from proposals.deliberation import queries, rules
from proposals.deliberation.kinds import Stand
from proposals.drafting.news import named
from proposals.models import Position
from proposals.queries import Seen
from proposals.rooms.approval import may_speak_alone


def take_position(
    work: Work, seen: Seen, value: Stand, reason: str, version_read: int
) -> Position:
    """The company's position on the version its speaker had read.

    Raises Refused for who can't speak for a company that was asked, Invalid for an objection
    without a reason.
    """
    newest = queries.newest_round(work.db, seen.request.id)
    who = queries.party_of(work, seen, newest)
    require(first_no(rules.may_take_position(who), may_speak_alone(work.db, work.actor)))
    if value is Stand.OBJECT and not reason:
        raise Invalid(reason="position.reason_required")
    company_id = str(work.actor.company_id)
    before = _standing(work, seen, company_id)
    said = (value.value, reason, version_read)
    if before and said == (before.value, before.reason, before.version):
        return before
    if before:
        before.stands = False
        work.db.add(before)
    row = Position(
        id=work.id("position"), request_id=seen.request.id, company_id=company_id,
        person_id=work.actor.id, value=value.value, reason=reason, version=version_read,
        created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    sealed = newest is not None and newest.sealed and newest.closed_at is None
    work.record(
        "position.take", ("request", seen.request.id),
        _journalled(before, sealed) if before else None, _journalled(row, sealed),
    )  # fmt: skip
    people = company_people(work.db, company_id, day_in_japan(work.now))
    link = f"/requests/{seen.request.id}"
    tell(work, people, "mail.position_taken", link, title=named(seen.request))
    return row


def _standing(work: Work, seen: Seen, company_id: str) -> Position | None:
    rows = queries.standing(work.db, seen.request.id)
    return next((row for row in rows if row.company_id == company_id), None)


def _journalled(row: Position, sealed: bool) -> dict[str, object]:
    """While the round is sealed the journal has a hash, which proves the position afterwards; the
    row's id, which nobody is shown, is its salt."""
    said: dict[str, object] = {"value": row.value, "reason": row.reason}
    if sealed:
        said = {"seal": hashlib.sha256(canonical([row.id, said]).encode()).hexdigest()}
    return {"company": row.company_id, "version": row.version} | said
