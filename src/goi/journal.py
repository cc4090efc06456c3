"""Checks the hash chains of both journals."""

from foundation.database import Database
from foundation.journal import JournalColumns, JournalEntry
from foundation.journal import verify as breaks
from submissions.release_store import DeskJournal


def verify(main: Database, release: Database) -> list[str]:
    """Where the chains break, a line each, the store named first; empty when both are whole."""
    return [*_faults("members", main, JournalEntry), *_faults("desk", release, DeskJournal)]


def _faults(store: str, database: Database, table: type[JournalColumns]) -> list[str]:
    with database.reading() as db:
        return [f"{store}: {fault}" for fault in breaks(db, table)]
