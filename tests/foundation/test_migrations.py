"""The migrations build the models' tables, whole or not at all."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, text
from sqlalchemy.exc import DBAPIError

from foundation import migrations
from foundation.database import Database
from foundation.migrations import BrokenReferences, Store, UnknownVersion, current, head, upgrade
from goi.models import metadata as members_tables
from goi.models import release_metadata
from schema_blueprint import blueprint

ONE = """
from alembic import op
revision, down_revision = "0001", None
def upgrade():
    op.execute("CREATE TABLE bodies (id VARCHAR PRIMARY KEY)")
    op.execute("CREATE TABLE seats (id VARCHAR PRIMARY KEY, body_id VARCHAR REFERENCES bodies)")
    op.execute("INSERT INTO bodies VALUES ('b')")
    op.execute("INSERT INTO seats VALUES ('s', 'b')")
"""
TWO = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    with op.batch_alter_table("bodies", recreate="auto") as bodies:
        bodies.add_column(sa.Column("name", sa.String(), nullable=False, server_default="?"))
        bodies.alter_column("id", type_=sa.Text())
"""
FAILS = """
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.execute("DELETE FROM seats")
    op.execute("SELECT nothing FROM nowhere")
"""
ORPHANS = """
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.execute("DELETE FROM bodies")
"""


@pytest.fixture
def database(database_url: str, store: Store) -> Iterator[Database]:
    database = store_of(database_url, store)
    yield database
    database.dispose()


@pytest.fixture
def store() -> Store:
    return "main"


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty history of the main store, in the place of the real one."""
    folder = tmp_path / "100% ours" / "migrations"
    (folder / "main").mkdir(parents=True)
    shutil.copy(migrations.migrations_dir() / "env.py", folder)
    monkeypatch.setattr(migrations, "migrations_dir", lambda: folder)
    return folder / "main"


@pytest.mark.parametrize("store", ["main", "release"])
def test_migrations_build_exactly_the_tables_of_the_models(
    database: Database, store: Store
) -> None:
    built = blueprint_after_upgrade(database, store)
    declared = blueprint_of_models(database, store)
    assert built.keys() == declared.keys()
    assert built == declared


@pytest.mark.parametrize("store", ["main", "release"])
def test_a_second_upgrade_finds_nothing_to_do(database: Database, store: Store) -> None:
    upgrade(database.engine, store)
    upgrade(database.engine, store)
    assert current(database.engine, store) == head(store)


def test_two_stores_in_one_postgres_database_know_nothing_of_each_other(
    postgres_url: str, history: Path
) -> None:
    (history / "0001.py").write_text(ONE)
    (history.parent / "release").mkdir()
    main, release = store_of(postgres_url, "main"), store_of(postgres_url, "release")
    upgrade(main.engine, "main")
    upgrade(release.engine, "release")
    assert (current(main.engine, "main"), current(release.engine, "release")) == ("0001", None)
    main.dispose(), release.dispose()


def test_a_table_others_point_to_is_rebuilt_and_loses_no_row(
    database: Database, history: Path
) -> None:
    (history / "0001.py").write_text(ONE)
    upgrade(database.engine, "main")
    (history / "0002.py").write_text(TWO)
    upgrade(database.engine, "main")

    assert current(database.engine, "main") == "0002"
    joined = "SELECT seats.id, name FROM seats JOIN bodies ON bodies.id = body_id"
    assert rows(database, joined) == [("s", "?")]
    with pytest.raises(DBAPIError), database.writing() as session:
        session.execute(text("INSERT INTO seats VALUES ('t', 'no such body')"))


def test_of_a_migration_that_fails_nothing_stays(database: Database, history: Path) -> None:
    (history / "0001.py").write_text(ONE)
    upgrade(database.engine, "main")
    (history / "0002.py").write_text(FAILS)

    with pytest.raises(DBAPIError, match="nowhere"):
        upgrade(database.engine, "main")

    assert current(database.engine, "main") == "0001"
    assert rows(database, "SELECT id FROM seats") == [("s",)]


def test_a_migration_that_leaves_orphans_is_taken_back(database: Database, history: Path) -> None:
    (history / "0001.py").write_text(ONE)
    upgrade(database.engine, "main")
    (history / "0002.py").write_text(ORPHANS)

    with pytest.raises((BrokenReferences, DBAPIError), match="seats"):
        upgrade(database.engine, "main")

    assert current(database.engine, "main") == "0001"
    assert rows(database, "SELECT id FROM bodies") == [("b",)]


def test_a_database_of_a_newer_goi_is_left_alone(database: Database, history: Path) -> None:
    (history / "0001.py").write_text(ONE)
    (history / "0002.py").write_text(TWO)
    upgrade(database.engine, "main")
    (history / "0002.py").unlink()

    with pytest.raises(UnknownVersion, match="0002"):
        upgrade(database.engine, "main")


def test_foreign_keys_are_watched_again_after_an_upgrade(database: Database, history: Path) -> None:
    (history / "0001.py").write_text(ONE)
    upgrade(database.engine, "main")
    with pytest.raises(DBAPIError), database.writing() as session:
        session.execute(text("DELETE FROM bodies"))


def store_of(url: str, store: Store) -> Database:
    in_schema = store == "release" and not url.startswith("sqlite")
    return Database(url, schema="release" if in_schema else None)


def rows(database: Database, query: str) -> list[tuple]:
    with database.reading() as session:
        return [tuple(row) for row in session.execute(text(query))]


def blueprint_after_upgrade(database: Database, store: Store) -> dict:
    upgrade(database.engine, store)
    with database.engine.connect() as connection:
        return blueprint(connection, leaving_out={"alembic_version"})


def blueprint_of_models(database: Database, store: Store) -> dict:
    """What the models alone would make, in the place of what the migrations made."""
    metadata = models_of(store)
    with database.engine.connect().execution_options(goi_writing=True) as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
        connection.commit()
        return blueprint(connection, leaving_out={"alembic_version"})


def models_of(store: Store) -> MetaData:
    return members_tables if store == "main" else release_metadata
