"""The story in Japanese on SQLite, in English, without script, and on PostgreSQL."""

from collections.abc import Callable

import pytest

from stage import Stage
from story import whole_story

pytestmark = [pytest.mark.ui, pytest.mark.slow]


def told(stage: Stage) -> None:
    """Play it, and hold what was seen on the way: no fault, no violation on any page."""
    whole_story(stage)
    assert not stage.faults, stage.faults
    assert not stage.violations, "\n".join(stage.violations)


def test_in_japanese(stage: Callable[..., Stage]) -> None:
    told(stage(name="ja"))


def test_in_english(stage: Callable[..., Stage]) -> None:
    told(stage(lang="en", name="en"))


def test_without_script(stage: Callable[..., Stage]) -> None:
    told(stage(script=False, name="no-script"))


@pytest.mark.postgres
def test_on_postgresql(stage: Callable[..., Stage]) -> None:
    told(stage("postgres", name="postgresql", looking=False))
