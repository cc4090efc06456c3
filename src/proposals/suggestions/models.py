"""Facts about suggestions."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from foundation.columns import UtcDateTime


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class Suggestion(SQLModel, table=True):
    """Words proposed for a passage of version `version`, counted by `number` within the request.

    The passage is `quote` in the source of block `block`, between `prefix` and `suffix`, from
    `begins` to `ends` (code points of that source); an empty quote is a place to insert at, an
    empty `replacement` a deletion. `final` are the words that came in where it was accepted in
    part, `answer` the drafters' reason, `merged` the version it went into. `private`: made in a
    draft, and the asking company's own for ever. `as_requester`: made by whoever asks, without
    saying who. `comment_id`: the comment whose proposed words these are; without a person, the
    words are those of a comment entered for its company.
    """

    __tablename__ = "suggestion"
    __table_args__ = (UniqueConstraint("request_id", "number"),)

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    number: int
    version: int
    section: str
    block: str
    quote: str
    prefix: str = ""
    suffix: str = ""
    begins: int
    ends: int
    replacement: str
    reason: str
    state: str
    counter_to_id: str | None = Field(default=None, foreign_key="suggestion.id")
    comment_id: str | None = Field(
        default=None, foreign_key="comment.id", index=True, unique=True
    )
    private: bool = False
    as_requester: bool = False
    person_id: str | None = Field(default=None, foreign_key="person.id")
    company_id: str | None = Field(default=None, foreign_key="company.id")
    final: str = ""
    answer: str = ""
    merged: int | None = None
    created_at: datetime = _moment()
    decided_at: datetime | None = _moment(default=None, nullable=True)
