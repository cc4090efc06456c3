"""Changing companies and their names. What is found here feeds the anonymizer."""

import re
from dataclasses import asdict
from typing import Any

from sqlmodel import select

from foundation.errors import Invalid, require
from foundation.work import Work
from identity.companies.facts import CompanyFacts
from identity.companies.rules import may_edit_names, may_keep_attributes
from identity.models import Company, CompanyName, NameKind

_DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\Z")


def add_company(work: Work, facts: CompanyFacts) -> Company:
    """A new member company with its names. Whoever calls has seen that it may be."""
    told = asdict(facts)
    names = told.pop("names")
    row = Company(id=work.id("company"), **told)
    work.db.add(row)
    work.db.flush()
    for kind, text in names:
        _insert(work, row.id, kind, text)
    work.record("add_company", ("company", row.id), after=asdict(facts))
    return row


def change_company(work: Work, row: Company, changes: dict[str, Any]) -> None:
    """Set columns of a company; the journal has what they were. Names: `set_names`."""
    before = {column: getattr(row, column) for column in changes}
    for column, value in changes.items():
        setattr(row, column, value)
    work.db.add(row)
    work.db.flush()
    work.record("change_company", ("company", row.id), before, changes)


def keep_attributes(
    work: Work, row: Company, place: str, parent_group: str, items: tuple[str, ...]
) -> None:
    """Set what candidates are counted by. Raises Refused."""
    require(may_keep_attributes(work.actor))
    change_company(
        work, row, {"place": place, "parent_group": parent_group, "items": list(items)}
    )


def set_names(work: Work, company_id: str, kind: NameKind, texts: tuple[str, ...]) -> None:
    """Make these the company's names of this kind, adding and removing what differs."""
    held = {
        row.text: row for row in work.db.exec(
            select(CompanyName).where(
                CompanyName.company_id == company_id, CompanyName.kind == kind.value
            )
        ).all()
    }
    for text in texts:
        if text not in held:
            _insert(work, company_id, kind, text)
    for text, row in held.items():
        if text not in texts:
            work.db.delete(row)
    work.db.flush()
    work.record(
        "set_company_names", ("company", company_id),
        {kind.value: sorted(held)}, {kind.value: sorted(texts)},
    )


def add_name(work: Work, company: Company, kind: NameKind, text: str) -> None:
    """Add a name by which the company can be recognised.

    Raises Refused, or Invalid "text" for a name that is there already or is no domain.
    """
    require(may_edit_names(work.actor, company.id))
    kept = checked(kind, text)
    if kept is None:
        raise Invalid(text="company.no_domain")
    known = select(CompanyName.id).where(
        CompanyName.company_id == company.id, CompanyName.kind == kind.value,
        CompanyName.text == kept,
    )
    if work.db.exec(known).first():
        raise Invalid(text="company.name_known")
    _insert(work, company.id, kind, kept)
    work.record(
        "add_company_name", ("company", company.id), after={"kind": kind.value, "text": kept}
    )


def remove_name(work: Work, name: CompanyName) -> None:
    """Remove a name: the anonymizer won't find it any more. Raises Refused."""
    require(may_edit_names(work.actor, name.company_id))
    work.db.delete(name)
    work.db.flush()
    work.record(
        "remove_company_name", ("company", name.company_id),
        before={"kind": name.kind, "text": name.text},
    )


def checked(kind: NameKind, text: str) -> str | None:
    """The name as it is kept: a domain in lower case without www; None if it can't be one."""
    if kind is not NameKind.DOMAIN:
        return text
    domain = text.lower().removeprefix("@").removeprefix("www.")
    return domain if _DOMAIN.match(domain) else None


def _insert(work: Work, company_id: str, kind: NameKind, text: str) -> None:
    work.db.add(
        CompanyName(
            id=work.id("company_name"), company_id=company_id, kind=kind.value, text=text
        )
    )
    work.db.flush()
