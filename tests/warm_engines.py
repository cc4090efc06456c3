"""Statements are compiled once for all databases of a run, and not anew for every test's own.

SQLAlchemy keeps what it compiled by engine and dialect, and each world brings engines of its own:
compiling was a sixth of what a world cost. All databases of a kind are of one server here, so what
is compiled for one of them is compiled for all.
"""

from typing import Any

import sqlalchemy
from sqlalchemy import Engine, event

from foundation import database

_warm: dict[str, Engine] = {}


def create_engine(url: Any, **options: Any) -> Engine:
    """An engine that shares dialect and compiled statements with the first of its kind."""
    engine = sqlalchemy.create_engine(url, **options)
    kind = engine.dialect.name
    if first := _warm.get(kind):
        engine.dialect = engine.pool._dialect = first.dialect
        engine._compiled_cache = first._compiled_cache
    else:

        @event.listens_for(engine, "connect")
        def now_the_dialect_knows_its_server(_connection: Any, _record: Any) -> None:
            _warm.setdefault(kind, engine)

    return engine


database.create_engine = create_engine  # type: ignore[attr-defined]
