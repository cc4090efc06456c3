"""The index over the entries, in each database's own kind of table.

SQLite: an FTS5 table that keeps no text, only which gram stands in which entry. PostgreSQL: an
array of grams under GIN, which every installation has (pg_trgm would need the right to create an
extension, and whose triples find no word of two characters). SQLAlchemy knows no such tables.
"""

from typing import Any

from sqlalchemy import Connection, text

INDEX_TABLE = "search_grams"

_SQLITE = (
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS search_grams
    USING fts5(grams, content='', columnsize=0, detail=none, tokenize='ascii')
    """,
)
_POSTGRES = (
    """
    CREATE TABLE IF NOT EXISTS search_grams (
        entry_id integer PRIMARY KEY REFERENCES search_entry (id) ON DELETE CASCADE,
        grams text[] NOT NULL
    )
    """,
    "CREATE INDEX IF NOT EXISTS search_grams_grams ON search_grams USING gin (grams)",
)


def create(connection: Connection) -> None:
    """Make the index where it is missing; search_entry must stand already."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.execute(text(statement))


def made(_table: Any, connection: Connection, **_: Any) -> None:
    """SQLAlchemy has made search_entry from its model."""
    create(connection)


def dropped(_table: Any, connection: Connection, **_: Any) -> None:
    """SQLAlchemy is about to drop search_entry."""
    connection.execute(text(f"DROP TABLE IF EXISTS {INDEX_TABLE}"))


def belongs_to_index(table: str) -> bool:
    """Whether a table is the index or one of those SQLite keeps it in."""
    return table == INDEX_TABLE or table.startswith(f"{INDEX_TABLE}_")
