"""One import from beginning to end: looked at wholly, then done wholly or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, select

from committees.importing import bodies, seats
from committees.models import OfficeTerm, Seat
from committees.rules import may_administer
from foundation.actor import Office
from foundation.dates import day_in_japan
from foundation.errors import require
from foundation.spreadsheets import Sheet
from foundation.work import Work
from identity.importing import companies, people
from identity.importing.columns import Column, Entry, read_entries
from identity.importing.report import Change, Report


class ImportKind(StrEnum):
    """What can be imported, in the order in which one thing needs another."""

    COMPANIES = "companies"
    PEOPLE = "people"
    BODIES = "bodies"
    SEATS = "seats"


@dataclass(frozen=True)
class _Importer:
    columns: tuple[Column, ...]
    plan: Callable[[Session, list[Entry], Report], None]
    apply: Callable[[Work, Change], None]
    order: Callable[[Report], list[Change]]


def _as_in_file(report: Report) -> list[Change]:
    return sorted([*report.created, *report.changed], key=lambda change: change.line)


def _above_first(report: Report) -> list[Change]:
    return [*bodies.in_order(report.created), *report.changed]


_IMPORTERS = {
    ImportKind.COMPANIES: _Importer(
        companies.COLUMNS, companies.plan, companies.apply, _as_in_file
    ),
    ImportKind.PEOPLE: _Importer(people.COLUMNS, people.plan, people.apply, _as_in_file),
    ImportKind.BODIES: _Importer(bodies.COLUMNS, bodies.plan, bodies.apply, _above_first),
    ImportKind.SEATS: _Importer(seats.COLUMNS, seats.plan, seats.apply, _as_in_file),
}


def columns_of(kind: ImportKind) -> tuple[Column, ...]:
    """The columns of a kind, for its documentation."""
    return _IMPORTERS[kind].columns


def run_import(work: Work, kind: ImportKind, sheet: Sheet, *, really: bool = False) -> Report:
    """Look at the whole sheet, and do what it asks where nothing is wrong and `really` is set.

    Without `really` nothing is written: a reading session will do. The caller commits.
    Raises Refused for somebody who is no administrator.
    """
    require(may_administer(work.actor))
    importer, report = _IMPORTERS[kind], Report(kind.value)
    entries = list(read_entries(sheet, importer.columns, report))
    importer.plan(work.db, entries, report)
    if kind is ImportKind.PEOPLE:
        _check_moves(work, report)
    report.faults.sort(key=lambda fault: (fault.line, fault.column))
    if not really or not report.ok:
        return report
    for change in importer.order(report):
        importer.apply(work, change)
    report.done = True
    work.record(
        "import", ("import", kind.value),
        after={"created": len(report.created), "changed": len(report.changed)},
    )
    return report


def _check_moves(work: Work, report: Report) -> None:
    """A person who sits for a company does not change it under their seats, and whoever was an
    anonymity officer belongs to no company."""
    for change in report.changed:
        moved = {"company_id", "home_company_id"} & set(change.after)
        if not moved:
            continue
        person_id = change.row.id
        if any(change.values.get(name) for name in moved) and work.db.exec(
            select(OfficeTerm.id).where(
                OfficeTerm.person_id == person_id,
                OfficeTerm.office == Office.ANONYMITY_OFFICER.value,
            )
        ).first():
            report.fault(change.line, "", "office.no_secondee")
        today = day_in_japan(work.now)
        still = col(Seat.ends).is_(None) | (col(Seat.ends) >= today)
        if "company_id" in moved and work.db.exec(
            select(Seat.id).where(Seat.person_id == person_id, still)
        ).first():
            report.fault(change.line, "company", "import.still_sits")
