"""Importing member companies; a company is known by its corporate number."""

from typing import Any

from sqlmodel import Session, select

from foundation.work import Work
from identity.companies.actions import add_company, change_company, set_names
from identity.companies.facts import CompanyFacts
from identity.importing import cells
from identity.importing.columns import Column, Entry, lacks
from identity.importing.report import Change, Report
from identity.models import Company, CompanyName, NameKind, Sector, Size

_SIZES = {
    Size.LARGE: ("大企業",),
    Size.SME: ("中堅・中小企業", "中小企業", "中堅企業"),
    Size.INSTITUTION: ("大学・研究機関", "機関"),
}
_NAMES = {
    "aliases": NameKind.ALIAS,
    "former_names": NameKind.FORMER,
    "brands": NameKind.BRAND,
    "sites": NameKind.SITE,
    "domains": NameKind.DOMAIN,
    "models": NameKind.MODEL,
}
COLUMNS = (
    Column("corporate_number", ("法人番号",), cells.corporate_number, identifies=True),
    Column("name_ja", ("会社名", "名称", "企業名"), cells.text(100), needed=True, empty=""),
    Column("reading", ("よみ", "ふりがな", "フリガナ"), cells.reading, needed=True, empty=""),
    Column("name_en", ("英語名", "英文名"), cells.text(160), needed=True, empty=""),
    Column("short_ja", ("略称",), cells.text(40), empty=""),
    Column("sector", ("業種",), cells.text(80), needed=True, empty=""),
    Column("size", ("規模",), cells.one_of(_SIZES), empty=""),
    Column("securities_code", ("証券コード",), cells.securities_code),
    Column("member_since", ("入会年",), cells.number(1900, 2100)),
    Column("place", ("本社所在地", "所在地"), cells.text(60), empty=""),
    Column("parent_group", ("企業グループ", "親会社"), cells.text(80), empty=""),
    Column("items", ("取扱品目", "品目"), cells.several(60), empty=()),
    Column("aliases", ("別名",), cells.names(NameKind.ALIAS), empty=()),
    Column("former_names", ("旧社名",), cells.names(NameKind.FORMER), empty=()),
    Column("brands", ("商品名", "ブランド"), cells.names(NameKind.BRAND), empty=()),
    Column("sites", ("事業所", "工場"), cells.names(NameKind.SITE), empty=()),
    Column("domains", ("ドメイン",), cells.names(NameKind.DOMAIN), empty=()),
    Column("models", ("型番の頭文字", "型番"), cells.names(NameKind.MODEL), empty=()),
)  # fmt: skip
_NEVER_EMPTY = ("name_ja", "reading", "name_en", "short_ja", "sector_id")


def plan(db: Session, entries: list[Entry], report: Report) -> None:
    """Say in the report what would be made and changed, and what is wrong."""
    held = {row.corporate_number: row for row in db.exec(select(Company)).all()}
    codes = {row.securities_code: row.corporate_number for row in held.values()
             if row.securities_code}  # fmt: skip
    sectors = _sectors(db)
    lines: dict[str, int] = {}
    for entry in entries:
        number, values = entry.values["corporate_number"], dict(entry.values)
        if number in lines:
            report.fault(entry.line, "corporate_number", "import.twice", same=lines[number])
            continue
        lines[number] = entry.line
        row = held.get(number)
        if row is None and lacks(entry, COLUMNS, report):
            continue
        sector = values.pop("sector", "")
        if sector:
            values["sector_id"] = sectors.get(sector.casefold())
            if values["sector_id"] is None:
                report.fault(entry.line, "sector", "import.unknown_sector", sector=sector)
                continue
        code = values.get("securities_code")
        if code and codes.setdefault(code, number) != number:
            report.fault(entry.line, "securities_code", "import.code_taken")
            continue
        _add(db, entry.line, values, row, report)


def apply(work: Work, change: Change) -> None:
    """Do what was planned for a row."""
    values = dict(change.values)
    names = {kind: values.pop(column) for column, kind in _NAMES.items() if column in values}
    if change.row is None:
        values["short_ja"] = values.get("short_ja") or values["name_ja"]
        told = tuple((kind, text) for kind, texts in names.items() for text in texts)
        add_company(work, CompanyFacts(**values, names=told))
        return
    columns = {name: value for name, value in values.items() if name in change.after}
    if columns:
        change_company(work, change.row, columns)
    for column, kind in _NAMES.items():
        if column in change.after:
            set_names(work, change.row.id, kind, names[kind])


def _add(
    db: Session, line: int, values: dict[str, Any], row: Company | None, report: Report
) -> None:
    label = values.get("name_ja") or (row.name_ja if row else "")
    if row is None:
        report.add(Change(line, label, values), differs=True)
        return
    values = {
        name: value for name, value in values.items() if value or name not in _NEVER_EMPTY
    }
    now = {name: _now(db, row, name) for name in values}
    different = [name for name, value in values.items() if _shown(value) != now[name]]
    report.add(
        Change(
            line, label, values, row,
            {name: now[name] for name in different},
            {name: _shown(values[name]) for name in different},
        ),
        differs=bool(different),
    )


def _now(db: Session, row: Company, name: str) -> str:
    if name not in _NAMES:
        return _shown(getattr(row, name))
    wanted = select(CompanyName.text).where(
        CompanyName.company_id == row.id, CompanyName.kind == _NAMES[name].value
    )
    return _shown(tuple(db.exec(wanted).all()))


def _shown(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "、".join(sorted(value))
    return "" if value is None else str(value)


def _sectors(db: Session) -> dict[str, str]:
    known: dict[str, str] = {}
    for row in db.exec(select(Sector)).all():
        known |= dict.fromkeys((row.id, row.name_ja, row.name_en.casefold()), row.id)
    return known
