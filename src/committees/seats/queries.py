"""Seats of a body over time, and what stands in a new one's way."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, select

from committees.models import Body, Seat
from committees.seats.rules import Wanted
from committees.terms import overlap
from foundation.actor import Kind, Role
from foundation.errors import NotFound
from identity.models import Person


def seat(db: Session, body_id: str, seat_id: str) -> Seat:
    """A seat in this body. Raises NotFound."""
    found = db.get(Seat, seat_id)
    if found is None or found.body_id != body_id:
        raise NotFound
    return found


def all_seats(db: Session, body_id: str) -> list[Seat]:
    """Every seat there is or was in the body, the newest term first."""
    rows = select(Seat).where(Seat.body_id == body_id)
    return list(db.exec(rows.order_by(col(Seat.starts).desc(), Seat.id)).all())


def seats_of(db: Session, person_id: str) -> list[tuple[Seat, Body]]:
    """Every seat a person has or had, with its body, the newest term first."""
    rows = select(Seat, Body).where(Seat.person_id == person_id, Seat.body_id == Body.id)
    return list(db.exec(rows.order_by(col(Seat.starts).desc(), Seat.id)).all())


def wanted(
    rows: Iterable[Seat], person: Person, role: Role, starts: date, ends: date | None
) -> Wanted:
    """A seat as the rule looks at it; `rows` are all other seats of the body."""
    rows = [one for one in rows if overlap(starts, ends, one.starts, one.ends)]
    company = person.company_id
    return Wanted(
        role=role,
        kind=Kind(person.kind),
        has_company=company is not None,
        already_sits=any(one.person_id == person.id for one in rows),
        principal_taken=any(one.voting and one.company_id == company for one in rows),
        chair_taken=any(one.role == Role.CHAIR for one in rows),
    )
