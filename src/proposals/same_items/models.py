"""Facts about notices of drafts that touch the same legal item."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from foundation.columns import UtcDateTime


class SameItemNotice(SQLModel, table=True):
    """The drafters of two requests were told that both touch an item; `one_id` sorts first."""

    __tablename__ = "same_item_notice"
    __table_args__ = (UniqueConstraint("one_id", "other_id"),)

    id: str = Field(primary_key=True)
    one_id: str = Field(foreign_key="request.id", index=True)
    other_id: str = Field(foreign_key="request.id", index=True)
    item: str
    at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
