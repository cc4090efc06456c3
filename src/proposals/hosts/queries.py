"""Which bodies host a request, who is on their roll, and whose chair has signed."""

from datetime import date

from sqlmodel import Session, col, select

from committees.queries import lineage
from foundation.errors import NotFound
from foundation.reading import asked_once
from proposals.ballots.facts import deciding_body, roll_on
from proposals.hosts.models import ChairSignature, HostBody
from proposals.hosts.rules import ACCEPTED
from proposals.models import Request


def invitations(db: Session, request_id: str) -> list[HostBody]:
    """Every body that was asked, the first first."""
    rows = select(HostBody).where(HostBody.request_id == request_id)
    return list(db.exec(rows.order_by(col(HostBody.created_at), HostBody.id)).all())


def invitation(db: Session, request_id: str, host_body_id: str) -> HostBody:
    """An invitation on this request. Raises NotFound."""
    row = db.get(HostBody, host_body_id)
    if row is None or row.request_id != request_id:
        raise NotFound
    return row


@asked_once
def hosts(db: Session, request: Request) -> list[str]:
    """Ids of the bodies that host a request, its own first."""
    rows = select(HostBody.body_id).where(
        HostBody.request_id == request.id, HostBody.state == ACCEPTED
    )
    return [request.body_id, *db.exec(rows.order_by(col(HostBody.created_at), HostBody.id)).all()]


def joint_lineage(db: Session, request: Request) -> tuple[str, ...]:
    """The hosts and the bodies above them, those of the request's own body first."""
    found: dict[str, None] = {}
    for body_id in hosts(db, request):
        found |= dict.fromkeys(lineage(db, body_id))
    return tuple(found)


def joint_roll(db: Session, request: Request, day: date) -> list[str]:
    """Ids of the companies with a voting seat in any deciding body: one company, one voice."""
    bodies = {deciding_body(db, one).id for one in hosts(db, request)}
    return sorted({company for body in sorted(bodies) for company in roll_on(db, body, day)})


def signatures(db: Session, request_id: str, record_id: str | None = None) -> list[ChairSignature]:
    """Signatures of a record, or those of calls that were not made yet."""
    rows = select(ChairSignature).where(
        ChairSignature.request_id == request_id,
        ChairSignature.record_id == record_id,
        col(ChairSignature.spent).is_(False),
    )
    return list(db.exec(rows.order_by(col(ChairSignature.at), ChairSignature.id)).all())


def unsigned(db: Session, request: Request, record_id: str | None = None) -> list[str]:
    """Hosts whose chair has not signed the record, or the call on the newest version."""
    signed = {
        row.body_id for row in signatures(db, request.id, record_id)
        if record_id or row.version == request.latest
    }
    return [one for one in hosts(db, request) if one not in signed]
