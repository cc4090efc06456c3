"""What was decided about pictures, and the bytes that are to leave."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from foundation.columns import UtcDateTime


class PictureDecision(SQLModel, table=True):
    """Somebody looked at a picture at full size: it is shown, or a box stands in its place.
    `digest` is SHA-256 of its bytes. `seconded_hash` names the package for which a second officer
    has looked as well."""

    __tablename__ = "picture_decision"

    review_id: str = Field(primary_key=True, foreign_key="review.id")
    digest: str = Field(primary_key=True)
    shown: bool
    person_id: str = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
    seconded_by_id: str | None = Field(default=None, foreign_key="person.id")
    seconded_hash: str = ""


class FrozenFile(SQLModel, table=True):
    """The bytes of a file that a frozen package names by their SHA-256."""

    __tablename__ = "frozen_file"

    review_id: str = Field(primary_key=True, foreign_key="review.id")
    sha256: str = Field(primary_key=True, index=True)
    content: bytes = Field(sa_type=LargeBinary)
