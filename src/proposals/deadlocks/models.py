"""Facts about deadlocks."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class Deadlock(SQLModel, table=True):
    """Consensus on a version is blocked. `evidence` maps a precondition to {"text", "links",
    "person", "day"}. Agreed by who presides, it opens the ways out: a ballot, or both views
    (`view_for`, `view_against`) conveyed with the request."""

    __tablename__ = "deadlock"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    version: int
    evidence: Any = Field(default_factory=dict, sa_type=Json)
    person_id: str = Field(foreign_key="person.id")
    agreed_by_id: str | None = Field(default=None, foreign_key="person.id")
    agreed_at: datetime | None = _moment(default=None, nullable=True)
    view_for: str = ""
    view_against: str = ""
    conveyed_by_id: str | None = Field(default=None, foreign_key="person.id")
    conveyed_at: datetime | None = _moment(default=None, nullable=True)
    created_at: datetime = _moment()
