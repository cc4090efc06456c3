"""The courier: whatever step it is stopped at, a letter arrives once and whole."""

import pytest
from sqlmodel import select

from foundation.database import Database
from gate_builder import approved, consented, read, released
from submissions import release_store
from submissions.delivery import deliver_pending
from submissions.models import Letter
from submissions.release_store import Item, Point
from world import World, says


class Stopped(Exception):
    """The machine went down."""


class Failing:
    """A database whose n-th writing transaction goes down: before its commit or right after."""

    def __init__(self, database: Database, nth: int, *, after_commit: bool) -> None:
        self._database, self._nth, self._after = database, nth, after_commit

    def __getattr__(self, name: str):
        return getattr(self._database, name)

    def writing(self):
        from contextlib import contextmanager

        self._nth -= 1
        now = self._nth == 0

        @contextmanager
        def session():
            with self._database.writing() as db:
                yield db
                if now and not self._after:
                    raise Stopped
            if now:
                raise Stopped

        return session()


def stored(world: World) -> dict[str, int]:
    with world.release.reading() as db:
        tables = (release_store.Letter, Item, Point)
        return {table.__tablename__: len(db.exec(select(table)).all()) for table in tables}


def delivered(world: World) -> list[bool]:
    with world.reading() as work:
        return [row.delivered_at is not None for row in work.db.exec(select(Letter)).all()]


@pytest.fixture
def letter_id(world: World) -> str:
    return released(world, consented(world, approved(world)))


ONE_LETTER = {"letter": 1, "item": 1, "point": 2}


def test_a_released_letter_reaches_the_desk(world: World, letter_id: str) -> None:
    assert stored(world) == {"letter": 0, "item": 0, "point": 0}
    assert deliver_pending(world.main, world.release, world.clock) == 1
    assert stored(world) == ONE_LETTER and delivered(world) == [True]

    desk = world.at_desk()
    [item] = desk.api("/").json()["items"]
    page = says(desk.get(f"/items/{item['id']}"))
    assert "ある会員企業" in page and "A社では" in page and "金額を見直すこと。" in page
    sections = [one["name"] for one in desk.api(f"/items/{item['id']}").json()["sections"]]
    assert sections == ["problem", "request", "reason", "burden", "effectiveness"]
    assert says(desk.get(f"/letters/{letter_id}")).count("少額特例の見直し") == 1


def test_carrying_again_changes_nothing(world: World, letter_id: str) -> None:
    for _ in range(3):
        deliver_pending(world.main, world.release, world.clock)
    assert stored(world) == ONE_LETTER


@pytest.mark.parametrize("after_commit", [False, True])
@pytest.mark.parametrize("store", ["release", "main"])
def test_stopped_at_any_step_it_begins_again_where_it_was(
    world: World, letter_id: str, store: str, after_commit: bool
) -> None:
    stores = {"main": world.main, "release": world.release}
    failing = stores | {store: Failing(stores[store], 1, after_commit=after_commit)}
    with pytest.raises(Stopped):
        deliver_pending(failing["main"], failing["release"], world.clock)
    assert stored(world) in ({"letter": 0, "item": 0, "point": 0}, ONE_LETTER), "whole or not"
    assert delivered(world) == [store == "main" and after_commit]

    deliver_pending(world.main, world.release, world.clock)
    assert stored(world) == ONE_LETTER and delivered(world) == [True]


def test_two_couriers_carry_one_letter(world: World, letter_id: str) -> None:
    slow = Failing(world.main, 1, after_commit=False)
    with pytest.raises(Stopped):
        deliver_pending(slow, world.release, world.clock)
    deliver_pending(world.main, world.release, world.clock)
    deliver_pending(world.main, world.release, world.clock)
    assert stored(world) == ONE_LETTER


def test_a_letter_that_has_left_says_so(world: World, letter_id: str) -> None:
    assert read(world, "second", f"/submissions/{letter_id}")["delivered"] is False
    deliver_pending(world.main, world.release, world.clock)
    assert read(world, "second", f"/submissions/{letter_id}")["delivered"] is True


def test_the_store_holds_no_time_but_the_day(world: World, letter_id: str) -> None:
    for table in (release_store.Letter, Item, Point, release_store.Reply, release_store.Question):
        kinds = {column.type.python_type.__name__ for column in table.__table__.columns}
        assert kinds <= {"str", "int", "date", "object", "bool"}, table
