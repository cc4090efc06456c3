"""How much has been said on requests: for lists and heads, many requests in a few queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from proposals.models import Ballot, Comment, Consultation, Objection, Position
from proposals.queries import OPEN_OBJECTION

ACCEPTING = ("support", "can_live_with")


@dataclass(frozen=True)
class Counts:
    """Figures of one request. `asked` are the companies of the newest round, `answered` those
    with a standing position, `accepting` those who support it or can live with it; `due` is the
    end of the round or ballot that is open."""

    comments: int = 0
    asked: int = 0
    answered: int = 0
    accepting: int = 0
    open_objections: int = 0
    due: datetime | None = None


def counts(db: Session, request_ids: Collection[str]) -> dict[str, Counts]:
    """Figures by request id; every id given is in the answer."""
    ids = list(request_ids)
    comments = _tally(
        db, Comment.request_id, col(Comment.request_id).in_(ids), Comment.visibility == "committee"
    )
    answered = _tally(
        db, Position.request_id, col(Position.request_id).in_(ids), col(Position.stands).is_(True)
    )
    accepting = _tally(
        db, Position.request_id, col(Position.request_id).in_(ids),
        col(Position.stands).is_(True), col(Position.value).in_(ACCEPTING),
    )  # fmt: skip
    objections = _tally(
        db, Objection.request_id, col(Objection.request_id).in_(ids),
        col(Objection.state).in_(OPEN_OBJECTION),
    )  # fmt: skip
    rounds = _newest_rounds(db, ids)
    ballots = {
        ballot.request_id: ballot.closes_at
        for ballot in db.exec(
            select(Ballot).where(
                col(Ballot.request_id).in_(ids), col(Ballot.closed_at).is_(None)
            )
        )
    }
    return {
        one: Counts(
            comments.get(one, 0),
            len(rounds[one].company_ids) if one in rounds else 0,
            answered.get(one, 0),
            accepting.get(one, 0),
            objections.get(one, 0),
            ballots.get(one) or _open_until(rounds.get(one)),
        )
        for one in ids
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
