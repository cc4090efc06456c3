"""Who sits where on a day. Everything here takes the day: a term begins and ends by it."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from committees.models import Body, OfficeTerm, Seat
from foundation import actor
from foundation.actor import PRESIDING, SPEAKING, Actor, Kind, Office, Role, Standing
from foundation.errors import NotFound
from foundation.reading import asked_once
from identity.models import Company, Person


def actor_of(db: Session, person_id: str, day: date) -> Actor | None:
    """The person as an actor on the day; None where there is no such account or it has ended."""
    person = db.get(Person, person_id)
    if person is None or (person.active_until is not None and person.active_until < day):
        return None
    seats = db.exec(
        select(Seat.body_id, Seat.role, Seat.company_id, Seat.voting)
        .where(Seat.person_id == person_id, in_force(Seat, day))
        .order_by(Seat.id)
    ).all()
    offices = db.exec(
        select(OfficeTerm.office).where(
            OfficeTerm.person_id == person_id, in_force(OfficeTerm, day)
        )
    ).all()
    return Actor(
        id=person.id,
        kind=Kind(person.kind),
        name_ja=person.name_ja,
        name_en=person.name_en,
        locale=person.locale,
        company_id=person.company_id,
        home_company_id=person.home_company_id,
        standing=Standing(person.standing) if person.standing else None,
        seats=tuple(
            actor.Seat(body_id, Role(role), company_id, voting)
            for body_id, role, company_id, voting in seats
        ),
        offices=frozenset(Office(office) for office in offices),
    )


def body(db: Session, body_id: str) -> Body:
    """The body. Raises NotFound."""
    found = db.get(Body, body_id)
    if found is None:
        raise NotFound
    return found


@asked_once
def bodies(db: Session) -> list[Body]:
    """All bodies, each after the one above it, then by place and reading."""
    rows = db.exec(select(Body).order_by(col(Body.position), Body.reading, Body.id)).all()
    below: dict[str | None, list[Body]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    ordered: list[Body] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        ordered.append(waiting.pop())
        waiting += below.get(ordered[-1].id, [])[::-1]
    return ordered


@asked_once
def lineage(db: Session, body_id: str) -> tuple[str, ...]:
    """Ids of the body and of the bodies above it, the nearest first; empty for none such."""
    line: list[str] = []
    above: str | None = body_id
    while above is not None and above not in line:
        row = db.exec(select(Body.id, Body.parent_id).where(Body.id == above)).first()
        if row is None:
            break
        line.append(row[0])
        above = row[1]
    return tuple(line)


def descent(db: Session, body_id: str) -> tuple[str, ...]:
    """Ids of the body and of all bodies beneath it."""
    found = [body_id]
    for one in found:
        found += db.exec(select(Body.id).where(Body.parent_id == one).order_by(Body.id)).all()
    return tuple(found)


def seats(db: Session, body_id: str, day: date) -> list[Seat]:
    """The seats of a body that are in force on the day."""
    return list(
        db.exec(
            select(Seat).where(Seat.body_id == body_id, in_force(Seat, day)).order_by(Seat.id)
        ).all()
    )


def voting_companies(db: Session, body_id: str, day: date) -> list[Company]:
    """Companies with a voting seat in the body on the day, by reading."""
    return _companies(db, Seat.body_id == body_id, col(Seat.voting).is_(True), in_force(Seat, day))


def companies_of(db: Session, body_id: str, day: date) -> list[Company]:
    """Companies with any seat in the body on the day, by reading."""
    return _companies(db, Seat.body_id == body_id, in_force(Seat, day))


def chairs(db: Session, body_id: str, day: date) -> list[str]:
    """Ids of those who preside over the body: in it or, where nobody does, in one above it."""
    for one in lineage(db, body_id):
        if found := people_in(db, [one], PRESIDING, day):
            return found
    return []


def secretaries(db: Session, body_id: str, day: date) -> list[str]:
    """Ids of the body's secretaries; of all secretaries where it has none of its own."""
    return people_in(db, lineage(db, body_id), {Role.SECRETARY}, day) or officers(
        db, Office.SECRETARY, day
    )


def members(db: Session, body_id: str, day: date) -> list[str]:
    """Ids of those who speak for a company in the body: presiding, members and deputies."""
    return people_in(db, [body_id], SPEAKING, day)


def people_in(
    db: Session, body_ids: Iterable[str], roles: Iterable[Role], day: date
) -> list[str]:
    """Ids of people with a seat of one of the roles in one of the bodies on the day."""
    return _people(
        db, day,
        col(Person.id).in_(
            select(Seat.person_id).where(
                col(Seat.body_id).in_(list(body_ids)),
                col(Seat.role).in_([role.value for role in roles]),
                in_force(Seat, day),
            )
        ),
    )


def officers(db: Session, office: Office, day: date) -> list[str]:
    """Ids of those who hold the office on the day."""
    return _people(
        db, day,
        col(Person.id).in_(
            select(OfficeTerm.person_id).where(
                OfficeTerm.office == office.value, in_force(OfficeTerm, day)
            )
        ),
    )


def company_people(
    db: Session, company_id: str, day: date, standing: Standing | None = None
) -> list[str]:
    """Ids of a company's people, or of those of one standing (its representatives)."""
    wanted = [Person.company_id == company_id]
    if standing:
        wanted.append(Person.standing == standing.value)
    return _people(db, day, *wanted)


def in_force(term: type[Seat] | type[OfficeTerm], day: date) -> ColumnElement[bool]:
    """Whether the term of a seat or an office holds on the day; both ends count."""
    return (col(term.starts) <= day) & (col(term.ends).is_(None) | (col(term.ends) >= day))


def _companies(db: Session, *wanted: ColumnElement[bool] | bool) -> list[Company]:
    ids = select(Seat.company_id).where(*wanted, col(Seat.company_id).is_not(None))
    found = select(Company).where(col(Company.id).in_(ids))
    return list(db.exec(found.order_by(Company.reading, Company.id)).all())


def _people(db: Session, day: date, *wanted: ColumnElement[bool] | bool) -> list[str]:
    """Ids by reading, without accounts that have ended."""
    still = col(Person.active_until).is_(None) | (col(Person.active_until) >= day)
    found = select(Person.id).where(*wanted, still).order_by(Person.reading, Person.id)
    return list(db.exec(found).all())
