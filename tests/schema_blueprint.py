"""A database's tables as plain values, so that two databases can be compared."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, inspect, text

_TRIGGERS = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": """
        SELECT pg_get_triggerdef(t.oid), pg_get_functiondef(t.tgfoid) FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid) ORDER BY t.tgname""",
}


def blueprint(connection: Connection, leaving_out: Collection[str] = ()) -> dict[str, Any]:
    """Each table's columns, keys, constraints and indexes, and all triggers, in a fixed order."""
    inspector = inspect(connection)
    tables = sorted(set(inspector.get_table_names()) - set(leaving_out))
    triggers = connection.execute(text(_TRIGGERS[connection.dialect.name])).all()
    return {
        **{
            table: {
                "columns": sorted(map(_column, inspector.get_columns(table))),
                "primary key": inspector.get_pk_constraint(table),
                "foreign keys": _sorted(inspector.get_foreign_keys(table)),
                "unique": _sorted(inspector.get_unique_constraints(table)),
                "checks": _sorted(inspector.get_check_constraints(table)),
                "indexes": _sorted(inspector.get_indexes(table)),
            }
            for table in tables
        },
        "triggers": [" ".join(map(str, row)).split() for row in triggers],
    }


def _column(column: Any) -> tuple[str, ...]:
    kept = ("name", "type", "nullable", "default", "autoincrement", "computed")
    return tuple(repr(column.get(key)) for key in kept)


def _sorted(parts: list[Any]) -> list[Any]:
    return sorted(parts, key=repr)
