"""Every decision about a finding that was ever made: rows are added, never changed."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from foundation.columns import UtcDateTime


class ReviewDecision(SQLModel, table=True):
    """Who decided what about which words, when and why. It names the words themselves: a finding
    goes when the text is searched anew, what was decided stays."""

    __tablename__ = "review_decision"

    id: str = Field(primary_key=True)
    review_id: str = Field(foreign_key="review.id", index=True)
    field: str
    start: int
    text: str
    kind: str
    source: str
    decision: str
    replacement: str
    reason: str
    person_id: str = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
