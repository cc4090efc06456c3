"""What every test may ask for: an empty database, on each of the two we run on."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

import quick_folder
import warm_engines  # noqa: F401
from postgres_cluster import (
    NoPostgres,
    PostgresCluster,
    drop_database,
    fresh_database,
    running_cluster,
)
from settled_world import SettledWorld
from sockets import leave_all
from world import World

pytest_plugins = ["prepared_stores"]

# Read by pytest when the first test asks for a temporary folder.
if "PYTEST_DEBUG_TEMPROOT" not in os.environ and (memory := quick_folder.place()):
    os.environ["PYTEST_DEBUG_TEMPROOT"] = memory


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[PostgresCluster]:
    """A private PostgreSQL server. Skips where there is none; in CI that is a failure."""
    try:
        with running_cluster() as cluster:
            yield cluster
    except NoPostgres as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(str(reason))
        pytest.skip(str(reason))


@pytest.fixture
def postgres_url(postgres_cluster: PostgresCluster) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    url = fresh_database(postgres_cluster)
    yield url
    drop_database(postgres_cluster, url)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database; the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'goi.db'}"
    return str(request.getfixturevalue("postgres_url"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once, not test by test, why tests were skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    for reason, tests in Counter(report.longrepr[2] for report in skipped).items():
        terminalreporter.write_line(f"{tests} skipped: {reason.removeprefix('Skipped: ')}")


KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=KINDS)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The named world of tests/world.py, on each kind of database. A file may put `common_world`
    in its place."""
    yield from _settled(request, tmp_path)


@pytest.fixture(params=KINDS)
def fresh_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The same in a file of which most tests share a world."""
    yield from _settled(request, tmp_path)


def _settled(request: pytest.FixtureRequest, folder: Path) -> Iterator[World]:
    settled: SettledWorld = request.getfixturevalue(f"{request.param}_settled")
    with settled.copy(folder) as world:
        yield world
        leave_all()


@pytest.fixture
def sqlite_world(sqlite_settled: SettledWorld, tmp_path: Path) -> Iterator[World]:
    """The same on SQLite alone, for what does not ask the database."""
    with sqlite_settled.copy(tmp_path) as world:
        yield world
        leave_all()


@pytest.fixture(scope="module")
def common_world(
    sqlite_settled: SettledWorld, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """A world that the tests of a file live in together, on SQLite: each brings its own requests,
    and nobody moves the clock or changes who is who."""
    with sqlite_settled.copy(tmp_path_factory.mktemp("common")) as world:
        yield world
        leave_all()


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
