"""The journal: a chain that shows what was changed, removed or put elsewhere."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlmodel import Session, col, select

from foundation import journal
from foundation.database import Database
from foundation.journal import JournalEntry

NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def database(stores_url: str) -> Iterator[Database]:
    """A journal of five entries."""
    made = Database(stores_url)
    with made.writing() as db:
        for number in range(5):
            write(db, NOON + timedelta(minutes=number), number)
    yield made
    made.dispose()


def write(db: Session, at: datetime, number: int) -> None:
    journal.append(
        db, JournalEntry, at=at, actor_id="someone", verb="count",
        subject=("number", str(number)), after={"n": number, "words": "合意"},
    )  # fmt: skip


def faults(database: Database) -> list[str]:
    with database.reading() as db:
        return list(journal.verify(db, JournalEntry))


def tamper(database: Database, seq: int, **change: Any) -> None:
    with database.writing() as db:
        entry = db.exec(select(JournalEntry).where(col(JournalEntry.seq) == seq)).one()
        for name, value in change.items():
            setattr(entry, name, value)
        db.add(entry)


def test_a_whole_chain_has_no_faults(database: Database) -> None:
    assert faults(database) == []


def test_a_moment_of_any_zone_is_read_again_as_it_was_hashed(database: Database) -> None:
    with database.writing() as db:
        write(db, datetime(2026, 11, 23, 13, 0, tzinfo=timezone(timedelta(hours=9))), 6)
    assert faults(database) == []


@pytest.mark.parametrize(
    "change",
    [{"actor_id": "another"}, {"verb": "vote"}, {"after": {"n": 9}}, {"subject_id": "9"},
     {"at": NOON}, {"before": {}}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_a_changed_entry_is_named(database: Database, change: dict[str, Any]) -> None:
    tamper(database, 3, **change)
    assert faults(database) == ["entry 3: was changed after it was written"]


def test_an_entry_made_to_fit_itself_does_not_fit_the_next(database: Database) -> None:
    with database.writing() as db:
        entry = db.get_one(JournalEntry, 3)
        entry.verb = "vote"
        entry.hash = journal.digest(entry)
        db.add(entry)
    assert faults(database) == ["entry 4: does not follow the entry before it"]


def test_a_removed_entry_is_missed(database: Database) -> None:
    with database.writing() as db:
        db.delete(db.get_one(JournalEntry, 3))
    assert faults(database) == [
        "entry 3: missing (the next one is 4)", "entry 4: does not follow the entry before it",
    ]  # fmt: skip


def test_two_entries_exchanged_show(database: Database) -> None:
    tamper(database, 2, after={"n": 2, "words": "合意"})
    tamper(database, 3, after={"n": 1, "words": "合意"})
    assert len(faults(database)) == 2
