"""Facts about joint work on a request."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from foundation.columns import UtcDateTime


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class HostBody(SQLModel, table=True):
    """Another body that is asked to host a request beside its own; `state` is invited, accepted
    or declined."""

    __tablename__ = "host_body"
    __table_args__ = (UniqueConstraint("request_id", "body_id"),)

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    body_id: str = Field(foreign_key="body.id")
    state: str
    reason: str
    person_id: str = Field(foreign_key="person.id")
    answered_by_id: str | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = _moment(default=None, nullable=True)
    created_at: datetime = _moment()


class ChairSignature(SQLModel, table=True):
    """A chair signs for a body: a call on a version, or a record (`record_id`). The names are
    those of the day. `spent`: the call it was for has been made."""

    __tablename__ = "chair_signature"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    version: int
    record_id: str | None = Field(default=None, foreign_key="consensus_record.id")
    body_id: str = Field(foreign_key="body.id")
    person_id: str = Field(foreign_key="person.id")
    name_ja: str
    name_en: str
    spent: bool = False
    at: datetime = _moment()
