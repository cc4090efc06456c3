"""The cases an actor may count: those whose pages they may read."""

from datetime import date

from sqlmodel import Session, col, select

from committees.queries import bodies
from foundation.dates import fiscal_year
from foundation.work import Work
from identity.models import Company
from legislation import Provision
from proposals import authorship
from proposals.drafting.queries import visible
from proposals.models import PointReply, Request, Version
from proposals.provisions.models import CitedProvision
from proposals.stages import ANSWERED, State
from submissions.figures.counting import Case
from submissions.models import Letter, Review

_OUTCOMES = {
    State.SUBMITTED: "waiting",
    State.ADOPTED: "adopted",
    State.PARTIALLY_ADOPTED: "partly",
    State.CONTINUED: "under_study",
    State.DECLINED: "not_adopted",
}
_BURDEN, _CONTROL = ("burden", "effect"), ("effectiveness",)


def cases(work: Work) -> list[Case]:
    """All requests that have reached the ministry and that this actor may see."""
    db = work.db
    rows = db.exec(
        select(Request, Version)
        .join(Version, col(Version.request_id) == Request.id)
        .where(
            visible(work.actor), col(Version.number) == Request.latest,
            col(Request.state).in_([State.SUBMITTED.value, *(one.value for one in ANSWERED)]),
        )
    ).all()
    requests = [request for request, _ in rows]
    released, answered = _released(db), _answered(db)
    effective, items, heads = _effective(db), _items(db), _heads(db)
    sectors = _sectors(work, requests)
    return [
        Case(
            year=fiscal_year(day) if (day := released.get(request.id)) else request.fiscal_year,
            committee=heads[request.body_id],
            sector=sectors.get(request.id),
            items=tuple(sorted(items.get(version.id, ()))),
            kind=request.kind,
            outcome=_OUTCOMES[State(request.state)],
            released=day,
            answered=answered.get(request.id) if request.state != State.SUBMITTED else None,
            effective=effective.get(request.id),
            burden=sum(len(version.sections.get(name, "")) for name in _BURDEN),
            control=sum(len(version.sections.get(name, "")) for name in _CONTROL),
        )
        for request, version in rows
    ]


def _sectors(work: Work, requests: list[Request]) -> dict[str, str]:
    """The sector of whoever asks, as far as this actor may know who that is."""
    shown = authorship.shown_requesters(work.db, requests, work.actor)
    of = {company_id: sector for company_id, sector in work.db.exec(
        select(col(Company.id), col(Company.sector_id)))}  # fmt: skip
    return {
        request_id: of[one.company_id] for request_id, one in shown.items() if one.company_id
    }


def _released(db: Session) -> dict[str, date]:
    rows = db.exec(
        select(col(Review.request_id), col(Letter.released_day))
        .join(Letter, col(Letter.id) == Review.letter_id)
        .where(col(Review.question_id).is_(None))
    )
    return {request_id: day for request_id, day in rows}


def _answered(db: Session) -> dict[str, date]:
    """The day of the last answer."""
    last: dict[str, date] = {}
    for request_id, day in db.exec(select(PointReply.request_id, PointReply.replied_day)):
        found = date.fromisoformat(day)
        last[request_id] = max(found, last.get(request_id, found))
    return last


def _effective(db: Session) -> dict[str, date]:
    """The last day from which something that was asked is in force."""
    last: dict[str, date] = {}
    rows = db.exec(
        select(col(PointReply.request_id), col(PointReply.effective_day))
        .where(col(PointReply.effective_day).is_not(None))
    )
    for request_id, day in rows:
        if day is not None:
            last[request_id] = max(day, last.get(request_id, day))
    return last


def _items(db: Session) -> dict[str, set[str]]:
    """Rows of the control list by version."""
    found: dict[str, set[str]] = {}
    for version_id, key in db.exec(select(CitedProvision.version_id, CitedProvision.key)):
        if row := Provision(key).row:
            found.setdefault(version_id, set()).add(row)
    return found


def _heads(db: Session) -> dict[str, str]:
    """The committee at the top of each body."""
    heads: dict[str, str] = {}
    for row in bodies(db):  # each after the one above it
        heads[row.id] = heads[row.parent_id] if row.parent_id else row.id
    return heads
