"""Brings a store's tables to the newest version; the versions stand in migrations/<store>/.

Each store has a history and a version table of its own. On PostgreSQL the release store's tables,
its version table among them, stand in the schema `release`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from foundation.places import migrations_dir

Store = Literal["main", "release"]
RELEASE_SCHEMA = "release"


class UnknownVersion(RuntimeError):
    """The database was brought to its version by a newer Gōi than this one."""


class BrokenReferences(RuntimeError):
    """A migration would leave rows that point to nothing; nothing was changed."""


def upgrade(engine: Engine, store: Store) -> None:
    """Run the missing migrations of `store` in one transaction: all of them or none.

    `engine` is that of a foundation.database.Database whose role may create tables. Of two
    processes that upgrade at once the second waits, then finds nothing to do.

    Raises UnknownVersion or BrokenReferences.
    """
    with _changing(engine, store) as connection:
        at = _version(connection)
        if at not in versions(store):
            raise UnknownVersion(f"the {store} store is at version {at}, unknown to this Gōi")
        if at != head(store):
            command.upgrade(configuration(store, connection=connection), "head")


def head(store: Store) -> str | None:
    """The newest version this Gōi knows; None before the first one is written."""
    return _history(store)[0]


def current(engine: Engine, store: Store) -> str | None:
    """The version `engine`'s database is at; None for an empty one."""
    with engine.connect() as connection:
        _choose_schema(connection, store)
        return _version(connection)


def versions(store: Store) -> set[str | None]:
    """Every version this Gōi knows, None for the empty database among them."""
    return {None, *_history(store)[1]}


def _history(store: Store) -> tuple[str | None, frozenset[str]]:
    folder = migrations_dir() / store
    return _read_history(store, folder, folder.stat().st_mtime_ns if folder.exists() else 0)


@lru_cache(maxsize=4)
def _read_history(store: Store, folder: Path, changed: int) -> tuple[str | None, frozenset[str]]:
    """Newest and all versions in `folder`. Kept: Alembic compiles every file to answer this."""
    scripts = ScriptDirectory.from_config(configuration(store))
    known = frozenset(script.revision for script in scripts.walk_revisions())
    return scripts.get_current_head(), known


def configuration(store: Store, **attributes: Any) -> Config:
    """Alembic's configuration for `store`; `attributes` are what migrations/env.py reads."""
    folder = migrations_dir()
    config = Config()
    config.attributes.update(attributes)
    for name, value in {
        "script_location": folder,
        "version_locations": folder / store,
        "path_separator": "newline",
        "file_template": "%(rev)s_%(slug)s",
    }.items():
        config.set_main_option(name, str(value).replace("%", "%%"))
    return config


@contextmanager
def _changing(engine: Engine, store: Store) -> Iterator[Connection]:
    """A connection inside the transaction that holds every change of an upgrade."""
    with engine.connect().execution_options(goi_writing=True) as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                connection.execute(text("SET LOCAL statement_timeout = 0"))
                if store == "release":
                    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {RELEASE_SCHEMA}"))
                _choose_schema(connection, store)
                yield connection
            return
        # SQLite changes a table by copying it; the old one is dropped with its rows still
        # pointed to. The switch does nothing inside a transaction, so it is thrown before.
        sqlite: Any = connection.connection.driver_connection
        sqlite.execute("PRAGMA foreign_keys=OFF").close()
        try:
            with connection.begin():
                yield connection
                if broken := connection.execute(text("PRAGMA foreign_key_check")).all():
                    tables = sorted({row[0] for row in broken})
                    raise BrokenReferences(f"in the {store} store: {', '.join(tables)}")
        finally:
            sqlite.execute("PRAGMA foreign_keys=ON").close()


def _choose_schema(connection: Connection, store: Store) -> None:
    if store == "release" and connection.dialect.name != "sqlite":
        connection.execute(text(f"SET LOCAL search_path TO {RELEASE_SCHEMA}"))


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
