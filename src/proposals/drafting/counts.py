"""How much has been said on requests: for lists and heads, many requests in a few queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from proposals.lateness import counted
from proposals.models import Ballot, Comment, Consultation, Objection, Position
from proposals.queries import OPEN_OBJECTION

ACCEPTING = ("support", "can_live_with")


@dataclass(frozen=True)
class Counts:
    """Figures of one request. `asked` are the companies of the newest round, `answered` those of
    them with a position that counts, `accepting` those who support it or can live with it (0 while
    the round is `sealed`); `due` is the end of the round or ballot that is open."""

    comments: int = 0
    asked: int = 0
    answered: int = 0
    accepting: int = 0
    sealed: bool = False
    open_objections: int = 0
    due: datetime | None = None


def counts(db: Session, request_ids: Collection[str]) -> dict[str, Counts]:
    """Figures by request id; every id given is in the answer."""
    ids = list(request_ids)
    comments = _tally(
        db, Comment.request_id, col(Comment.request_id).in_(ids), Comment.visibility == "committee"
    )
    objections = _tally(
        db, Objection.request_id, col(Objection.request_id).in_(ids),
        col(Objection.state).in_(OPEN_OBJECTION),
    )  # fmt: skip
    rounds = _newest_rounds(db, ids)
    said = _positions(db, ids, rounds)
    ballots = _open_ballots(db, ids)
    return {
        one: Counts(
            comments=comments.get(one, 0),
            open_objections=objections.get(one, 0),
            due=ballots.get(one) or _open_until(rounds.get(one)),
            **_answers(rounds.get(one), said[one]),
        )
        for one in ids
    }


def _open_ballots(db: Session, ids: list[str]) -> dict[str, datetime]:
    """When the ballots that decide and are open end, by request."""
    return dict(
        db.exec(
            select(Ballot.request_id, Ballot.closes_at).where(
                col(Ballot.request_id).in_(ids), col(Ballot.closed_at).is_(None),
                col(Ballot.advisory).is_(False),
            )
        ).all()
    )


def _positions(
    db: Session, ids: list[str], rounds: dict[str, Consultation]
) -> dict[str, dict[str, str]]:
    """What companies said that is counted, by request and company."""
    given: dict[str, list[Position]] = {one: [] for one in ids}
    for row in db.exec(select(Position).where(col(Position.request_id).in_(ids))):
        given[row.request_id].append(row)
    return {
        one: {row.company_id: row.value for row in counted(rows, rounds.get(one))}
        for one, rows in given.items()
    }


def _answers(consultation: Consultation | None, said: dict[str, str]) -> dict[str, Any]:
    sealed = bool(consultation and consultation.sealed and consultation.closed_at is None)
    asked = set(consultation.company_ids) if consultation else set()
    values = [value for company_id, value in said.items() if company_id in asked]
    return {
        "asked": len(asked),
        "answered": len(values),
        "accepting": 0 if sealed else sum(1 for value in values if value in ACCEPTING),
        "sealed": sealed,
    }


def _tally(db: Session, by: Any, *wanted: Any) -> dict[str, int]:
    return dict(db.exec(select(by, func.count()).where(*wanted).group_by(by)).all())


def _newest_rounds(db: Session, ids: list[str]) -> dict[str, Consultation]:
    rounds = select(Consultation).where(col(Consultation.request_id).in_(ids))
    oldest_first = rounds.order_by(col(Consultation.opens_at), Consultation.id)
    return {one.request_id: one for one in db.exec(oldest_first)}


def _open_until(consultation: Consultation | None) -> datetime | None:
    if consultation is None or consultation.closed_at is not None:
        return None
    return consultation.closes_at
