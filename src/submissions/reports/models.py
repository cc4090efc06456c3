"""Reports as they were when a review was finished; rows are added, never changed."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


class ReviewReport(SQLModel, table=True):
    """The report that belongs to a frozen package; `report_hash` is SHA-256 over its canonical
    JSON."""

    __tablename__ = "review_report"

    id: str = Field(primary_key=True)
    review_id: str = Field(foreign_key="review.id", index=True)
    package_hash: str
    report: Any = Field(sa_type=Json)
    report_hash: str
    person_id: str = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
