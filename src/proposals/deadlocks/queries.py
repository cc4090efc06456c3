"""Deadlocks of a request."""

from sqlmodel import Session, col, select

from foundation.errors import NotFound
from foundation.reading import asked_once
from proposals.deadlocks.models import Deadlock
from proposals.models import Request


@asked_once
def newest(db: Session, request: Request) -> Deadlock | None:
    """The deadlock found on the newest version; one on an older version is overtaken."""
    rows = select(Deadlock).where(
        Deadlock.request_id == request.id, Deadlock.version == request.latest
    )
    return db.exec(rows.order_by(col(Deadlock.created_at).desc(), Deadlock.id)).first()


def deadlock(db: Session, request: Request, deadlock_id: str) -> Deadlock:
    """The deadlock on the newest version, by its id. Raises NotFound."""
    row = newest(db, request)
    if row is None or row.id != deadlock_id:
        raise NotFound
    return row
