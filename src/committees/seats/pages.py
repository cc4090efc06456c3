"""The page of a body's seats."""

from committees import queries
from committees.seats import actions
from committees.seats.forms import EndSeat, GiveSeat
from committees.seats.queries import all_seats, seat
from committees.seats.views import SeatLine, SeatsView
from foundation.actor import Role
from foundation.dates import day_in_japan
from foundation.errors import NotFound
from identity.companies.queries import companies
from identity.models import Person
from identity.people.queries import people
from web.door import Done
from web.visit import Visit


def seats(visit: Visit, body_id: str) -> SeatsView:
    db, today = visit.work.db, day_in_japan(visit.work.now)
    body = queries.body(db, body_id)
    everyone = {one.id: one for one in people(db)}
    order = {person_id: place for place, person_id in enumerate(everyone)}
    rows = sorted(all_seats(db, body_id), key=lambda one: order[one.person_id])
    firms = {one.id: visit.name(one.short_ja, one.name_en) for one in companies(db)}
    return SeatsView(
        id=body.id,
        name=visit.name(body.name_ja, body.name_en),
        today=today,
        seats=[
            SeatLine(
                id=one.id,
                person_id=one.person_id,
                person=_name(visit, everyone[one.person_id]),
                company=firms.get(one.company_id or "", ""),
                role=visit.t(f"role.{one.role}"),
                voting=one.voting,
                starts=one.starts,
                ends=one.ends,
                ended=one.ends is not None and one.ends < today,
            )
            for one in rows
        ],
        people=[(one.id, _placed(visit, one, firms)) for one in everyone.values()],
        roles=[(role.value, visit.t(f"role.{role}")) for role in Role],
    )


def give_seat(visit: Visit, form: GiveSeat, body_id: str) -> Done:
    body = queries.body(visit.work.db, body_id)
    person = visit.work.db.get(Person, form.person)
    if person is None:
        raise NotFound
    row = actions.give_seat(visit.work, body, person, form.role, form.starts, form.ends)
    return Done(f"/committees/{body_id}/seats", "done.seat_given", {"id": row.id})


def end_seat(visit: Visit, form: EndSeat, body_id: str, seat_id: str) -> Done:
    actions.end_seat(visit.work, seat(visit.work.db, body_id, seat_id), form.last)
    return Done(f"/committees/{body_id}/seats", "done.seat_ended")


def _name(visit: Visit, person: Person) -> str:
    return visit.name(person.name_ja, person.name_en)


def _placed(visit: Visit, person: Person, firms: dict[str, str]) -> str:
    place = firms.get(person.company_id or "") or visit.name(person.title_ja, person.title_en)
    return f"{_name(visit, person)} ({place})" if place else _name(visit, person)
