"""Departures as they wait."""

from datetime import datetime

from sqlmodel import Session, col, select

from foundation.errors import NotFound
from submissions.departures.models import Departure
from submissions.departures.rules import WAITING
from submissions.models import Review


def departure(db: Session, departure_id: str) -> Departure:
    """Raises NotFound."""
    row = db.get(Departure, departure_id)
    if row is None:
        raise NotFound
    return row


def waiting(db: Session) -> list[Departure]:
    """By their time, then by random id."""
    rows = select(Departure).where(Departure.state == WAITING)
    return list(db.exec(rows.order_by(col(Departure.leaves_at), Departure.id)).all())


def due(db: Session, now: datetime) -> list[Departure]:
    """Whose time has come, by random id."""
    rows = select(Departure).where(Departure.state == WAITING, col(Departure.leaves_at) <= now)
    return list(db.exec(rows.order_by(Departure.id)).all())


def texts(db: Session, departure_id: str) -> list[Review]:
    """The texts that leave with it, by random id."""
    rows = select(Review).where(Review.departure_id == departure_id)
    return list(db.exec(rows.order_by(Review.id)).all())
