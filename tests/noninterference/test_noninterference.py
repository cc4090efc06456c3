"""Whoever asks, METI sees the same bytes.

Two ways of looking that need each other:

- **The store, hundreds of times.** METI's desk is a program over the release store: it is made with
  that store, the settings, a clock, its own chance and the files of the installation, and can reach
  nothing else of ours (the contracts of import-linter; on PostgreSQL the role's rights; below,
  `test_the_desk_opens_no_other_file`). What leaves in files and messages is made of the frozen
  packages. So where store, packages, mails and moments are equal byte for byte, everything that is
  made of them is equal too, and nothing has to be asked over HTTP to know it. `short_road` plays a
  world in a third of a second; `generated` makes up the worlds.
- **The pages, in a few worlds that are as far apart as they can be**, over HTTP and after every
  step that changes the store: with every id, at every door, in every language, with wrong ids and
  wrong bodies, with the statements the desk sends. That is the check of the sentence above, and the
  only way to see what the members' side shows to a passer-by.

Every world is compared with one: all that are equal to it are equal to each other.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from noninterference.comparing import assert_alike, differences
from noninterference.generated import lives
from noninterference.leaks import (
    ANSWER_FILES,
    DIALOGUE,
    FILES,
    LEAKS,
    PAGES,
    STORE,
    Leak,
)
from noninterference.short_road import ANSWER_LEAVES, LEAVES, Life, Templates, live, observed
from noninterference.watching import Event, Watcher
from noninterference.worlds import ASKERS, Asker, open_world
from postgres_cluster import PostgresCluster, drop_database, fresh_database
from whole_story import ANSWER_DAY, BY_NAME, RELEASE_DAY, Story
from world import COMPANIES, START, World

# How many worlds are made up; `make noninterference` says more.
WORLDS = int(os.environ.get("GOI_WORLDS", "200"))
PARTS = 4

FIRST = "plain"
# The company least like the first one: last by reading, six days later, other words.
FAR = "last reading"
# Where METI also tries every id it has and whatever is none.
THOROUGHLY = ("deliver",)
WORDS = tuple(asker.sketch.short_ja for asker in ASKERS.values())

NEAR_LIFE = Life(ASKERS[FIRST])
FAR_LIFE = Life(
    replace(ASKERS[FAR], staff=4), others_order=1, drafts=1, edits=2, mates=2,
    wrote=timedelta(days=3, minutes=17), reviewed=timedelta(days=2, hours=5),
    answered=timedelta(hours=30), locale="en", zone="America/Los_Angeles",
)  # fmt: skip


# --- the store, hundreds of times -----------------------------------------------------------------


@pytest.fixture(scope="module")
def templates(sqlite_stores: Path, tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return Templates.settle(sqlite_stores, tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="module")
def references(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> dict[bool, list[Event]]:
    """The first world with its dialogue, by whether files go along; a world without a dialogue is
    compared with its beginning."""
    folder = tmp_path_factory.mktemp("reference")
    return {
        files: live(templates, replace(NEAR_LIFE, dialogue=True, files=files), folder / "world")
        for files in (False, True)
    }


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("part", range(PARTS))
def test_hundreds_of_worlds_are_the_same_to_meti(
    part: int, templates: Templates, references: dict[bool, list[Event]], tmp_path: Path
) -> None:
    @seed(part)
    @settings(
        max_examples=WORLDS // PARTS, deadline=None, database=None,
        phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(lives())
    def each_is_the_same(life: Life) -> None:
        seen, reference = live(templates, life, tmp_path / "world"), references[life.files]
        assert seen and (life.dialogue or len(seen) < len(reference))
        assert_alike(reference[: len(seen)], seen)

    each_is_the_same()


@pytest.mark.slow
@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.what)
def test_a_leak_is_caught(
    leak: Leak, templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leak.plant(monkeypatch)
    seen = []
    for life in (NEAR_LIFE, FAR_LIFE):
        led = replace(
            life, dialogue=leak.where in (DIALOGUE, ANSWER_FILES),
            files=leak.where in (FILES, ANSWER_FILES),
        )
        then = _pages if leak.where == PAGES else _nothing
        seen.append(live(templates, led, tmp_path / "world", then))
    found = differences(*seen)
    assert found
    if leak.where == PAGES:
        assert not [one for one in found if "store" in one.partition(":")[0]]


def test_the_leaks_are_many_and_of_every_kind() -> None:
    assert len(LEAKS) >= 20
    assert {leak.where for leak in LEAKS} == {STORE, DIALOGUE, FILES, ANSWER_FILES, PAGES}


def _nothing(world: World) -> Iterator[Event]:
    yield from ()


def _pages(world: World) -> Iterator[Event]:
    yield from Watcher(world, WORDS[:1]).look(LEAVES + timedelta(minutes=1))


# --- equal stores mean equal pages ----------------------------------------------------------------


def test_equal_stores_mean_equal_pages(templates: Templates, tmp_path: Path) -> None:
    """The pages of the two worlds that are farthest apart, all statements of the desk included."""

    def pages(world: World) -> Iterator[Event]:
        yield from Watcher(world, WORDS[:2]).look(ANSWER_LEAVES, thoroughly=True)

    near, far = (
        live(templates, replace(life, dialogue=True, files=True), tmp_path / "world", pages)
        for life in (NEAR_LIFE, FAR_LIFE)
    )
    assert_alike(near, far)
    assert any(what.startswith("official GET /items/") for what, _ in near)
    for what in ("items", "questions"):
        found = [told for name, told in near if f"/{what}/" in name and "file?name=" in name]
        assert any(told[0] == 200 for told in found), what


_opened: list[str] | None = None


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _opened is not None and event in ("open", "sqlite3.connect"):
        _opened.append(str(arguments[0]))


def test_the_desk_opens_no_other_file(templates: Templates, tmp_path: Path) -> None:
    """Whatever METI asks: of all data, the desk opens the release store and nothing else."""
    global _opened
    sys.addaudithook(_hear)

    def pages(world: World) -> Iterator[Event]:
        global _opened
        watcher = Watcher(world, WORDS[:1])
        official = watcher.at_desk("official")
        main = Path(str(world.main.url.database))
        hidden = main.rename(main.with_name("away.db"))
        _opened = []
        for path in watcher._paths():
            yield watcher._ask("official", official, "GET", path, "ja")
        heard, _opened = _opened, None
        hidden.rename(main)
        of_the_data = {Path(one).name for one in heard if str(tmp_path) in one}
        assert all(name.startswith("release-goi.db") for name in of_the_data), of_the_data
        assert not [one for one in heard if "goi.db" in one and "release-" not in one]

    assert live(templates, NEAR_LIFE, tmp_path / "world", pages)


# --- the pages, on the whole road -----------------------------------------------------------------


def desk_time(step: str, place: int) -> datetime:
    """When METI looks: at the same moments in every world, whenever the members were busy."""
    names = list(BY_NAME)
    day = START
    if names.index(step) >= names.index("release"):
        day = RELEASE_DAY
    if names.index(step) >= names.index("answer_points"):
        day = ANSWER_DAY
    return day + timedelta(minutes=place)


def tell(asker: Asker, url: str, folder: Path, *, until: str = "") -> list[Event]:
    """The road in this company's world, and everything METI saw on the way: what its side is made
    of after every step, and the pages whenever that has changed."""
    world = open_world(asker, url, folder)
    watcher = Watcher(world, WORDS)
    story = Story(world, asker.words, asker.manner, desk=watcher.at_desk)
    events: list[Event] = []
    before: list[Event] = []
    for place, (name, step) in enumerate(BY_NAME.items()):
        watcher.clock.set(desk_time(name, place))
        step(story)
        made_of = [one for one in observed(world) if "desk_session" not in one[0]]
        events += [(f"after {name}: {what}", told) for what, told in made_of]
        if _but_sessions(made_of) != before:
            seen = watcher.look(desk_time(name, place), thoroughly=name in THOROUGHLY)
            events += [(f"after {name}: {what}", told) for what, told in seen]
            before = _but_sessions([*observed(world)])
        if name == until:
            break
    world.dispose()
    return events


def _but_sessions(made_of: Iterable[Event]) -> list[Event]:
    """Without what looking itself leaves behind."""
    own = ("store desk_session", "store bytes", "store journal", "store desk_attempt")
    return [one for one in made_of if one[0] not in own]


def fresh(stores: Path, folder: Path) -> str:
    """Both stores without a row, in this folder."""
    for file in stores.iterdir():
        shutil.copy(file, folder)
    return f"sqlite:///{folder / 'goi.db'}"


@pytest.mark.slow
def test_whoever_asks_meti_sees_the_same(sqlite_stores: Path, tmp_path: Path) -> None:
    seen = []
    for name in (FIRST, FAR):
        (tmp_path / name).mkdir()
        folder = tmp_path / name
        seen.append(tell(ASKERS[name], fresh(sqlite_stores, folder), folder))
    assert_alike(*seen)


@pytest.mark.slow
@pytest.mark.postgres
def test_so_it_is_on_postgres(
    postgres_cluster: PostgresCluster, postgres_stores: str, tmp_path: Path
) -> None:
    seen = []
    for name in (FIRST, FAR):
        url = fresh_database(postgres_cluster, template=postgres_stores)
        (tmp_path / name).mkdir()
        seen.append(tell(ASKERS[name], url, tmp_path / name, until="deliver"))
        drop_database(postgres_cluster, url)
    assert_alike(*seen)


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
