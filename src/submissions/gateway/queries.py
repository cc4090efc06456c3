"""Finds deliveries and incidents. They name letters and questions, no request and no company, so
that everybody of the secretariat sees the same."""

from sqlmodel import Session, col, func, select

from foundation.errors import NotFound
from submissions.gateway.models import GatewayDelivery, GatewayIncident
from submissions.gateway.stages import Delivery

SHOWN = 100


def delivery(db: Session, delivery_id: str) -> GatewayDelivery:
    """Raises NotFound."""
    row = db.get(GatewayDelivery, delivery_id)
    if row is None:
        raise NotFound
    return row


def deliveries(db: Session) -> list[GatewayDelivery]:
    """What has not arrived first, then the newest that has."""
    arrived = col(GatewayDelivery.delivered_at)
    query = select(GatewayDelivery).order_by(
        arrived.is_not(None), arrived.desc(), GatewayDelivery.id
    )
    return list(db.exec(query.limit(SHOWN)).all())


def incident(db: Session, incident_id: str) -> GatewayIncident:
    """Raises NotFound."""
    row = db.get(GatewayIncident, incident_id)
    if row is None:
        raise NotFound
    return row


def incidents(db: Session) -> list[GatewayIncident]:
    """What was refused: unseen first, then the newest."""
    query = select(GatewayIncident).order_by(
        col(GatewayIncident.seen_at).is_not(None), col(GatewayIncident.last_at).desc(),
        GatewayIncident.id,
    )  # fmt: skip
    return list(db.exec(query.limit(SHOWN)).all())


def unseen(db: Session) -> int:
    """How many incidents nobody has looked at."""
    query = select(func.count()).where(col(GatewayIncident.seen_at).is_(None))
    return db.exec(query).one()


def failing(db: Session, attempts: int) -> int:
    """How many deliveries still wait after at least this many tries."""
    query = select(func.count()).where(
        GatewayDelivery.state == Delivery.WAITING, GatewayDelivery.attempts >= attempts
    )
    return db.exec(query).one()
