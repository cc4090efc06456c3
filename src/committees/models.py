"""Facts about bodies, the seats in them and the offices over them. Names, number and rules of
bodies are rows, editable by an administrator, never constants."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import event
from sqlmodel import Field, SQLModel

from committees import schema
from foundation.columns import Json, UtcDateTime


class Body(SQLModel, table=True):
    """A committee, subcommittee or working group. `rule` is its decision rule object, None
    where the rule of the body above holds; `silence` says what no answer means, `positions`
    whether positions in a consultation are sealed until it closes."""

    __tablename__ = "body"

    id: str = Field(primary_key=True)
    code: str = Field(unique=True)
    parent_id: str | None = Field(default=None, foreign_key="body.id", index=True)
    kind: str
    name_ja: str
    reading: str = ""
    name_en: str
    remit_ja: str = ""
    remit_en: str = ""
    name_status: str = ""
    position: int = 0
    rule: Any = Field(default=None, sa_type=Json, nullable=True)
    silence: str = "nothing"
    positions: str = "sealed"


class Seat(SQLModel, table=True):
    """A seat with its term; a company's seat has a principal (member) and deputies."""

    __tablename__ = "seat"

    id: str = Field(primary_key=True)
    body_id: str = Field(foreign_key="body.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    company_id: str | None = Field(default=None, foreign_key="company.id", index=True)
    role: str
    voting: bool = False
    starts: date
    ends: date | None = None


class OfficeTerm(SQLModel, table=True):
    """An office in the secretariat, over all bodies, with its term."""

    __tablename__ = "office_term"

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    office: str
    starts: date
    ends: date | None = None


class ImportUpload(SQLModel, table=True):
    """A table somebody uploaded and has yet to confirm; swept out after a day."""

    __tablename__ = "import_upload"

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    kind: str
    file_name: str
    sheet: Any = Field(sa_type=Json)
    at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]


event.listen(OfficeTerm.__table__, "after_create", schema.made)  # type: ignore[attr-defined]
event.listen(OfficeTerm.__table__, "before_drop", schema.dropped)  # type: ignore[attr-defined]
