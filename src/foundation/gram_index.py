"""An index over texts: which of them have all the grams of what is looked for.

SQLite: an FTS5 table that keeps no text. PostgreSQL: arrays of grams under GIN, which every
installation has. SQLAlchemy knows no such tables. A text is put in once and never changed; its
place in the index is a number that whoever puts it in has chosen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, event, text
from sqlmodel import Session

from foundation import grams
from foundation.folding import fold, settled


def folded(parts: Iterable[str]) -> str:
    """Texts in the form that is compared, each on a line of its own."""
    return "\n".join(fold(settled(one)) for one in parts)


def words(query: str, most: int) -> list[str]:
    """What is looked for, folded: at most so many words, each once. One without a letter, digit or
    kanji is left out."""
    found = dict.fromkeys(fold(query).split())
    return [one for one in found if grams.of_term(one)][:most]


@dataclass(frozen=True)
class GramIndex:
    """The index `table` over a table `texts`, in which each row has a `key`, its `place`, which is
    a number, and its text as it is compared, `folded`."""

    table: str
    texts: str
    key: str

    def stands_with(self, texts: Table) -> None:
        """Whoever makes the tables from the models gets the index with them."""
        event.listen(texts, "after_create", lambda _, connection, **__: self.create(connection))
        event.listen(texts, "before_drop", lambda _, connection, **__: self._drop(connection))

    def create(self, connection: Connection) -> None:
        """Make the index where it is missing."""
        statements: tuple[str, ...]
        if connection.dialect.name == "sqlite":
            statements = (
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {self.table} USING fts5"
                "(grams, content='', columnsize=0, detail=none, tokenize='ascii')",
            )
        else:
            statements = (
                f"CREATE TABLE IF NOT EXISTS {self.table}"
                " (place bigint PRIMARY KEY, grams text[] NOT NULL)",
                f"CREATE INDEX IF NOT EXISTS {self.table}_grams ON {self.table}"
                " USING gin (grams) WITH (fastupdate = off)",
            )
        for statement in statements:
            connection.execute(text(statement))

    def belongs(self, table: str) -> bool:
        """Whether a table is the index or one of those SQLite keeps it in."""
        return table == self.table or table.startswith(f"{self.table}_")

    def put(self, connection: Connection, place: int, of: str) -> None:
        """Index a folded text."""
        found: Any = sorted(grams.of_text(of))
        column = "place"
        if connection.dialect.name == "sqlite":
            found, column = " ".join(found), "rowid"
        connection.execute(
            text(f"INSERT INTO {self.table} ({column}, grams) VALUES (:place, :grams)"),
            {"place": place, "grams": found},
        )

    def holding(self, db: Session, wanted: Sequence[str]) -> set[str]:
        """The keys of the texts that have all of these words, of which there is at least one."""
        connection = db.connection()
        needed: Any = sorted(set().union(*map(grams.of_term, wanted)))
        # What is a gram itself is told by the index; of the rest it tells only the grams.
        checked = [one for one in wanted if not grams.is_whole(one)]
        if connection.dialect.name == "sqlite":
            # Grams are letters and digits only: between quotation marks they are no syntax.
            needed = " ".join(f'"{gram}"' for gram in needed)
            place, holds, finds = "rowid", f"{self.table} MATCH :needed", "instr"
        else:
            place, holds, finds = "place", "i.grams @> CAST(:needed AS text[])", "strpos"
        conditions = [holds, *(f"{finds}(t.folded, :w{n}) > 0" for n in range(len(checked)))]
        rows = connection.execute(
            text(
                f"SELECT t.{self.key} FROM {self.table} i CROSS JOIN {self.texts} t"
                f" WHERE t.place = i.{place} AND {' AND '.join(conditions)}"
            ),
            {"needed": needed, **{f"w{n}": one for n, one in enumerate(checked)}},
        )
        return {row[0] for row in rows}

    def _drop(self, connection: Connection) -> None:
        connection.execute(text(f"DROP TABLE IF EXISTS {self.table}"))
