"""Tries to sign in, counted for a few minutes: whoever guesses too often has to wait.

Both applications keep them with these columns in a table of their own. A bucket is the hash of an
account's address or of a client's; nothing says whose it was.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Field, Session, SQLModel, col, select

from foundation.chance import Chance
from foundation.columns import UtcDateTime
from foundation.errors import TooMany

WINDOW = timedelta(minutes=5)
MOST = 10


class AttemptColumns(SQLModel):
    """One try."""

    id: str = Field(primary_key=True)
    bucket: str = Field(index=True)
    at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]


def bucket(kind: str, value: str) -> str:
    """The name under which tries on an account or from a client are counted."""
    return hashlib.sha256(f"{kind} {value}".encode()).hexdigest()


def count(
    db: Session, table: type[AttemptColumns], buckets: list[str], now: datetime, chance: Chance
) -> list[str]:
    """Count a try in every bucket, before it is known whether it is a good one: of many guesses
    sent at once each is counted. Answers the ids of the new rows, for `forget`.

    Raises TooMany with `seconds` to wait (10 in 5 minutes, as PyPI's warehouse has it).
    """
    db.exec(delete(table).where(col(table.at) <= now - WINDOW))
    wait = max(_wait(db, table, name, now) for name in buckets)
    if wait:
        raise TooMany("sign_in.too_many", seconds=wait, minutes=-(-wait // 60))
    ids = []
    for name in buckets:
        row = table(id=chance.id("id/attempt"), bucket=name, at=now)
        db.add(row)
        ids.append(row.id)
    db.flush()
    return ids


def forget(db: Session, table: type[AttemptColumns], ids: list[str], account: str) -> None:
    """After a good try: it does not count, nor do earlier ones on the same account."""
    db.exec(delete(table).where(col(table.id).in_(ids) | (col(table.bucket) == account)))


def _wait(db: Session, table: type[AttemptColumns], name: str, now: datetime) -> int:
    """Seconds until this bucket takes another try."""
    times = db.exec(
        select(table.at).where(table.bucket == name).order_by(col(table.at).desc()).limit(MOST)
    ).all()
    if len(times) < MOST:
        return 0
    return max(1, round((times[-1] + WINDOW - now).total_seconds()))
