"""The append-only journal: who did what, when, with what before and after, hash-chained.

Each store has a journal table of its own with these columns. An entry is written in the same
transaction as the change. The hash covers the entry and the hash before it, so a changed, removed
or reordered entry shows; `verify` says where.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, select

from foundation.columns import Json, UtcDateTime, canonical

GENESIS = "0" * 64


class JournalColumns(SQLModel):
    """One entry; `seq` counts from 1 without gaps."""

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
    actor_id: str
    verb: str
    subject_kind: str
    subject_id: str = Field(index=True)
    before: Any = Field(default=None, sa_type=Json, nullable=True)
    after: Any = Field(default=None, sa_type=Json, nullable=True)
    previous: str
    hash: str


class JournalEntry(JournalColumns, table=True):
    """The members' journal."""

    __tablename__ = "journal"


def append(
    db: Session,
    table: type[JournalColumns],
    *,
    at: datetime,
    actor_id: str,
    verb: str,
    subject: tuple[str, str],
    before: Any = None,
    after: Any = None,
) -> JournalColumns:
    """Write the next entry. The caller's transaction is the only writer, so the tip is ours."""
    tip = db.exec(select(table).order_by(col(table.seq).desc()).limit(1)).first()
    entry = table(
        seq=(tip.seq if tip else 0) + 1,
        at=at.astimezone(UTC),  # as it will be read again: the hash covers its text
        actor_id=actor_id,
        verb=verb,
        subject_kind=subject[0],
        subject_id=subject[1],
        before=before,
        after=after,
        previous=tip.hash if tip else GENESIS,
        hash="",
    )
    entry.hash = digest(entry)
    db.add(entry)
    db.flush()
    return entry


def last_moment(db: Session, table: type[JournalColumns]) -> datetime | None:
    """When the newest entry was written; None where there is none."""
    newest = select(table.at).order_by(col(table.seq).desc()).limit(1)
    return db.exec(newest).first()


def not_before(db: Session, table: type[JournalColumns], now: datetime) -> datetime:
    """`now`, or when the newest entry was written where the clock was set back behind it: nothing
    is written before what is written, and nothing that was closed opens again."""
    return max(now, last_moment(db, table) or now)


def digest(entry: JournalColumns) -> str:
    """SHA-256 over the entry's canonical JSON and the hash before it."""
    facts = {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "actor": entry.actor_id,
        "verb": entry.verb,
        "subject": [entry.subject_kind, entry.subject_id],
        "before": entry.before,
        "after": entry.after,
        "previous": entry.previous,
    }
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def verify(db: Session, table: type[JournalColumns]) -> Iterator[str]:
    """Say, entry by entry, where the chain breaks; silent when it is whole."""
    previous, expected = GENESIS, 1
    for entry in db.exec(select(table).order_by(col(table.seq))):
        if entry.seq != expected:
            yield f"entry {expected}: missing (the next one is {entry.seq})"
        if entry.previous != previous:
            yield f"entry {entry.seq}: does not follow the entry before it"
        if digest(entry) != entry.hash:
            yield f"entry {entry.seq}: was changed after it was written"
        previous, expected = entry.hash, entry.seq + 1
