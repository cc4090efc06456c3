"""The one door to a database: SQLite embedded, PostgreSQL by its address.

Writers are one at a time on both. SQLite begins with BEGIN IMMEDIATE, PostgreSQL takes a
transaction-long advisory lock: so a rule that was checked inside a writing transaction still holds
when it commits, and no action needs locks of its own.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from foundation import reading
from foundation.errors import Unavailable

BUSY_TIMEOUT_MS = 5_000
_WRITER_LOCK = 0x476F6921  # any fixed number, ours alone in the database


class Database:
    """Sessions over one database. `schema` and `role` are for PostgreSQL only: the schema all
    tables stand in, and the role whose rights every connection takes on."""

    def __init__(self, url: str, *, schema: str | None = None, role: str | None = None) -> None:
        self.url = make_url(url)
        self.schema = schema
        self.role = role
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine: Engine = self._sqlite() if self.is_sqlite else self._postgres()
        self._one_writer = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session whose changes are thrown away."""
        with self._session(writing=False) as session:
            reading.begin(session)
            try:
                yield session
            finally:
                session.expunge_all()  # what was read stays readable after the session
                session.rollback()

    @contextmanager
    def glancing(self) -> Iterator[Connection]:
        """A connection for a look at single values: a session costs several times as much."""
        with self._connection(writing=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits when the block ends, and rolls back when it raises.

        Raises Unavailable when another writer held on for longer than the busy timeout, or when
        the connection was lost: nothing has been changed then.
        """
        if not self.is_sqlite:
            with self._session(writing=True) as session:
                yield session
                session.commit()
            return
        if not self._one_writer.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
            raise Unavailable
        try:
            with self._session(writing=True) as session:
                yield session
                session.commit()
        finally:
            self._one_writer.release()

    def dispose(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _session(self, *, writing: bool) -> Iterator[Session]:
        with self._connection(writing=writing) as connection:
            with Session(bind=connection, expire_on_commit=False) as session:
                yield session

    @contextmanager
    def _connection(self, *, writing: bool) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection.execution_options(goi_writing=writing)
        except (OperationalError, NoConnectionFree) as error:
            raise Unavailable from error
        except DBAPIError as error:
            if error.connection_invalidated:
                raise Unavailable from error
            raise

    def _sqlite(self) -> Engine:
        options: dict[str, Any] = {"connect_args": {"check_same_thread": False}}
        if self.url.database in (None, "", ":memory:"):
            options["poolclass"] = StaticPool
        else:
            Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(self.url, **options)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    def _postgres(self) -> Engine:
        engine = create_engine(
            self.url, pool_pre_ping=True, pool_size=10, max_overflow=10, pool_timeout=5
        )
        schema, role = self.schema, self.role

        def prepare(connection: Any, _record: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SET TIME ZONE 'UTC'")
                cursor.execute("SET statement_timeout = '30s'")
                cursor.execute(f"SET lock_timeout = '{BUSY_TIMEOUT_MS}ms'")
                cursor.execute("SET idle_in_transaction_session_timeout = '60s'")
                if schema:
                    cursor.execute(f'SET search_path TO "{schema}"')
                if role:
                    cursor.execute(f'SET ROLE "{role}"')
            connection.commit()

        event.listen(engine, "connect", prepare)
        event.listen(engine, "begin", _begin_postgres)
        return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "secure_delete=ON",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("goi_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get("goi_writing"):
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})"))
    else:
        connection.execute(text("SET TRANSACTION READ ONLY"))
