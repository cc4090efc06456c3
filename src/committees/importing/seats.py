"""Importing seats; a seat is known by body, person, role and first day."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlmodel import Session, select

from committees.models import Body, Seat
from committees.seats.actions import give_seat, move_end
from committees.seats.queries import wanted
from committees.seats.rules import may_sit, votes
from foundation.actor import Role
from foundation.work import Work
from identity.importing import cells
from identity.importing.columns import Column, Entry
from identity.importing.report import Change, Report
from identity.models import Person

_ROLES = {
    Role.CHAIR: ("委員長",),
    Role.VICE_CHAIR: ("副委員長",),
    Role.LEAD: ("主査",),
    Role.MEMBER: ("委員",),
    Role.DEPUTY: ("代理委員", "deputy_member"),
    Role.SECRETARY: ("事務局担当", "事務局"),
    Role.ADVISER: ("アドバイザー", "advisor"),
    Role.METI_ATTENDEE: ("経済産業省出席者", "meti_liaison"),
    Role.OBSERVER: ("オブザーバー",),
}
COLUMNS = (
    Column("body", ("委員会", "委員会の略号"), cells.text(12), identifies=True),
    Column("email", ("メールアドレス", "メール"), cells.email, identifies=True),
    Column("role", ("役割",), cells.one_of(_ROLES), identifies=True),
    Column("starts", ("任期初日", "初日"), cells.day, identifies=True),
    Column("ends", ("任期最終日", "最終日"), cells.day),
)  # fmt: skip


def plan(db: Session, entries: list[Entry], report: Report) -> None:
    """Say in the report what would be made and changed, and what is wrong: every seat is held
    against the rule together with those that come before it in the file."""
    bodies = {row.code: row for row in db.exec(select(Body)).all()}
    people = {row.email: row for row in db.exec(select(Person)).all()}
    seats: dict[str, list[Seat]] = defaultdict(list)
    for held in db.exec(select(Seat)).all():
        seats[held.body_id].append(held)
    lines: dict[tuple[Any, ...], int] = {}
    for entry in entries:
        body = bodies.get(entry.values["body"].upper())
        person = people.get(entry.values["email"])
        if body is None:
            report.fault(entry.line, "body", "import.unknown_body")
        if person is None:
            report.fault(entry.line, "email", "import.unknown_person")
        if body is None or person is None:
            continue
        known = (body.id, person.id, entry.values["role"], entry.values["starts"])
        if known in lines:
            report.fault(entry.line, "", "import.twice", same=lines[known])
            continue
        lines[known] = entry.line
        _plan_one(entry, body, person, seats[body.id], report)


def apply(work: Work, change: Change) -> None:
    """Do what was planned for a row."""
    values = change.values
    if change.row is None:
        give_seat(
            work, values["body"], values["person"], values["role"], values["starts"],
            values["ends"],
        )
    else:
        move_end(work, change.row, values["ends"])


def _plan_one(
    entry: Entry, body: Body, person: Person, rows: list[Seat], report: Report
) -> None:
    """Hold one seat against the rule; `rows`, the body's seats, then have it as it will be."""
    role: Role = entry.values["role"]
    starts: date = entry.values["starts"]
    row = next(
        (one for one in rows
         if (one.person_id, one.role, one.starts) == (person.id, role.value, starts)),
        None,
    )  # fmt: skip
    ends: date | None = entry.values.get("ends", row.ends if row else None)
    if ends is not None and ends < starts:
        report.fault(entry.line, "ends", "term.ends_before_start")
        return
    others = [one for one in rows if one is not row]
    verdict = may_sit(wanted(others, person, role, starts, ends))
    if not verdict:
        report.fault(entry.line, "", verdict.reason, **verdict.params)
        return
    rows[:] = [*others, _seat(body, person, role, starts, ends)]
    report.add(
        Change(
            entry.line, f"{body.code} {person.name_ja} {role.value}",
            {**entry.values, "body": body, "person": person, "ends": ends}, row,
            {"ends": _shown(row.ends)} if row else {}, {"ends": _shown(ends)},
        ),
        differs=row is not None and row.ends != ends,
    )  # fmt: skip


def _seat(body: Body, person: Person, role: Role, starts: date, ends: date | None) -> Seat:
    """A seat that is only planned, for the rule to look at."""
    return Seat(
        id="", body_id=body.id, person_id=person.id, company_id=person.company_id,
        role=role.value, voting=votes(role), starts=starts, ends=ends,
    )


def _shown(day: date | None) -> str:
    return day.isoformat() if day else ""
