"""Server-side sessions: a random token in the cookie, only its hash in the store.

Both applications keep their sessions with these columns in a table of their own.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Field, Session, SQLModel, select

from foundation.chance import Chance
from foundation.columns import UtcDateTime

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=1)


class SessionColumns(SQLModel):
    """`id` names the session to its owner; `token_hash` finds it."""

    id: str = Field(primary_key=True)
    token_hash: str = Field(unique=True)
    csrf: str
    person_id: str = Field(index=True)
    client: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
    seen_at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]


def start(
    db: Session, table: type[SessionColumns], person_id: str, client: str, now: datetime,
    chance: Chance,
) -> tuple[SessionColumns, str]:
    """A new session and the token for its cookie. Sweeps out sessions past their time."""
    db.exec(delete(table).where(_ended(table, now)))  # type: ignore[call-overload]
    token = chance.token("session")
    row = table(
        id=chance.id("id/session"),
        token_hash=hashed(token),
        csrf=chance.token("csrf"),
        person_id=person_id,
        client=client[:120],
        created_at=now,
        seen_at=now,
    )
    db.add(row)
    db.flush()
    return row, token


def find(
    db: Session, table: type[SessionColumns], token: str, now: datetime
) -> SessionColumns | None:
    """The live session of this token."""
    row = db.exec(select(table).where(table.token_hash == hashed(token))).first()
    return row if row is not None and is_live(row, now) else None


def is_live(row: SessionColumns, now: datetime) -> bool:
    """Whether it is idle for less than 30 minutes and younger than 12 hours."""
    return now - row.seen_at <= IDLE and now - row.created_at <= LONGEST


def live(
    db: Session, table: type[SessionColumns], person_id: str, now: datetime
) -> list[SessionColumns]:
    """A person's live sessions, newest first."""
    rows = db.exec(select(table).where(table.person_id == person_id)).all()
    rows = [row for row in rows if is_live(row, now)]
    return sorted(rows, key=lambda row: row.created_at, reverse=True)


def is_due_for_touch(row: SessionColumns, now: datetime) -> bool:
    return now - row.seen_at > TOUCH_EVERY


def touch(db: Session, table: type[SessionColumns], session_id: str, now: datetime) -> None:
    """Note that the session is in use."""
    row = db.get(table, session_id)
    if row is not None:
        row.seen_at = now
        db.add(row)


def end(db: Session, table: type[SessionColumns], person_id: str, session_id: str) -> bool:
    """End one of this person's sessions; False where they have none of that name."""
    row = db.get(table, session_id)
    if row is None or row.person_id != person_id:
        return False
    db.delete(row)
    return True


def end_all(
    db: Session, table: type[SessionColumns], person_id: str, but: str | None = None
) -> None:
    """End all of this person's sessions, but one where given."""
    db.exec(  # type: ignore[call-overload]
        delete(table).where(table.person_id == person_id, table.id != (but or ""))  # type: ignore[arg-type]
    )


def _ended(table: type[SessionColumns], now: datetime):  # type: ignore[no-untyped-def]
    return (table.seen_at < now - IDLE) | (table.created_at < now - LONGEST)


def hashed(token: str) -> str:
    """What of a token stands in the store."""
    return hashlib.sha256(token.encode()).hexdigest()
