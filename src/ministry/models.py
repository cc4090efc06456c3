"""What the ministry keeps at its desk for itself: who has a request, until when, ready wordings,
mails to its own people. Tables of the release store that the members' side never reads."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from foundation.columns import UtcDateTime
from submissions.release_store import Released

_BY_RANDOM_KEY: dict[str, Any] = {"sqlite_with_rowid": False}


class Handling(Released, table=True):
    """Where an item is in the ministry now."""

    __tablename__ = "handling"
    __table_args__ = _BY_RANDOM_KEY

    item_id: str = Field(primary_key=True, foreign_key="item.id")
    section_id: str | None = Field(default=None, foreign_key="section.id")
    official_id: str | None = Field(default=None, foreign_key="official.id")
    due_day: date | None = None


class HandlingStep(Released, table=True):
    """How it came there; `place` counts an item's steps from 1. `kind` is "acknowledge",
    "study" or "hand on"; a step of handing on says where the item was then and until when it was
    due."""

    __tablename__ = "handling_step"
    __table_args__ = (UniqueConstraint("item_id", "place"), _BY_RANDOM_KEY)

    id: str = Field(primary_key=True)
    item_id: str = Field(foreign_key="item.id", index=True)
    place: int
    kind: str
    day: date
    by_id: str = Field(foreign_key="official.id")
    section_id: str | None = Field(default=None, foreign_key="section.id")
    official_id: str | None = Field(default=None, foreign_key="official.id")
    due_day: date | None = None
    note: str = ""


class ReplyTemplate(Released, table=True):
    """A ready wording for answers; `outcome` is empty where it fits several."""

    __tablename__ = "reply_template"
    __table_args__ = _BY_RANDOM_KEY

    id: str = Field(primary_key=True)
    name: str
    outcome: str = ""
    text_ja: str
    text_en: str = ""
    reason_ja: str = ""
    reason_en: str = ""
    active: bool = True


class DeskMessage(Released, table=True):
    """A mail to an official that is to go out or went out. `digest_day` is the day whose digest it
    is: a person has one a day."""

    __tablename__ = "desk_message"
    __table_args__ = (UniqueConstraint("official_id", "digest_day"), _BY_RANDOM_KEY)

    id: str = Field(primary_key=True)
    official_id: str = Field(foreign_key="official.id")
    digest_day: date | None = None
    subject: str
    body: str
    created_at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)  # type: ignore[call-overload]
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # type: ignore[call-overload]
