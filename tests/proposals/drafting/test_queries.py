"""What lists find is what rules allow to be seen."""

from dataclasses import dataclass
from itertools import product

import pytest
from sqlmodel import select

from proposals import authorship
from proposals.drafting import queries
from proposals.drafting.queries import Narrowing
from proposals.models import Request
from proposals.queries import relate
from proposals.rules import ANONYMITY, may_see
from proposals.stages import State
from request_builder import numbered, write_directly
from world import PEOPLE, World

ASKERS = ("volunteer", "adviser")


@dataclass(frozen=True)
class Crowd:
    """A world with a request of every asker, state and wish, with and without a number."""

    world: World
    size: int


@pytest.fixture
def crowd(fresh_world: World) -> Crowd:
    cases = list(product(ASKERS, State, ANONYMITY, (True, False)))
    for i, (name, state, anonymity, has_number) in enumerate(cases):
        number = f"R08-SYS-{i + 1:03}" if has_number else None
        write_directly(fresh_world, name, state, anonymity, number=number)
    return Crowd(fresh_world, len(cases))


def test_the_condition_on_rows_and_the_rule_agree_for_everybody(crowd: Crowd) -> None:
    sqlite = crowd.world.settings.database_url.startswith("sqlite")
    for name in PEOPLE if sqlite else ("volunteer", "chair", "officer"):
        with crowd.world.reading(name) as work:
            found = set(work.db.exec(select(Request.id).where(queries.visible(work.actor))))
            own = set(work.db.exec(select(Request.id).where(authorship.asked_by(work.actor))))
            allowed, asked = set(), set()
            for request in work.db.exec(select(Request)).all():
                seen = relate(work, request)
                if may_see(seen.relation, seen.state, numbered=request.number is not None):
                    allowed.add(request.id)
                if authorship.is_requester(work.db, request.id, work.actor):
                    asked.add(request.id)
        assert found == allowed, name
        assert own == asked, name
        assert len(found) < crowd.size, name
    pages_of_a_list_join_without_a_gap_or_a_repeat(crowd)


def pages_of_a_list_join_without_a_gap_or_a_repeat(crowd: Crowd) -> None:
    with crowd.world.reading("chair") as work:
        wanted = list(work.db.exec(select(Request.id).where(queries.visible(work.actor))))
        found, after = queries.listed(work, Narrowing(), limit=7)
        while after:
            page, after = queries.listed(work, Narrowing(), after, limit=7)
            found += page
    assert len(found) == len(wanted) and {row.id for row in found} == set(wanted)


def test_a_list_is_narrowed_by_body_with_what_is_beneath_it(world: World) -> None:
    licensing = numbered(world)
    goods = numbered(world, body=world.bodies["goods"])
    with world.reading("chair") as work:
        def of(body: str) -> list[str]:
            return [row.id for row in queries.of_body(work, world.bodies[body])]

        assert of("regulations") == of("licensing") == [licensing]
        assert of("goods") == [goods]


SOUGHT = {"金額基準": 1, "SMALL-value": 1, "100%": 0, "_": 0, "r08-sys": 1, "許可証": 0}


def test_a_title_is_sought_as_typed(world: World) -> None:
    numbered(world)
    with world.reading("chair") as work:
        for sought, found in SOUGHT.items():
            assert len(queries.listed(work, Narrowing(q=sought))[0]) == found, sought


def test_a_list_is_narrowed_by_state_kind_and_whose(world: World) -> None:
    own = numbered(world)
    other = numbered(world, "second", state=State.APPROVED, kind="regulation")
    with world.reading("volunteer") as work:
        def listed(**by: object) -> set[str]:
            return {row.id for row in queries.listed(work, Narrowing(**by))[0]}

        assert listed() == {own, other}
        assert listed(mine=True) == {own}
        assert listed(state="approved") == {other}
        assert listed(kind="operation") == {own}
