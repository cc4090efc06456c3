"""Seats of a company's people, with bodies and people."""

from datetime import date

from sqlmodel import Session, select

from committees.models import Body, Seat
from committees.queries import in_force
from identity.models import Person


def seats_of_company(db: Session, company_id: str, day: date) -> list[tuple[Seat, Body, Person]]:
    """The company's seats in force on the day, in the bodies' order."""
    rows = select(Seat, Body, Person).where(
        Seat.company_id == company_id, Seat.body_id == Body.id, Seat.person_id == Person.id,
        in_force(Seat, day),
    )
    return list(db.exec(rows.order_by(Body.code, Person.reading, Seat.id)).all())


def people_of_company(db: Session, company_id: str, day: date) -> list[Person]:
    """The company's people with an account that has not ended, by reading."""
    rows = select(Person).where(Person.company_id == company_id)
    found = db.exec(rows.order_by(Person.reading, Person.id)).all()
    return [one for one in found if one.active_until is None or one.active_until >= day]
