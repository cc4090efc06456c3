"""Worlds that are really served."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from stage import Stage, served


@pytest.fixture
def stage(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path
) -> Iterator[Callable[..., Stage]]:
    """Makes a stage in the named world: stage(kind="sqlite", lang=…, script=…, name=…)."""
    with ExitStack() as open_things:

        def make(kind: str = "sqlite", **how: Any) -> Stage:
            settled = request.getfixturevalue(f"{kind}_settled")
            world = open_things.enter_context(settled.copy(tmp_path))
            port = open_things.enter_context(served(world))
            made = Stage(world, browser, port, **how)
            open_things.callback(lambda: [page.context.close() for page in made.people.values()])
            return made

        yield make
