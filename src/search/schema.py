"""The index over the entries, in each database's own kind of table.

SQLite: an FTS5 table that keeps no text, only which gram stands in which entry. PostgreSQL: an
array of grams under GIN, which every installation has (pg_trgm would need the right to create an
extension, and whose triples find no word of two characters). SQLAlchemy knows no such tables.

GIN answers a whole list without order, and only the newest hits are wanted: so every gram is kept
with the number of the chunk of entries it stands in, and the chunks are asked one by one, the
newest first, until there is enough. A word that stands everywhere costs what one chunk costs.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, text

INDEX_TABLE = "search_grams"
CHUNK = 4096  # entries, by id

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
    # Without the list of what is still to be sorted in, which every search would have to read.
    """
    CREATE INDEX IF NOT EXISTS search_grams_grams ON search_grams
    USING gin (grams) WITH (fastupdate = off)
    """,
)


def chunked(entry_id: int, grams: Iterable[str]) -> list[str]:
    """Grams of an entry as PostgreSQL's index keeps them."""
    return sorted(f"{gram} {entry_id // CHUNK}" for gram in grams)


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


def empty(connection: Connection) -> None:
    """Make the index anew, without a gram in it."""
    connection.execute(text(f"DROP TABLE IF EXISTS {INDEX_TABLE}"))
    create(connection)


def belongs_to_index(table: str) -> bool:
    """Whether a table is the index or one of those SQLite keeps it in."""
    return table == INDEX_TABLE or table.startswith(f"{INDEX_TABLE}_")
