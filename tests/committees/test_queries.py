"""Who is where, for everybody who asks."""

from datetime import date

import pytest

from committees import queries
from committees.models import Body
from committees.seats.actions import end_seat, give_seat
from committees.seats.queries import all_seats
from foundation.actor import Office, Role, Standing
from foundation.errors import NotFound
from identity.models import Person
from world import World

TODAY = date(2026, 11, 23)


def names(world: World, ids: list[str]) -> list[str]:
    known = {person_id: name for name, person_id in world.people.items()}
    return [known[one] for one in ids]


def test_a_line_goes_up_and_a_descent_goes_down(world: World) -> None:
    top, sub = world.bodies["regulations"], world.bodies["licensing"]
    with world.reading() as work:
        assert queries.lineage(work.db, sub) == (sub, top)
        assert queries.lineage(work.db, top) == (top,)
        assert queries.lineage(work.db, "a" * 16) == ()
        assert set(queries.descent(work.db, top)) == {top, sub}
        with pytest.raises(NotFound):
            queries.body(work.db, "a" * 16)


def test_a_circle_of_bodies_does_not_go_on_for_ever(world: World) -> None:
    top, sub = world.bodies["regulations"], world.bodies["licensing"]
    with world.work() as work:
        row = work.db.get_one(Body, top)
        row.parent_id = sub
        work.db.add(row)
        work.db.flush()
        assert queries.lineage(work.db, sub) == (sub, top)


def test_each_body_comes_after_the_one_above_it(world: World) -> None:
    with world.reading() as work:
        order = [one.code for one in queries.bodies(work.db)]
    assert order.index("SYS-LIC") == order.index("SYS") + 1


def test_companies_vote_where_a_principal_sits_and_come_by_reading(world: World) -> None:
    body = world.bodies["regulations"]
    with world.reading() as work:
        voting = [one.short_ja for one in queries.voting_companies(work.db, body, TODAY)]
    assert voting == ["青葉精工", "東雲重工", "瑞雲電子", "北辰化学", "みなと商事"]


def test_a_deputy_alone_gives_no_vote(world: World) -> None:
    body = world.bodies["regulations"]
    with world.work() as work:
        for seat in all_seats(work.db, body):
            if seat.person_id == world.people["representative"]:
                end_seat(work, seat, date(2026, 11, 22))
        short = [one.short_ja for one in queries.voting_companies(work.db, body, TODAY)]
        present = [one.short_ja for one in queries.companies_of(work.db, body, TODAY)]
    assert "青葉精工" not in short
    assert "青葉精工" in present


def test_who_is_told(world: World) -> None:
    top, sub = world.bodies["regulations"], world.bodies["licensing"]
    with world.reading() as work:
        db = work.db
        assert names(world, queries.chairs(db, top, TODAY)) == ["chair"]
        assert names(world, queries.chairs(db, sub, TODAY)) == ["lead"]
        assert names(world, queries.officers(db, Office.ANONYMITY_OFFICER, TODAY)) == ["officer"]
        everyone = queries.company_people(db, world.companies["aoba"], TODAY)
        assert names(world, everyone) == ["representative", "volunteer"]
        leading = queries.company_people(
            db, world.companies["aoba"], TODAY, Standing.REPRESENTATIVE
        )
        assert names(world, leading) == ["representative"]
        members = names(world, queries.members(db, top, TODAY))
        assert {"adviser", "observer", "meti_attendee"}.isdisjoint(members)
        assert {"chair", "volunteer", "second"} <= set(members)


def test_a_body_without_a_secretary_of_its_own_has_all_of_them(world: World) -> None:
    top, sub = world.bodies["regulations"], world.bodies["licensing"]
    with world.work() as work:
        assert len(queries.secretaries(work.db, sub, TODAY)) == 4
        secondee = work.db.get_one(Person, world.people["secondee"])
        give_seat(work, queries.body(work.db, top), secondee, Role.SECRETARY, TODAY, None)
        assert names(world, queries.secretaries(work.db, sub, TODAY)) == ["secondee"]


def test_whose_account_has_ended_is_told_nothing(world: World) -> None:
    with world.work() as work:
        row = work.db.get_one(Person, world.people["chair"])
        row.active_until = date(2026, 11, 22)
        work.db.add(row)
        work.db.flush()
        assert world.people["chair"] not in queries.members(
            work.db, world.bodies["regulations"], TODAY
        )
        assert queries.chairs(work.db, world.bodies["regulations"], TODAY) == []
