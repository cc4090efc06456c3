"""Straw polls of a request."""

from sqlmodel import Session, col, select

from foundation.errors import NotFound
from foundation.reading import asked_once
from proposals.queries import Seen
from proposals.straw_polls.models import StrawAnswer, StrawPoll


@asked_once
def polls(db: Session, request_id: str) -> list[StrawPoll]:
    """All polls on a request, the newest first."""
    rows = select(StrawPoll).where(StrawPoll.request_id == request_id)
    return list(db.exec(rows.order_by(col(StrawPoll.opens_at).desc(), StrawPoll.id)).all())


def poll(db: Session, seen: Seen, poll_id: str) -> StrawPoll:
    """A poll on this request. Raises NotFound."""
    row = db.get(StrawPoll, poll_id)
    if row is None or row.request_id != seen.request.id:
        raise NotFound
    return row


def answers(db: Session, poll_id: str) -> list[StrawAnswer]:
    """What companies have answered, in an order that tells nothing of when."""
    rows = select(StrawAnswer).where(StrawAnswer.straw_poll_id == poll_id)
    return list(db.exec(rows.order_by(StrawAnswer.company_id)).all())
