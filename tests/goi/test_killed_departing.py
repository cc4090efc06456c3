"""The worker as a process of its own, killed while a batch departs.

`GOI_KILLS=20` kills it that often, at moments drawn by lot.
"""

import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from foundation.database import _WRITER_LOCK, Database
from foundation.journal import JournalEntry, verify
from gate_builder import approved, consented, release
from processes import GOI, PATIENCE, environment
from settled_world import SettledWorld
from submissions import models, release_store
from submissions.departures.models import Departure
from submissions.stages import Gate
from world import World, says

ASKERS = {"volunteer": "representative", "second": "second", "third": "third"}
# Seconds from the worker's first long hold on the store to its death: composing, setting type,
# looking through the files, writing.
KILLS = int(os.environ.get("GOI_KILLS", "0"))
MOMENTS = [random.uniform(0, 0.6) for _ in range(KILLS)] or [0.05, 0.3]


def started(env: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([GOI, "worker"], env=environment(env), stderr=subprocess.DEVNULL)


@contextmanager
def probe(store: Database) -> Iterator[Callable[[], bool]]:
    """Tells whether somebody is writing into the store at this moment."""
    if store.is_sqlite:
        connection = sqlite3.connect(str(store.url.database), timeout=0, isolation_level=None)

        def writing() -> bool:
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
            except sqlite3.OperationalError:
                return True
            return False

        yield writing
        connection.close()
        return
    with store.engine.connect() as connected:
        asking = text(f"SELECT pg_try_advisory_xact_lock({_WRITER_LOCK})")

        def locked() -> bool:
            free = connected.execute(asking).scalar_one()
            connected.rollback()
            return not free

        yield locked


def killed(env: dict[str, str], store: Database, moment: float) -> None:
    """Start a worker and kill it so long after it began to write."""
    worker = started(env)
    try:
        with probe(store) as writing:
            deadline, held = time.monotonic() + PATIENCE, 0
            while held < 3 and time.monotonic() < deadline:
                held = held + 1 if writing() else 0
                time.sleep(0.01)
        assert held == 3, "it never began to write"
        time.sleep(moment)
        os.kill(worker.pid, signal.SIGKILL)
    finally:
        worker.kill()
        worker.wait()


def has_left(world: World) -> bool:
    """Whether the batch has; asserts that it has wholly or not at all, in both stores."""
    with world.main.reading() as db:
        states = {row.state for row in db.exec(select(models.Review)).all()}
        letters = [len(row.package["items"]) for row in db.exec(select(models.Letter)).all()]
        files = len(db.exec(select(models.LetterFile.name)).all())
        [departure] = db.exec(select(Departure)).all()
    left = departure.state == "left"
    assert (states, letters) == (
        ({Gate.RELEASED.value}, [3]) if left else ({Gate.DEPARTING.value}, [])
    )  # fmt: skip
    assert bool(files) == left
    with world.release.reading() as db:
        arrived = len(db.exec(select(release_store.Letter)).all())
        items = len(db.exec(select(release_store.Item)).all())
        there = len(db.exec(select(release_store.LetterFile.name)).all())
    assert (arrived, items, there) in {(0, 0, 0), (1, 3, files)} and (left or not arrived)
    return left


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def test_killed_at_any_moment_a_batch_leaves_wholly_or_not_at_all_and_once(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    settled: SettledWorld = request.getfixturevalue(f"{kind}_settled")
    with settled.copy(tmp_path) as world:
        reviews = [consented(world, approved(world, who), by) for who, by in ASKERS.items()]
        answer = release(world, *reviews)
        assert answer.status_code == 303, says(answer)
        with world.main.writing() as db:  # its time has come, whatever day it is
            db.connection().execute(text("UPDATE departure SET leaves_at = created_at"))
        env = {
            "GOI_DATABASE_URL": world.settings.database_url, "GOI_DATA_DIR": str(tmp_path),
            "GOI_WORKER_SECONDS": "0.2",
        }  # fmt: skip
        left = [has_left(world)]
        # Once is enough where the engine's own recovery is not ours: no half is ever committed.
        for moment in MOMENTS if kind == "sqlite" or KILLS else MOMENTS[:1]:
            if left[-1]:
                break
            killed(env, world.main, moment)
            left.append(has_left(world))
        assert left[1] is False, "killed in the middle"
        worker = started(env)
        try:
            deadline = time.monotonic() + PATIENCE
            while not arrived(world):
                assert time.monotonic() < deadline
                time.sleep(0.1)
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait(PATIENCE)
        assert has_left(world)
        with world.main.reading() as db:
            assert not list(verify(db, JournalEntry))
            verbs = list(db.exec(select(JournalEntry.verb)))
        assert verbs.count("letter.leave") == 1


def arrived(world: World) -> bool:
    with world.main.reading() as db:
        return bool(db.exec(select(models.Letter.delivered_at)).first())
