"""The whole demonstration, loaded once on each kind of database."""

from collections.abc import Iterator

import pytest

from demo_world import a_demo
from postgres_cluster import PostgresCluster, drop_database, fresh_database
from world import World


@pytest.fixture(scope="session")
def sqlite_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("demo")
    world = a_demo(f"sqlite:///{folder / 'goi.db'}", folder)
    yield world
    world.dispose()


@pytest.fixture(scope="session")
def postgres_demo(
    postgres_cluster: PostgresCluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    url = fresh_database(postgres_cluster)
    world = a_demo(url, tmp_path_factory.mktemp("demo"))
    yield world
    world.dispose()
    drop_database(postgres_cluster, url)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def demo(request: pytest.FixtureRequest) -> World:
    """The demonstration on each kind of database; tests only read it."""
    found: World = request.getfixturevalue(f"{request.param}_demo")
    return found
