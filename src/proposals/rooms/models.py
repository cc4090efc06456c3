"""Facts of the company rooms. Every row is its company's own: `rooms/queries.py` alone reads them,
always for the actor's own company."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class RoomRule(SQLModel, table=True):
    """Whether a company's answers count only once a representative of it approved them."""

    __tablename__ = "room_rule"

    company_id: str = Field(primary_key=True, foreign_key="company.id")
    approval: bool
    person_id: str = Field(foreign_key="person.id")
    changed_at: datetime = _moment()


class RoomDraft(SQLModel, table=True):
    """What a company is about to say on a round or a request (`subject_id`). `state`: writing,
    asked (waits for the representative), returned, given."""

    __tablename__ = "room_draft"
    __table_args__ = (UniqueConstraint("company_id", "subject_id"),)

    id: str = Field(primary_key=True)
    company_id: str = Field(foreign_key="company.id")
    subject_id: str
    values: Any = Field(sa_type=Json)
    revision: int = 1
    state: str
    person_id: str = Field(foreign_key="person.id")
    changed_at: datetime = _moment()


class RoomNote(SQLModel, table=True):
    """A note among colleagues."""

    __tablename__ = "room_note"

    id: str = Field(primary_key=True)
    company_id: str = Field(foreign_key="company.id", index=True)
    subject_id: str
    text: str
    person_id: str = Field(foreign_key="person.id")
    created_at: datetime = _moment()


class RoomStep(SQLModel, table=True):
    """A step of the approval inside the company: asked, returned (with a note), given."""

    __tablename__ = "room_step"

    id: str = Field(primary_key=True)
    company_id: str = Field(foreign_key="company.id", index=True)
    subject_id: str
    step: str
    note: str = ""
    person_id: str = Field(foreign_key="person.id")
    created_at: datetime = _moment()
