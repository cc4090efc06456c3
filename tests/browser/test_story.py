"""The story in Japanese on SQLite, in English, without script, and on PostgreSQL."""

from collections.abc import Callable
from pathlib import Path

import pytest

from stage import Stage
from story import whole_story

pytestmark = [pytest.mark.ui, pytest.mark.slow]


def embedded(folder: Path) -> str:
    return f"sqlite:///{folder / 'goi.db'}"


def told(stage: Stage) -> None:
    """Play it, and hold what was seen on the way: no fault, no violation on any page."""
    whole_story(stage)
    assert not stage.faults, stage.faults
    assert not stage.violations, "\n".join(stage.violations)


def test_in_japanese(stage: Callable[..., Stage], tmp_path: Path) -> None:
    told(stage(embedded(tmp_path), name="ja"))


def test_in_english(stage: Callable[..., Stage], tmp_path: Path) -> None:
    told(stage(embedded(tmp_path), lang="en", name="en"))


def test_without_script(stage: Callable[..., Stage], tmp_path: Path) -> None:
    told(stage(embedded(tmp_path), script=False, name="no-script"))


@pytest.mark.postgres
def test_on_postgresql(stage: Callable[..., Stage], postgres_url: str) -> None:
    told(stage(postgres_url, name="postgresql", looking=False))
