"""What a person may do follows from the seats and offices in force on the day."""

from datetime import date, timedelta

from sqlmodel import select

from committees.models import OfficeTerm, Seat
from committees.queries import actor_of
from foundation.actor import Actor, Office, Role
from identity.models import Person
from world import TERM, World

DAY = timedelta(days=1)


def actor(world: World, name: str, day: date = date(2026, 11, 23)) -> Actor:
    with world.reading() as work:
        found = actor_of(work.db, world.people[name], day)
    assert found is not None
    return found


def test_a_member_has_company_standing_and_seats(world: World) -> None:
    chair = actor(world, "chair")
    assert chair.company_id == world.companies["shinonome"]
    assert [(seat.role, seat.voting) for seat in chair.seats] == [(Role.CHAIR, True)]
    assert chair.presides([world.bodies["licensing"], world.bodies["regulations"]])
    assert not chair.presides([world.bodies["goods"]])


def test_a_seat_holds_on_its_first_and_last_day_and_not_beyond(world: World) -> None:
    first, last = TERM
    held = [
        bool(actor(world, "chair", day).seats) for day in (first - DAY, first, last, last + DAY)
    ]
    assert held == [False, True, True, False]


def test_an_office_ends_with_its_term(world: World) -> None:
    _, last = TERM
    assert actor(world, "officer", last).holds(Office.ANONYMITY_OFFICER)
    assert not actor(world, "officer", last + DAY).offices


def test_a_term_without_an_end_goes_on(world: World) -> None:
    with world.work() as work:
        for table in (Seat, OfficeTerm):
            for row in work.db.exec(select(table)).all():
                row.ends = None
                work.db.add(row)
    assert actor(world, "chair", date(2099, 1, 1)).seats
    assert actor(world, "officer", date(2099, 1, 1)).offices


def test_a_secondee_is_known_as_one(world: World) -> None:
    assert actor(world, "secondee").is_secondee
    assert not actor(world, "secretary").is_secondee


def test_nobody_comes_of_an_unknown_or_an_ended_account(world: World) -> None:
    today = date(2026, 11, 23)
    with world.work() as work:
        row = work.db.get_one(Person, world.people["chair"])
        row.active_until = today
        work.db.add(row)
    with world.reading() as work:
        assert actor_of(work.db, "a" * 16, today) is None
        assert actor_of(work.db, row.id, today) is not None
        assert actor_of(work.db, row.id, today + DAY) is None


def test_rights_are_lost_the_day_the_term_ends_though_the_session_goes_on(world: World) -> None:
    # The world's terms end on 31 March 2027, in Japan.
    world.clock.set(world.clock.now().replace(year=2027, month=3, day=31, hour=14, minute=45))
    browser = world.as_("administrator")
    assert browser.get("/admin/offices").status_code == 200
    world.clock.forward(minutes=20)
    assert browser.get("/admin/offices").status_code == 404
    assert browser.get("/companies").status_code == 200
