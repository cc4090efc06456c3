"""Facts about dispositions and about tables that came back."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class Disposition(SQLModel, table=True):
    """What became of a comment, and why: a new one replaces it, the journal keeps both.
    `by` is the side it was given by (a `Mover`); no person is kept for whoever asks."""

    __tablename__ = "disposition"

    id: str = Field(primary_key=True)
    comment_id: str = Field(foreign_key="comment.id", unique=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    value: str
    reason: str
    duplicate_of_id: str | None = Field(default=None, foreign_key="comment.id")
    by: str
    at: datetime = _moment()


class ImportedRow(SQLModel, table=True):
    """A row of a table that became a comment: the same row is not taken twice."""

    __tablename__ = "imported_row"
    __table_args__ = (UniqueConstraint("request_id", "digest"),)

    comment_id: str = Field(primary_key=True, foreign_key="comment.id")
    request_id: str = Field(foreign_key="request.id")
    digest: str


class TableUpload(SQLModel, table=True):
    """A filled table somebody has sent and not yet confirmed: `rows` is what was read of it."""

    __tablename__ = "table_upload"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    version: int
    file_name: str
    rows: Any = Field(sa_type=Json)
    at: datetime = _moment()
