"""Worlds that are really served."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from stage import Stage, served
from world import a_world


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    """Makes stages: stage(url, lang=…, script=…, name=…)."""
    with ExitStack() as open_things:

        def make(url: str, **how: Any) -> Stage:
            world = a_world(url, tmp_path)
            open_things.callback(world.dispose)
            port = open_things.enter_context(served(world))
            made = Stage(world, browser, port, **how)
            open_things.callback(lambda: [page.context.close() for page in made.people.values()])
            return made

        yield make
