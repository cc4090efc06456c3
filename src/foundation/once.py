"""Idempotency keys: a form sent twice is done once.

A key is bound to who sent it, to what it asks and to the body. The same key with the same body
gets the stored answer again; with another body it is refused (IETF draft Idempotency-Key header).
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Field, Session, SQLModel

from foundation.columns import Json, UtcDateTime, canonical
from foundation.errors import Reused

KEPT = timedelta(days=2)


class OnceColumns(SQLModel):
    """`key` is a hash of actor, act and the key that was sent."""

    key: str = Field(primary_key=True)
    body_hash: str
    answer: Any = Field(default=None, sa_type=Json, nullable=True)
    at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]


class OnceKey(OnceColumns, table=True):
    """The members' side keys."""

    __tablename__ = "once_key"


def _key(actor_id: str, act: str, sent: str) -> str:
    return hashlib.sha256(canonical([actor_id, act, sent]).encode()).hexdigest()


def _body(body: Any) -> str:
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def earlier_answer(
    db: Session, table: type[OnceColumns], actor_id: str, act: str, sent: str, body: Any
) -> Any | None:
    """The stored answer if this was done before.

    Raises Reused when the key came before with another body.
    """
    row = db.get(table, _key(actor_id, act, sent))
    if row is None:
        return None
    if row.body_hash != _body(body):
        raise Reused
    return row.answer


def remember(
    db: Session, table: type[OnceColumns], actor_id: str, act: str, sent: str, body: Any,
    answer: Any, now: datetime,
) -> None:
    """Keep the answer beside the change, and forget keys older than `KEPT`."""
    db.exec(delete(table).where(table.at < now - KEPT))  # type: ignore[call-overload,arg-type]
    db.add(table(key=_key(actor_id, act, sent), body_hash=_body(body), answer=answer, at=now))
