"""What companies read of themselves, and whoever keeps the directory of all."""

from pydantic import BaseModel

from web.visit import May


class Spelling(BaseModel):
    """A spelling that is looked for. An everyday word is masked only after a person has looked."""

    text: str
    everyday: bool


class Origin(BaseModel):
    """Spellings made from one kind of name."""

    origin: str
    label: str
    spellings: list[Spelling]


class SpellingsView(BaseModel):
    """Everything a company is recognised by. Nothing here tells of another company."""

    id: str
    name: str
    origins: list[Origin]
    total: int
    place: str
    parent_group: str
    items: str
    may_add: May
    may_keep: May


class Clash(BaseModel):
    """A spelling that several companies share."""

    spelling: str
    companies: list[tuple[str, str]]


class Prefix(BaseModel):
    """A spelling of one company with which one of another begins."""

    shorter: str
    longer: str
    company: tuple[str, str]
    other: tuple[str, str]


class ClashesView(BaseModel):
    """What whoever keeps the directory should look at; companies as pairs of id and name. A
    secondee, who is an employee of a member, reads nothing here."""

    may_read: May
    clashes: list[Clash]
    prefixes: list[Prefix]
    everyday: list[Clash]
    without_attributes: int
