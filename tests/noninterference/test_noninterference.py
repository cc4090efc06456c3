"""Whoever asks, METI sees the same bytes: after every step of the whole road, at every door, in
every mail, in the raw store.

Every world is compared with the first one, so all of them are equal to each other: nine worlds
are 36 pairs.
"""

import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from noninterference.leaks import LEAKS
from noninterference.watching import Event, Watcher
from noninterference.worlds import ASKERS, Asker, open_world
from postgres_cluster import PostgresCluster, drop_database, fresh_database
from whole_story import ANSWER_DAY, BY_NAME, RELEASE_DAY, Story
from world import COMPANIES, START

FIRST = "plain"
# The company least like the first one: last by reading, six days later, other words.
FAR = "last reading"
OTHERS = [name for name in ASKERS if name != FIRST]
# Where METI also tries every id it has and whatever is none.
THOROUGHLY = ("draft", "deliver", "answer_anew")
WORDS = tuple(asker.sketch.short_ja for asker in ASKERS.values())


def desk_time(step: str, place: int) -> datetime:
    """When METI looks: at the same moments in every world, whenever the members were busy."""
    names = list(BY_NAME)
    day = START
    if names.index(step) >= names.index("release"):
        day = RELEASE_DAY
    if names.index(step) >= names.index("answer_points"):
        day = ANSWER_DAY
    return day + timedelta(minutes=place)


def tell(asker: Asker, url: str, folder: Path, *, looks: Iterable[str] = BY_NAME) -> list[Event]:
    """The road in this company's world, and everything METI saw on the way. `looks` names the
    steps after which METI looks; the road ends with the last of them."""
    world = open_world(asker, url, folder)
    watcher = Watcher(world, WORDS)
    story = Story(world, asker.words, asker.manner, desk=watcher.at_desk)
    events: list[Event] = []
    left = list(looks)
    for place, (name, step) in enumerate(BY_NAME.items()):
        watcher.clock.set(desk_time(name, place))
        step(story)
        if name in left:
            seen = watcher.look(desk_time(name, place), thoroughly=name in THOROUGHLY)
            events += [(f"after {name}: {what}", told) for what, told in seen]
            left.remove(name)
        if not left:
            break
    world.dispose()
    return events


def differences(one: list[Event], other: list[Event]) -> list[str]:
    """What METI could tell the two worlds by, the first of each kind in words."""
    told = [
        f"{a[0]}:\n   {_around(a[1], b[1])}"
        for a, b in zip(one, other, strict=False)
        if a != b
    ]
    if len(one) != len(other):
        told.append(f"{len(one)} events here, {len(other)} there")
    return told


def _around(a: object, b: object) -> str:
    left, right = repr(a), repr(b)
    place = next((n for n, (x, y) in enumerate(zip(left, right, strict=False)) if x != y), 0)
    around = slice(max(0, place - 120), place + 120)
    return f"{left[around]}\n   {right[around]}"


def fresh(stores: Path, folder: Path) -> str:
    """Both stores without a row, in this folder."""
    for file in stores.iterdir():
        shutil.copy(file, folder)
    return f"sqlite:///{folder / 'goi.db'}"


@pytest.fixture(scope="module")
def seen_first(sqlite_stores: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    """What METI sees in the first world."""
    folder = tmp_path_factory.mktemp("first")
    return tell(ASKERS[FIRST], fresh(sqlite_stores, folder), folder)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", OTHERS)
def test_whoever_asks_meti_sees_the_same(
    name: str, seen_first: list[Event], sqlite_stores: Path, tmp_path: Path
) -> None:
    seen = tell(ASKERS[name], fresh(sqlite_stores, tmp_path), tmp_path)
    found = differences(seen_first, seen)
    assert not found, "\n".join([f"{len(found)} differences, the first:", *found[:5]])


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.timeout(600)
def test_so_it_is_on_postgres(
    postgres_cluster: PostgresCluster, postgres_stores: str, tmp_path: Path
) -> None:
    seen = []
    for name in (FIRST, FAR):
        url = fresh_database(postgres_cluster, template=postgres_stores)
        (tmp_path / name).mkdir()
        looks = ("submit", "review", "deliver", "answer_anew")
        seen.append(tell(ASKERS[name], url, tmp_path / name, looks=looks))
        drop_database(postgres_cluster, url)
    found = differences(*seen)
    assert not found, "\n".join([f"{len(found)} differences, the first:", *found[:5]])


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_is_caught(
    leak: str, sqlite_stores: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    LEAKS[leak](monkeypatch)
    seen = []
    for name in (FIRST, FAR):
        (tmp_path / name).mkdir()
        url = fresh(sqlite_stores, tmp_path / name)
        seen.append(tell(ASKERS[name], url, tmp_path / name, looks=("deliver",)))
    assert differences(*seen)


def test_the_companies_come_before_and_after_the_one_that_is_named() -> None:
    """By code point, by reading and by id, so that no order can hide behind a lucky pair."""
    named = COMPANIES["minato"]
    before = {
        (asker.sketch.name_ja < named.name_ja, asker.sketch.reading < named.reading, asker.first)
        for asker in ASKERS.values()
    }
    for place in range(3):
        assert {one[place] for one in before} == {True, False}
    assert len(before) >= 6
    assert len(ASKERS) >= 9
