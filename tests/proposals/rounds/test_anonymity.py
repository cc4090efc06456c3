"""A round on an anonymous request tells nobody who asked, whether the asking company answers it
or not: two worlds that differ only in who asked look the same to everybody else."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from deliberation_builder import consulted, reconciled
from round_builder import answer, asked, drafted, let_pass, result
from world import World, a_world

ONLOOKERS = ("third", "chair", "secretary", "secondee", "adviser")


def told(stores: Path, folder: Path, asker: str, answering: tuple[str, ...]) -> list[Any]:
    """What onlookers are told of a round on a request of this person's company."""
    folder.mkdir()
    for file in stores.iterdir():
        shutil.copy(file, folder)
    world = a_world(f"sqlite:///{folder / 'goi.db'}", folder)
    found = [*_during(world, asker, answering)]
    world.dispose()
    return found


def _during(world: World, asker: str, answering: tuple[str, ...]) -> list[Any]:
    request_id = consulted(world, asker, anonymity="members")
    round_id = drafted(
        world, "officer", body=world.bodies["licensing"], bodies=[], request=request_id
    )
    asked(world, round_id, "scale", "進めるべきである。", by="officer")
    asked(world, round_id, "item", "(1)についての立場", by="officer", point=1)
    assert world.as_("officer").post(f"/rounds/{round_id}/opening").status_code == 303
    for name in answering:
        assert answer(world, name, round_id, "2", "for").status_code == 200
    seen = [world.as_(name).api(f"/rounds/{round_id}").json() for name in ONLOOKERS]
    reconciled(world, request_id)
    let_pass(world, minutes=1)
    seen += [world.as_(name).api(f"/rounds/{round_id}").json() for name in ONLOOKERS]
    seen += [result(world, name, round_id) for name in ONLOOKERS]
    assert all(seen)
    return seen


EVERYBODY = ("representative", "second", "third", "fourth", "chair")


@pytest.mark.parametrize(
    "answering", [EVERYBODY, ("representative", "third", "fourth")], ids=["all", "one of both"]
)
def test_answering_or_not_tells_nobody_who_asked(
    sqlite_stores: Path, tmp_path: Path, answering: tuple[str, ...]
) -> None:
    one = told(sqlite_stores, tmp_path / "one", "volunteer", answering)
    other = told(sqlite_stores, tmp_path / "other", "second", answering)
    assert one == other
