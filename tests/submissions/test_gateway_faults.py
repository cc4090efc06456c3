"""Exactly once in effect, whatever goes wrong on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation.settings import Settings
from gateway_faults_on_the_way import FAULTS, Bench
from goi import stores


@pytest.fixture
def bench(sqlite_stores_url: str, tmp_path: Path) -> Iterator[Bench]:
    settings = Settings(database_url=sqlite_stores_url)
    main, release = stores.open_main(settings), stores.open_release(settings)
    yield Bench(main, release, tmp_path)
    main.dispose()
    release.dispose()


def test_whatever_goes_wrong_everything_arrives_once(bench: Bench) -> None:
    for seed in range(40):
        found = bench.run(seed)
        assert (found.lost, found.doubled, found.wrong) == (0, 0, []), f"seed {seed}"
    assert set(FAULTS) <= bench.wire.met.keys(), "every fault was met"
    assert bench.met["killed"] > 10
    assert {source for source, _ in bench.incidents()} == {"receipt", "replies"}
