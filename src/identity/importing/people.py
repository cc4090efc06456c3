"""Importing people; a person is known by their e-mail address."""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from foundation.actor import Kind, Standing
from foundation.work import Work
from identity.importing import cells
from identity.importing.columns import Column, Entry, lacks
from identity.importing.report import Change, Report
from identity.models import Company, Person
from identity.people.actions import add_person, change_person
from identity.people.facts import PersonFacts
from identity.people.rules import may_be_person

_KINDS = {
    Kind.MEMBER: ("会員企業", "会員"),
    Kind.SECRETARIAT: ("事務局",),
    Kind.ADVISER: ("アドバイザー", "advisor"),
    Kind.OBSERVER: ("オブザーバー",),
    Kind.METI: ("経済産業省", "経産省"),
}
_STANDINGS = {
    Standing.REPRESENTATIVE: ("会社代表者", "代表者"),
    Standing.CONTRIBUTOR: ("担当者", "会社の担当者"),
}
COLUMNS = (
    Column("email", ("メールアドレス", "メール"), cells.email, identifies=True),
    Column("name_ja", ("氏名",), cells.text(60), needed=True, empty=""),
    Column("reading", ("よみ", "ふりがな", "フリガナ"), cells.reading, needed=True, empty=""),
    Column("name_en", ("英語氏名", "ローマ字"), cells.text(80), needed=True, empty=""),
    Column("kind", ("区分",), cells.one_of(_KINDS), needed=True),
    Column("standing", ("会社での役割",), cells.one_of(_STANDINGS)),
    Column("company", ("会社", "法人番号"), cells.text(100), empty=""),
    Column("home_company", ("出向元",), cells.text(100), empty=""),
    Column("title_ja", ("役職",), cells.text(80), empty=""),
    Column("title_en", ("英語役職",), cells.text(120), empty=""),
    Column("locale", ("言語",), cells.one_of({"ja": ("日本語",), "en": ("英語", "english")}),
           empty="ja"),
    Column("active_until", ("利用期限",), cells.day),
)  # fmt: skip
_NEVER_EMPTY = ("name_ja", "reading", "name_en", "kind")


def plan(db: Session, entries: list[Entry], report: Report) -> None:
    """Say in the report what would be made and changed, and what is wrong."""
    held = {row.email: row for row in db.exec(select(Person)).all()}
    firms = _firms(db)
    lines: dict[str, int] = {}
    for entry in entries:
        email, values = entry.values["email"], dict(entry.values)
        if email in lines:
            report.fault(entry.line, "email", "import.twice", same=lines[email])
            continue
        lines[email] = entry.line
        row = held.get(email)
        if row is None and lacks(entry, COLUMNS, report):
            continue
        if not _find_companies(entry.line, values, firms, report):
            continue
        if row is not None:
            values = {name: value for name, value in values.items()
                      if value or name not in _NEVER_EMPTY}  # fmt: skip
        if _fits(entry.line, values, row, report):
            _add(entry.line, values, row, report)


def apply(work: Work, change: Change) -> None:
    """Do what was planned for a row."""
    if change.row is None:
        add_person(work, PersonFacts(**change.values))
        return
    changes = {name: _plain(change.values[name]) for name in change.after}
    change_person(work, change.row, changes)


def _find_companies(
    line: int, values: dict[str, Any], firms: dict[str, str | None], report: Report
) -> bool:
    """Put company ids in place of names; a name that two companies have finds neither."""
    sound = True
    for column, field in (("company", "company_id"), ("home_company", "home_company_id")):
        if column not in values:
            continue
        told = values.pop(column)
        values[field] = firms.get(told) if told else None
        if told and values[field] is None:
            report.fault(line, column, "import.unknown_company", company=told)
            sound = False
    return sound


def _fits(line: int, values: dict[str, Any], row: Person | None, report: Report) -> bool:
    def value(name: str) -> Any:
        return values[name] if name in values else getattr(row, name, None)

    standing = value("standing")
    verdict = may_be_person(
        Kind(value("kind")), Standing(standing) if standing else None,
        value("company_id"), value("home_company_id"),
    )
    if not verdict:
        report.fault(line, "", verdict.reason, **verdict.params)
    return bool(verdict)


def _add(line: int, values: dict[str, Any], row: Person | None, report: Report) -> None:
    label = f"{values.get('name_ja') or (row.name_ja if row else '')} <{values['email']}>"
    if row is None:
        report.add(Change(line, label, values), differs=True)
        return
    different = [name for name, value in values.items() if _plain(value) != getattr(row, name)]
    report.add(
        Change(
            line, label, values, row,
            {name: _shown(getattr(row, name)) for name in different},
            {name: _shown(values[name]) for name in different},
        ),
        differs=bool(different),
    )


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Kind | Standing) else value


def _shown(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(_plain(value) or "")


def _firms(db: Session) -> dict[str, str | None]:
    known: dict[str, str | None] = {}
    for row in db.exec(select(Company)).all():
        known[row.corporate_number] = row.id
        for name in {row.name_ja, row.short_ja, row.name_en}:
            known[name] = None if name in known else row.id
    return known
