"""A world on SQLite only: what differs between databases is tried in test_desk.py."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from world import World, a_world


@pytest.fixture
def desk_world(sqlite_stores_url: str, tmp_path: Path) -> Iterator[World]:
    settled = a_world(sqlite_stores_url, tmp_path)
    yield settled
    settled.dispose()
