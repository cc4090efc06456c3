"""What an officer put down beside the count, and from how many companies on it is enough."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class ReviewException(SQLModel, table=True):
    """Something an officer stands up for with a reason; rows are withdrawn, never changed.

    `subject` is what it is about, `told` how that stood at the time. `confirmed_hash` names the
    bytes for which a second officer confirmed it: other bytes need another look.
    """

    __tablename__ = "review_exception"

    id: str = Field(primary_key=True)
    review_id: str = Field(foreign_key="review.id", index=True)
    kind: str
    subject: str
    told: Any = Field(sa_type=Json)
    reason: str
    person_id: str = Field(foreign_key="person.id")
    at: datetime = _moment()
    confirmed_by_id: str | None = Field(default=None, foreign_key="person.id")
    confirmed_at: datetime | None = _moment(default=None, nullable=True)
    confirmed_hash: str = ""
    withdrawn_by_id: str | None = Field(default=None, foreign_key="person.id")
    withdrawn_at: datetime | None = _moment(default=None, nullable=True)


class GateSetting(SQLModel, table=True):
    """The one row of what the body has settled for its gate."""

    __tablename__ = "gate_setting"

    id: str = Field(primary_key=True)
    smallest_group: int
