"""Facts about what people are to be told."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


class Message(SQLModel, table=True):
    """A row of the outbox. `text_key` names subject and body; the words are chosen when it is
    sent, in the recipient's language."""

    __tablename__ = "message"

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    text_key: str
    params: Any = Field(sa_type=Json)
    link: str
    created_at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)  # type: ignore[call-overload]
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # type: ignore[call-overload]
