"""Who is in a body on a day, as its page shows them: by role, and by company."""

from datetime import date

from sqlmodel import select

from committees.bodies.views import CompanyLine, Officers, Ref
from committees.models import Seat
from committees.queries import companies_of, in_force
from foundation.actor import Role
from identity.models import Company, Person
from web.visit import Visit

_SHOWN = (
    Role.CHAIR, Role.VICE_CHAIR, Role.LEAD, Role.SECRETARY, Role.ADVISER, Role.METI_ATTENDEE,
    Role.OBSERVER,
)


def officers_in(visit: Visit, body_id: str, day: date) -> list[Officers]:
    """People who preside, serve, advise and observe, by role and then by reading."""
    seated = _seated(visit, body_id, day)
    shown = []
    for role in _SHOWN:
        people = [_person(visit, person, company)
                  for seat, person, company in seated if seat.role == role]
        if people:
            shown.append(Officers(title=visit.t(f"role.{role}"), people=people))
    return shown


def companies_in(visit: Visit, body_id: str, day: date) -> list[CompanyLine]:
    """Companies with a seat, by reading, each with its principal and its deputies."""
    seated = _seated(visit, body_id, day)
    lines = []
    for company in companies_of(visit.work.db, body_id, day):
        own = [(seat, person) for seat, person, _ in seated if seat.company_id == company.id]
        principals = [_role(visit, seat, person) for seat, person in own if seat.voting]
        lines.append(
            CompanyLine(
                id=company.id,
                name=visit.name(company.name_ja, company.name_en),
                principal=principals[0] if principals else None,
                deputies=[
                    Ref(id=person.id, name=visit.name(person.name_ja, person.name_en))
                    for seat, person in own if not seat.voting
                ],
            )
        )
    return lines


def _seated(visit: Visit, body_id: str, day: date) -> list[tuple[Seat, Person, Company | None]]:
    found = (
        select(Seat, Person, Company)
        .join(Person, Seat.person_id == Person.id)  # type: ignore[arg-type]
        .join(Company, Seat.company_id == Company.id, isouter=True)  # type: ignore[arg-type]
        .where(Seat.body_id == body_id, in_force(Seat, day))
        .order_by(Person.reading, Person.id)
    )
    return list(visit.work.db.exec(found).all())


def _person(visit: Visit, person: Person, company: Company | None) -> Ref:
    place = visit.name(company.short_ja, company.name_en) if company else visit.name(
        person.title_ja, person.title_en
    )
    return Ref(id=person.id, name=visit.name(person.name_ja, person.name_en), note=place)


def _role(visit: Visit, seat: Seat, person: Person) -> Ref:
    return Ref(
        id=person.id,
        name=visit.name(person.name_ja, person.name_en),
        note="" if seat.role == Role.MEMBER else visit.t(f"role.{seat.role}"),
    )
