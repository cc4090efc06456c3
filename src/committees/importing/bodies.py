"""Importing bodies; a body is known by its code. Rules are set on a body's own page."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session, select

from committees.bodies.actions import create_body, edit_body, stated
from committees.bodies.facts import BodyFacts, BodyKind, Positions, Silence
from committees.models import Body
from foundation.work import Work
from identity.importing import cells
from identity.importing.columns import BadCell, Column, Entry, lacks
from identity.importing.report import Change, Report

_KINDS = {
    BodyKind.COMMITTEE: ("委員会", "専門委員会"),
    BodyKind.SUBCOMMITTEE: ("分科会",),
    BodyKind.WORKING_GROUP: ("作業部会", "作業部会(WG)", "wg"),
}
_SILENCES = {
    Silence.NOTHING: ("なし", "何も意味しない"),
    Silence.NO_OBJECTION: ("異議なし", "みなし同意"),
}
_CODE_LENGTH = 12


def _code(cell: str) -> str:
    found = cells.text(_CODE_LENGTH)(cell).upper()
    if not all(char.isascii() and (char.isalnum() or char == "-") for char in found):
        raise BadCell("import.not_code")
    return found


COLUMNS = (
    Column("code", ("略号",), _code, identifies=True),
    Column("kind", ("種類",), cells.one_of(_KINDS), needed=True),
    Column("name_ja", ("名称",), cells.text(60), needed=True, empty=""),
    Column("reading", ("よみ", "ふりがな", "フリガナ"), cells.reading, needed=True, empty=""),
    Column("name_en", ("英語名",), cells.text(120), needed=True, empty=""),
    Column("parent", ("上位の略号", "上位"), _code, empty=""),
    Column("remit_ja", ("所掌",), cells.long_text(2000), empty=""),
    Column("remit_en", ("英語の所掌",), cells.long_text(2000), empty=""),
    Column("position", ("並び順",), cells.number(0, 999), empty=0),
    Column("silence", ("回答がないとき",), cells.one_of(_SILENCES), empty=Silence.NOTHING),
)  # fmt: skip
_NEVER_EMPTY = ("kind", "name_ja", "reading", "name_en")


def plan(db: Session, entries: list[Entry], report: Report) -> None:
    """Say in the report what would be made and changed, and what is wrong. A body may stand under
    one that is made by the same file, whichever line comes first."""
    held = {row.code: row for row in db.exec(select(Body)).all()}
    above = {code: _code_of(held, row.parent_id) for code, row in held.items()}
    lines: dict[str, int] = {}
    for entry in entries:
        code = entry.values["code"]
        if code in lines:
            report.fault(entry.line, "code", "import.twice", same=lines[code])
            continue
        lines[code] = entry.line
        if code not in held and lacks(entry, COLUMNS, report):
            continue
        if "parent" in entry.values or code not in above:
            above[code] = entry.values.get("parent", "")
    for entry in entries:
        code = entry.values["code"]
        if lines.get(code) != entry.line or code not in above:
            continue
        if fault := _misplaced(code, above):
            report.fault(entry.line, "parent", fault)
            continue
        _add(entry.line, dict(entry.values), held.get(code), above[code], held, report)


def in_order(changes: list[Change]) -> list[Change]:
    """New bodies in an order in which each comes after the one above it."""
    waiting, ordered = {one.values["code"]: one for one in changes}, []
    while waiting:
        ready = [code for code, one in waiting.items() if one.values.get("parent") not in waiting]
        ordered += [waiting.pop(code) for code in ready]
    return ordered


def apply(work: Work, change: Change) -> None:
    """Do what was planned for a row."""
    values = dict(change.values)
    parent = values.pop("parent", None)
    if parent is not None:
        values["parent_id"] = _id(work.db, parent)
    if change.row is None:
        create_body(work, BodyFacts(**values))
        return
    now = stated(change.row)
    held = BodyFacts(**now | {
        "kind": BodyKind(now["kind"]), "silence": Silence(now["silence"]),
        "positions": Positions(now["positions"]),
    })  # fmt: skip
    edit_body(work, change.row, replace(held, **values), None)


def _misplaced(code: str, above: dict[str, str]) -> str:
    """The text key of what is wrong with the place of a body, "" where nothing is."""
    seen, one = {code}, above[code]
    while one:
        if one in seen:
            return "body.under_itself"
        if one not in above:
            return "import.unknown_body"
        seen.add(one)
        one = above[one]
    return ""


def _add(
    line: int, values: dict[str, Any], row: Body | None, parent: str, held: dict[str, Body],
    report: Report,
) -> None:
    label = values.get("name_ja") or (row.name_ja if row else "")
    if row is None:
        report.add(Change(line, label, values), differs=True)
        return
    values = {name: value for name, value in values.items() if value or name not in _NEVER_EMPTY}
    now = {name: getattr(row, name) for name in values if name != "parent"}
    if "parent" in values:
        now["parent"] = _code_of(held, row.parent_id)
    different = [name for name, value in values.items() if value != now[name]]
    report.add(
        Change(
            line, label, values, row,
            {name: str(now[name]) for name in different},
            {name: str(values[name]) for name in different},
        ),
        differs=bool(different),
    )


def _code_of(held: dict[str, Body], body_id: str | None) -> str:
    return next((code for code, row in held.items() if row.id == body_id), "")


def _id(db: Session, code: str) -> str | None:
    return db.exec(select(Body.id).where(Body.code == code)).first() if code else None
