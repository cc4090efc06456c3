"""What happened to concerns and objections, step by step."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


class ObjectionEvent(SQLModel, table=True):
    """A step taken with a concern or an objection; never changed afterwards. `place` counts the
    steps of one item from 0. `state` is what it led to, `text` what was said with it, `criteria`
    what a judgement was measured by. `person_id` is empty where naming the person would name an
    anonymous company."""

    __tablename__ = "objection_event"

    id: str = Field(primary_key=True)
    objection_id: str = Field(foreign_key="objection.id", index=True)
    place: int
    step: str
    state: str
    text: str = ""
    criteria: Any = Field(default_factory=list, sa_type=Json)
    person_id: str | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
