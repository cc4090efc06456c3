"""Facts about straw polls."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class StrawPoll(SQLModel, table=True):
    """A straw poll on a version. It closes by its time alone, and nothing follows from it.
    `person_id` is empty where naming the person would name an anonymous company."""

    __tablename__ = "straw_poll"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    version: int
    question: str
    company_ids: Any = Field(sa_type=Json)
    person_id: str | None = Field(default=None, foreign_key="person.id")
    opens_at: datetime = _moment()
    closes_at: datetime = _moment()


class StrawAnswer(SQLModel, table=True):
    """What a company answers; answering again before the close replaces it."""

    __tablename__ = "straw_answer"
    __table_args__ = (UniqueConstraint("straw_poll_id", "company_id"),)

    id: str = Field(primary_key=True)
    straw_poll_id: str = Field(foreign_key="straw_poll.id", index=True)
    company_id: str = Field(foreign_key="company.id")
    person_id: str = Field(foreign_key="person.id")
    choice: str
    reason: str = ""
    created_at: datetime = _moment()
