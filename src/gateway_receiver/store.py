"""What the receiver keeps, in a SQLite file of its own: its key, the packages, the replies."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS key (kid TEXT PRIMARY KEY, jwk TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS package (
    message TEXT PRIMARY KEY, sha256 TEXT NOT NULL, body BLOB NOT NULL, received_day TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS reply (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, entry TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True)
class Package:
    """A package that was taken: its idempotency key, hash, bytes and day."""

    message: str
    sha256: str
    body: bytes
    received_day: str


class Store:
    """One connection, one writer. `path` may be ":memory:"."""

    def __init__(self, path: Path | str) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
            self._db.execute(f"PRAGMA {pragma}").close()
        self._db.executescript(_TABLES)

    def close(self) -> None:
        self._db.close()

    def key(self, new: Mapping[str, Any]) -> dict[str, Any]:
        """The receiver's signing key: `new` where there is none yet."""
        with self._writing() as db:
            row = db.execute("SELECT jwk FROM key").fetchone()
            if row is None:
                db.execute("INSERT INTO key VALUES (?, ?)", (new["kid"], json.dumps(new)))
                return dict(new)
            found: dict[str, Any] = json.loads(row[0])
            return found

    def take(self, package: Package) -> tuple[Package, bool]:
        """The package as it stands now under its message, and whether it came just now: of two
        that come at once only one is new."""
        with self._writing() as db:
            there = db.execute(
                "SELECT * FROM package WHERE message = ?", (package.message,)
            ).fetchone()
            if there:
                return Package(*there), False
            db.execute(
                "INSERT INTO package VALUES (?, ?, ?, ?)",
                (package.message, package.sha256, package.body, package.received_day),
            )
            return package, True

    def packages(self) -> list[Package]:
        """All packages, by message."""
        with self._lock:
            rows = self._db.execute("SELECT * FROM package ORDER BY message").fetchall()
        return [Package(*row) for row in rows]

    def offer(self, entries: Sequence[Mapping[str, Any]]) -> int:
        """Put replies where they can be fetched, each id once; how many were new."""
        with self._writing() as db:
            before = db.total_changes
            db.executemany(
                "INSERT INTO reply (id, entry) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [(entry["id"], json.dumps(entry, ensure_ascii=False)) for entry in entries],
            )
            return db.total_changes - before

    def replies(self, after: int, limit: int) -> list[tuple[int, dict[str, Any]]]:
        """Replies behind a number, oldest first."""
        with self._lock:
            rows = self._db.execute(
                "SELECT n, entry FROM reply WHERE n > ? ORDER BY n LIMIT ?", (after, limit)
            ).fetchall()
        return [(n, json.loads(entry)) for n, entry in rows]

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
