"""Both stores with their tables made: migrated once, then copied for every test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from foundation.settings import Settings
from goi import stores
from postgres_cluster import PostgresCluster, drop_database, fresh_database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def stores_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a members' store beside a release store, both without a row; the test runs
    once on each kind of database."""
    return str(request.getfixturevalue(f"{request.param}_stores_url"))


@pytest.fixture
def sqlite_stores_url(sqlite_stores: Path, tmp_path: Path) -> str:
    for file in sqlite_stores.iterdir():
        shutil.copy(file, tmp_path)
    return f"sqlite:///{tmp_path / 'goi.db'}"


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


def _make_tables(url: str) -> None:
    settings = Settings(database_url=url)
    main, release = stores.open_main(settings), stores.open_release(settings)
    stores.upgrade(main, release)
    main.dispose()
    release.dispose()
