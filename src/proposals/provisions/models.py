"""Facts about the law as requests touch it: what a version cites, what changed, what corresponds.

The text of the law itself is not kept: it stands at e-Gov.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from foundation.columns import UtcDateTime


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class CitedProvision(SQLModel, table=True):
    """A provision that a version cites: its normal form, the field where it first stands, how it
    is written there, and the edition it is to be read in (as of that day)."""

    __tablename__ = "cited_provision"
    __table_args__ = (UniqueConstraint("version_id", "key"),)

    id: str = Field(primary_key=True)
    version_id: str = Field(foreign_key="version.id", index=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    key: str = Field(index=True)
    place: str
    text: str
    as_of: date


class ProvisionChange(SQLModel, table=True):
    """A change of the law, as the secretariat wrote it down."""

    __tablename__ = "provision_change"

    id: str = Field(primary_key=True)
    key: str = Field(index=True)
    in_force: date
    summary: str
    source: str = ""
    person_id: str = Field(foreign_key="person.id")
    created_at: datetime = _moment()


class ChangeAnswer(SQLModel, table=True):
    """Whether a change of the law gives what a request asked for, as the secretariat judged."""

    __tablename__ = "change_answer"
    __table_args__ = (UniqueConstraint("change_id", "request_id"),)

    id: str = Field(primary_key=True)
    change_id: str = Field(foreign_key="provision_change.id")
    request_id: str = Field(foreign_key="request.id", index=True)
    answers: str
    note: str = ""
    person_id: str = Field(foreign_key="person.id")
    created_at: datetime = _moment()


class Correlation(SQLModel, table=True):
    """A Japanese provision and an EU number that correspond; not one to one. Editions are the
    days on which both sides were read."""

    __tablename__ = "correlation"
    __table_args__ = (UniqueConstraint("japanese", "european"),)

    id: str = Field(primary_key=True)
    japanese: str = Field(index=True)
    ordinance: str = ""
    european: str = Field(index=True)
    relation: str
    theme: str = ""
    note: str = ""
    source: str = ""
    japanese_edition: date | None = None
    european_edition: date | None = None
    checked_on: date | None = None
    person_id: str | None = Field(default=None, foreign_key="person.id")
    changed_at: datetime = _moment()
