"""Facts about member companies, people and their sessions."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from foundation.attempts import AttemptColumns
from foundation.columns import Json
from foundation.sessions import SessionColumns


class Sector(SQLModel, table=True):
    """A branch of industry; rows, so that an administrator may change them."""

    __tablename__ = "sector"

    id: str = Field(primary_key=True)
    name_ja: str
    name_en: str
    position: int


class Company(SQLModel, table=True):
    """A member company. `reading` is in kana and gives the order of lists.

    `place` is the town of the head office with its prefecture; `items` are item numbers such as
    7の項(16) and products; `parent_group` the group of companies it belongs to. From these it is
    reckoned how many members a text could be from.
    """

    __tablename__ = "company"

    id: str = Field(primary_key=True)
    name_ja: str
    reading: str = Field(index=True)
    name_en: str
    short_ja: str
    sector_id: str = Field(foreign_key="sector.id", index=True)
    size: str = ""
    securities_code: str | None = Field(default=None, unique=True)
    corporate_number: str = Field(unique=True)
    member_since: int | None = None
    place: str = Field(default="", sa_column_kwargs={"server_default": ""})
    parent_group: str = Field(default="", sa_column_kwargs={"server_default": ""})
    items: Any = Field(
        default_factory=list, sa_type=Json, sa_column_kwargs={"server_default": "[]"}
    )


class Size(StrEnum):
    """How large a company is; the words are `company.size.…`."""

    LARGE = "large"
    SME = "sme"
    INSTITUTION = "institution"


class NameKind(StrEnum):
    """What a further name of a company is."""

    ALIAS = "alias"
    FORMER = "former"
    BRAND = "brand"
    SITE = "site"
    DOMAIN = "domain"
    MODEL = "model"


class CompanyName(SQLModel, table=True):
    """A further name by which a company can be recognised."""

    __tablename__ = "company_name"
    __table_args__ = (UniqueConstraint("company_id", "kind", "text"),)

    id: str = Field(primary_key=True)
    company_id: str = Field(foreign_key="company.id", index=True)
    kind: str
    text: str


class Person(SQLModel, table=True):
    """Somebody with an account. `home_company_id`: the member company that a secretary is
    seconded by; such a person is an employee of a member and never sees who is anonymous."""

    __tablename__ = "person"

    id: str = Field(primary_key=True)
    name_ja: str
    reading: str
    name_en: str
    email: str = Field(unique=True)
    locale: str = "ja"
    kind: str
    standing: str | None = None
    company_id: str | None = Field(default=None, foreign_key="company.id", index=True)
    home_company_id: str | None = Field(default=None, foreign_key="company.id")
    title_ja: str = ""
    title_en: str = ""
    password_hash: str | None = None
    active_until: date | None = None


class SignInSession(SessionColumns, table=True):
    """A member-side session."""

    __tablename__ = "sign_in_session"


class SignInAttempt(AttemptColumns, table=True):
    """A try to sign in on the members' side."""

    __tablename__ = "sign_in_attempt"
