"""METI's desk as a process of its own: it has the release store and nothing else."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

from foundation.database import Database
from goi import models, stores
from processes import Process, serving
from submissions.release_store import ITEM_INDEX
from submissions.release_store import metadata as release_tables
from world import World, a_world

MAIN_TABLES = sorted(models.metadata.tables)
NEVER_WRITTEN = ("letter", "item", "point")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_on_sqlite_it_opens_the_release_file_and_no_other(tmp_path: Path, sqlite_stores) -> None:  # type: ignore[no-untyped-def]
    there = tmp_path / "metis-machine"
    there.mkdir()
    (there / "release.db").write_bytes((sqlite_stores / "release-goi.db").read_bytes())
    env = {"GOI_RELEASE_DATABASE_URL": f"sqlite:///{there}/release.db",
           "GOI_DATA_DIR": str(tmp_path / "members")}  # fmt: skip
    with serving("ministry", env=env) as desk:
        answers(desk)
        assert {Path(file).name for file in open_files(desk) if ".db" in file} == {
            "release.db", "release.db-wal", "release.db-shm",
        }  # fmt: skip
        assert not (tmp_path / "members").exists()
        assert desk.stop() == 0, desk.printed()


@pytest.mark.postgres
def test_on_postgres_a_login_of_its_own_is_enough(desk_login: str) -> None:
    with serving("ministry", env={"GOI_RELEASE_DATABASE_URL": desk_login}) as desk:
        answers(desk)
        assert desk.stop() == 0, desk.printed()


def answers(desk: Process) -> None:
    assert desk.get("/sign-in").status_code == 200
    assert desk.get("/").status_code == 303
    assert desk.get("/requests").status_code == 404


def open_files(process: Process) -> list[str]:
    folder = Path(f"/proc/{process.popen.pid}/fd")
    return [os.readlink(link) for link in folder.iterdir() if link.exists()]


# --- what PostgreSQL itself keeps from the desk ----------------------------------------------


@pytest.fixture
def desk_login(world_on_postgres: World) -> Iterator[str]:
    """The address of a login that was granted goi_desk and nothing else."""
    url = world_on_postgres.main.url
    with superuser(url) as db:
        db.execute("CREATE ROLE metis_login LOGIN")
        db.execute("GRANT goi_desk TO metis_login")
    yield url.set(username="metis_login").render_as_string(hide_password=False)
    with superuser(url) as db:
        db.execute("DROP ROLE metis_login")


@pytest.fixture(params=["role", "login"])
def desk(request: pytest.FixtureRequest, world_on_postgres: World) -> Iterator[Database]:
    """The desk's own database: the members' address under the desk's role, or its own login."""
    if request.param == "role":
        yield world_on_postgres.desk_database
        return
    address = request.getfixturevalue("desk_login")
    settings = world_on_postgres.settings.model_copy(update={"release_database_url": address})
    opened = stores.open_release(settings, for_desk=True)
    yield opened
    opened.dispose()


@pytest.fixture
def world_on_postgres(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    settled = a_world(request.getfixturevalue("postgres_stores_url"), tmp_path)
    yield settled
    settled.dispose()


@pytest.mark.postgres
def test_the_desk_can_read_no_table_of_the_members(desk: Database) -> None:
    assert len(MAIN_TABLES) > 30
    for table in (*MAIN_TABLES, "alembic_version"):
        denied(desk, f'SELECT * FROM public."{table}"')


@pytest.mark.postgres
def test_nor_count_rows_in_what_the_server_knows_of_them(desk: Database) -> None:
    """Statistics hold samples of values: pg_stats shows them to who may read the column only."""
    with desk.reading() as db:
        seen = db.connection().execute(
            text("SELECT DISTINCT schemaname FROM pg_stats WHERE schemaname <> 'pg_catalog'")
        )
        assert {row[0] for row in seen} <= {"release", "information_schema"}


@pytest.mark.postgres
@pytest.mark.parametrize("table", NEVER_WRITTEN)
def test_the_desk_can_read_letters_and_never_write_them(desk: Database, table: str) -> None:
    with desk.reading() as db:
        db.connection().execute(text(f'SELECT * FROM "{table}"'))
    for statement in (
        f'INSERT INTO "{table}" (id) VALUES (\'a\')',
        f'UPDATE "{table}" SET id = \'a\'',
        f'DELETE FROM "{table}"',
        f'TRUNCATE "{table}"',
    ):
        denied(desk, statement)


@pytest.mark.postgres
def test_what_the_desk_wrote_it_cannot_take_back(desk: Database) -> None:
    for table in ("reply", "question", "journal"):
        denied(desk, f'DELETE FROM "{table}"')
        column = "seq = 1" if table == "journal" else "id = 'a'"
        denied(desk, f'UPDATE "{table}" SET {column}')


@pytest.mark.postgres
def test_the_desk_can_make_no_table_and_no_role(desk: Database) -> None:
    for statement in ("CREATE TABLE release.mine (a int)", "CREATE TABLE public.mine (a int)",
                      "CREATE ROLE other"):  # fmt: skip
        denied(desk, statement)


def test_every_table_of_the_release_store_was_thought_about() -> None:
    assert set(stores.DESK_RIGHTS) == {*release_tables.tables, ITEM_INDEX.table}


@pytest.mark.postgres
def test_the_members_login_needs_no_more_than_a_database_and_the_role(postgres_url: str) -> None:
    """An administrator made the role beforehand; the login itself may not make roles."""
    with superuser(make_url(postgres_url)) as db:
        db.execute("CREATE ROLE plain_login LOGIN")
        db.execute("DO $$ BEGIN CREATE ROLE goi_desk NOLOGIN; "
                   "EXCEPTION WHEN duplicate_object THEN NULL; END $$")  # fmt: skip
        db.execute("GRANT goi_desk TO plain_login")
        name = sql.Identifier(str(make_url(postgres_url).database))
        db.execute(sql.SQL("ALTER DATABASE {} OWNER TO plain_login").format(name))
    main = Database(postgres_url.replace("//goi@", "//plain_login@"))
    release = Database(postgres_url.replace("//goi@", "//plain_login@"), schema="release")
    stores.upgrade(main, release)
    stores.upgrade(main, release)
    main.dispose()
    release.dispose()
    with superuser(make_url(postgres_url)) as db:
        db.execute("REASSIGN OWNED BY plain_login TO goi")
        db.execute("DROP OWNED BY plain_login")
        db.execute("DROP ROLE plain_login")


def superuser(url) -> psycopg.Connection:  # type: ignore[no-untyped-def,type-arg]
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(address, autocommit=True)


def denied(desk: Database, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), desk.writing() as db:
        db.connection().execute(text(statement))
