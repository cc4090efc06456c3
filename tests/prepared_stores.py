"""Both stores with their tables made, empty or with the named world: made once, then copied for
every test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from foundation.settings import Settings
from goi import stores
from postgres_cluster import PostgresCluster, drop_database, fresh_database
from settled_world import SettledWorld
from world import a_world


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test or a module marked `databases("sqlite")` runs on no other kind. Files with slow tests
    come first: short ones fill what is left of the processors at the end."""
    left_out = [item for item in items if not _is_wanted(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if _is_wanted(item)]
    with_slow_ones = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in with_slow_ones)


def _is_wanted(item: pytest.Item) -> bool:
    mark, call = item.get_closest_marker("databases"), getattr(item, "callspec", None)
    kinds = {call.params.get(name) for name in ("world", "stores_url")} if call else set()
    return mark is None or kinds - {None} <= set(mark.args)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def stores_url(request: pytest.FixtureRequest) -> str:
    """The address of a members' store beside a release store, both without a row; the test runs
    once on each kind of database, unless it or its module is marked `databases("sqlite")`."""
    return str(request.getfixturevalue(f"{request.param}_stores_url"))


@pytest.fixture
def sqlite_stores_url(sqlite_stores: Path, tmp_path: Path) -> str:
    return _copy_of_files(sqlite_stores, tmp_path)


@pytest.fixture
def postgres_stores_url(postgres_cluster: PostgresCluster, postgres_stores: str) -> Iterator[str]:
    url = fresh_database(postgres_cluster, template=postgres_stores)
    yield url
    drop_database(postgres_cluster, url)


@pytest.fixture(scope="session")
def sqlite_stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the two files."""
    folder = tmp_path_factory.mktemp("stores")
    _make_tables(f"sqlite:///{folder / 'goi.db'}")
    return folder


@pytest.fixture(scope="session")
def postgres_stores(postgres_cluster: PostgresCluster) -> str:
    """The name of the database."""
    url = fresh_database(postgres_cluster)
    _make_tables(url)
    return str(make_url(url).database)


@pytest.fixture(scope="session")
def sqlite_settled(
    sqlite_stores: Path, tmp_path_factory: pytest.TempPathFactory
) -> SettledWorld:
    folder = tmp_path_factory.mktemp("settled")
    settled = a_world(_copy_of_files(sqlite_stores, folder), folder)
    settled.dispose()

    @contextmanager
    def copied(into: Path) -> Iterator[str]:
        yield _copy_of_files(folder, into)

    return SettledWorld(settled, copied)


@pytest.fixture(scope="session")
def postgres_settled(
    postgres_cluster: PostgresCluster, postgres_stores: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> SettledWorld:
    template = fresh_database(postgres_cluster, template=postgres_stores)
    settled = a_world(template, tmp_path_factory.mktemp("settled"))
    settled.dispose()

    @contextmanager
    def copied(into: Path) -> Iterator[str]:
        url = fresh_database(postgres_cluster, template=str(make_url(template).database))
        yield url
        drop_database(postgres_cluster, url)

    return SettledWorld(settled, copied)


def _copy_of_files(folder: Path, into: Path) -> str:
    """Copy both files of a SQLite store; the address of the copy."""
    for file in folder.glob("*.db*"):
        shutil.copy(file, into)
    return f"sqlite:///{into / 'goi.db'}"


def _make_tables(url: str) -> None:
    settings = Settings(database_url=url)
    main, release = stores.open_main(settings), stores.open_release(settings)
    stores.upgrade(main, release)
    main.dispose()
    release.dispose()
