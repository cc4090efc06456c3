"""What pages about bodies show."""

from typing import Any

from pydantic import BaseModel

from web.visit import May


class Ref(BaseModel):
    """Something with a page of its own; `note` says more about it."""

    id: str
    name: str
    note: str = ""


class BodyLine(BaseModel):
    """A body in the tree; `depth` is 0 at the top."""

    id: str
    name: str
    kind: str
    depth: int
    companies: int


class BodiesView(BaseModel):
    """The whole tree, each body after the one above it."""

    bodies: list[BodyLine]
    may_edit: May


class Officers(BaseModel):
    """People of one role."""

    title: str
    people: list[Ref]


class CompanyLine(BaseModel):
    """A company in a body: who speaks for it, and who stands in."""

    id: str
    name: str
    principal: Ref | None
    deputies: list[Ref]


class BodyView(BaseModel):
    """One body: `rule` is the decision rule in words, `rule_from` the body it comes from, `terms`
    its days and limits for reaching consensus."""

    id: str
    code: str
    name: str
    other_name: str
    sample_name: bool
    kind: str
    above: list[Ref]
    below: list[BodyLine]
    remit: str
    rule: list[tuple[str, str]]
    rule_from: Ref | None
    silence: str
    terms: list[tuple[str, str]]
    positions: str
    officers: list[Officers]
    companies: list[CompanyLine]
    may_edit: May


class BodyEditView(BaseModel):
    """The form of a body: what is saved, and what can be chosen."""

    id: str = ""
    title: str
    values: dict[str, Any]
    kinds: list[tuple[str, str]]
    parents: list[tuple[str, str]]
    silences: list[tuple[str, str]]
    sealings: list[tuple[str, str]]
    seen: str = ""


class RuleView(BaseModel):
    """The form of a body's rule; `own` is whether it has one of its own."""

    id: str
    name: str
    own: bool
    above: str
    words: list[tuple[str, str]]
    values: dict[str, Any]
    presets: list[tuple[str, str]]
    choices: dict[str, list[tuple[str, str]]]
