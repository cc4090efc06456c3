"""A browser, and worlds that are really served."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from stage import Stage, served
from world import a_world


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium. Skips where there is none; in CI that is a failure."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        reason = "chromium is not on this machine: pages were not tried in a real browser"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-background-networking", "--disable-sync"],
        )
        yield started
        started.close()


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
