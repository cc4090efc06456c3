"""Giving and ending seats. What a person may do follows from them on the next request."""

from datetime import date

from committees.models import Body, Seat
from committees.rules import may_administer
from committees.seats.queries import all_seats, wanted
from committees.seats.rules import may_sit, votes
from committees.terms import end_in_order, in_order
from foundation.actor import Role
from foundation.errors import require
from foundation.work import Work
from identity.models import Person


def give_seat(
    work: Work, body: Body, person: Person, role: Role, starts: date, ends: date | None
) -> Seat:
    """Give a person a seat in a body for a term; members sit for their company.

    Raises Refused, or Invalid "ends" for a term that ends before it begins.
    """
    require(may_administer(work.actor))
    in_order(starts, ends)
    require(may_sit(wanted(all_seats(work.db, body.id), person, role, starts, ends)))
    row = Seat(
        id=work.id("seat"), body_id=body.id, person_id=person.id, company_id=person.company_id,
        role=role.value, voting=votes(role), starts=starts, ends=ends,
    )
    work.db.add(row)
    work.db.flush()
    work.record(
        "give_seat", ("body", body.id),
        after={
            "seat": row.id, "person": person.id, "company": person.company_id, "role": role.value,
            "starts": starts.isoformat(), "ends": ends.isoformat() if ends else None,
        },
    )
    return row


def end_seat(work: Work, row: Seat, last: date) -> None:
    """End a seat; `last` is its last day.

    Raises Refused, or Invalid "last" for a day before the term, or after the end it already has.
    """
    require(may_administer(work.actor))
    end_in_order(row.starts, row.ends, last)
    _set_end(work, row, last)


def move_end(work: Work, row: Seat, ends: date | None) -> None:
    """Let a seat end sooner or later than it was to. Raises Refused, or Invalid "ends"."""
    require(may_administer(work.actor))
    in_order(row.starts, ends)
    person = work.db.get_one(Person, row.person_id)
    role = Role(row.role)
    others = [one for one in all_seats(work.db, row.body_id) if one is not row]
    require(may_sit(wanted(others, person, role, row.starts, ends)))
    _set_end(work, row, ends)


def _set_end(work: Work, row: Seat, ends: date | None) -> None:
    before, row.ends = row.ends, ends
    work.db.add(row)
    work.db.flush()
    work.record(
        "end_seat", ("body", row.body_id),
        {"seat": row.id, "ends": before.isoformat() if before else None},
        {"seat": row.id, "ends": ends.isoformat() if ends else None},
    )
