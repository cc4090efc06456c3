"""What the pages of companies and people show."""

from datetime import date

from pydantic import BaseModel

from web.visit import May


class CompanyRow(BaseModel):
    """A company in the directory."""

    id: str
    name: str
    other_name: str
    sector: str


class CompaniesView(BaseModel):
    """A page of the directory."""

    q: str
    sector: str
    sectors: list[tuple[str, str]]
    companies: list[CompanyRow]
    sees_clashes: bool
    total: int
    page: int
    last: int
    previous: str = ""
    next: str = ""


class NameLine(BaseModel):
    """A further name of a company."""

    id: str
    text: str


class NameGroup(BaseModel):
    """Further names of one kind."""

    kind: str
    title: str
    names: list[NameLine]


class SeatRef(BaseModel):
    """A seat as pages of companies and people list it."""

    body_id: str
    body: str
    role: str
    person_id: str
    person: str
    starts: date
    ends: date | None
    ended: bool = False


class PersonRef(BaseModel):
    """A person of a company."""

    id: str
    name: str
    note: str


class CompanyView(BaseModel):
    """A company with every name by which it can be recognised."""

    id: str
    name: str
    other_name: str
    reading: str
    short: str
    sector: str
    size: str
    corporate_number: str
    securities_code: str
    member_since: str
    names: list[NameGroup]
    kinds: list[tuple[str, str]]
    may_edit: May
    sees_spellings: bool
    people: list[PersonRef]
    seats: list[SeatRef]


class OfficeRef(BaseModel):
    """An office somebody holds or held."""

    office: str
    starts: date
    ends: date | None
    ended: bool


class PersonView(BaseModel):
    """A person with their seats and offices; `email` only for themselves and the secretariat."""

    id: str
    name: str
    other_name: str
    reading: str
    kind: str
    company_id: str
    company: str
    seconded_from: str
    title: str
    email: str
    seats: list[SeatRef]
    offices: list[OfficeRef]
