"""The gateway as a machine of states: whatever happens in whatever order, everything arrives once
in effect.

`GOI_MACHINES=500` walks more and longer ways.
"""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from foundation.settings import Settings
from gateway_faults_on_the_way import FAULTS, Bench, Killed, Mortal
from goi import gateway, stores
from submissions.gateway import keys

MACHINES = int(os.environ.get("GOI_MACHINES", "8"))
STEPS = 12 if MACHINES < 100 else 40


@pytest.fixture
def bench(sqlite_stores_url: str, tmp_path: Path) -> Iterator[Bench]:
    opened = Settings(database_url=sqlite_stores_url)
    main, release = stores.open_main(opened), stores.open_release(opened)
    yield Bench(main, release, tmp_path)
    main.dispose()
    release.dispose()


class OnTheWay(RuleBasedStateMachine):
    """Both ends of a gateway; each way begins where the one before has come to its end."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.packages: list[Any] = []
        self.asked: list[dict[str, Any]] = []
        bench.wire.always, bench.wire.likely = "", 0.0

    @rule()
    def release_a_letter(self) -> None:
        self.packages.append(self.bench.release_letter())

    @rule()
    def release_an_answer(self) -> None:
        self.packages.append(self.bench.release_answer())

    @rule(seed=st.integers(0, 1_000))
    def the_ministry_replies(self, seed: int) -> None:
        """It knows only what has arrived."""
        self.asked += self.bench._offer_questions_and_replies(random.Random(seed))

    @rule(fault=st.sampled_from(("", *FAULTS)))
    def work_over_a_wire_that(self, fault: str) -> None:
        """Refuses, loses, doubles, delays, reorders, forges; or the process dies beside it."""
        self.bench.wire.always = fault
        try:
            self.bench.work()
        except Killed:
            pass
        finally:
            self.bench.wire.always = ""

    @rule(seed=st.integers(0, 1_000))
    def work_and_be_killed_at_a_commit(self, seed: int) -> None:
        rng = random.Random(seed)
        try:
            self.bench.work(
                Mortal(self.bench.main, rng, 0.4), Mortal(self.bench.release, rng, 0.4)
            )
        except Killed:
            pass

    @rule(minutes=st.sampled_from((1, 6, 16, 400)))
    def time_goes_by(self, minutes: int) -> None:
        self.bench.clock.forward(minutes=minutes)

    @rule(days=st.sampled_from((0, 30)))
    def rotate_the_key(self, days: int) -> None:
        with self.bench.main.writing() as db:
            keys.rotate(self.bench._work(db), gateway.sealer(self.bench.settings), days=days)

    @invariant()
    def nothing_was_taken_twice(self) -> None:
        assert not [one for one, n in self.bench.store.effects.items() if n > 1]

    def teardown(self) -> None:
        self.bench.finish()
        found = self.bench._judge(self.packages, self.asked)
        assert (found.lost, found.doubled, found.wrong) == (0, 0, [])


def test_in_whatever_order_everything_arrives_once(bench: Bench) -> None:
    run_state_machine_as_test(
        lambda: OnTheWay(bench),
        settings=settings(
            max_examples=MACHINES, stateful_step_count=STEPS, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert bench.store.effects, "something was on its way"
