"""What can be found, and by whom."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from foundation.columns import UtcDateTime


class SearchEntry(SQLModel, table=True):
    """One thing that can be found. `audience` is one token ("members", "company:…",
    "secretariat", "body:…"); a reader finds entries whose token they hold."""

    __tablename__ = "search_entry"

    id: str = Field(primary_key=True)
    kind: str
    subject_id: str = Field(index=True)
    audience: str = Field(index=True)
    title: str
    body: str
    link: str
    changed_at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
