"""Facts about a request's files. Rows never change: a version names those that go with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


class Attachment(SQLModel, table=True):
    """A file as it is shown. `texts` are its passages in order, `places` where they stand, each
    steps of (kind, which), and `contexts` what a reader sees beside them, such as a column's
    heading; `pictures` each {digest, kind, width, height, place}, `left` what was not carried over,
    each [code, place, count]; `size` and `sha256` are of the file made anew. `looked`: whoever sent
    it says that the pictures do not show who that is."""

    __tablename__ = "attachment"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    title: str
    kind: str
    size: int
    sha256: str
    texts: Any = Field(sa_type=Json)
    places: Any = Field(sa_type=Json)
    contexts: Any = Field(sa_type=Json)
    pictures: Any = Field(sa_type=Json)
    left: Any = Field(sa_type=Json)
    looked: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]


class AttachmentContent(SQLModel, table=True):
    """The bytes, apart from what is read often: the file made anew, and what it is made of
    (`anonymizer.files.Parsed` as compressed JSON), from which it can be made with other words."""

    __tablename__ = "attachment_content"

    attachment_id: str = Field(primary_key=True, foreign_key="attachment.id")
    content: bytes = Field(sa_type=LargeBinary)
    parsed: bytes = Field(sa_type=LargeBinary)
