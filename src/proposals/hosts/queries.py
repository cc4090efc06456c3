"""Which bodies host a request, who is on their roll, and whose chair has signed."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, select

from committees.queries import lineage
from foundation.errors import NotFound
from foundation.reading import asked_once, know
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


def hosts(db: Session, request: Request) -> list[str]:
    """Ids of the bodies that host a request, its own first."""
    return [request.body_id, *_joined(db, request.id)]


@asked_once
def _joined(db: Session, request_id: str) -> list[str]:
    return _joined_by_request(db, [request_id]).get(request_id, [])


def ready(db: Session, request_ids: Iterable[str]) -> None:
    """Read in one query who hosts each of many requests, of which it will be asked one by one."""
    ids = list(request_ids)
    know(db, _joined, dict.fromkeys(ids, []) | _joined_by_request(db, ids))


def _joined_by_request(db: Session, request_ids: list[str]) -> dict[str, list[str]]:
    """The bodies that have joined, by request."""
    rows = db.exec(
        select(HostBody.request_id, HostBody.body_id)
        .where(col(HostBody.request_id).in_(request_ids), HostBody.state == ACCEPTED)
        .order_by(col(HostBody.created_at), HostBody.id)
    )
    found: dict[str, list[str]] = {}
    for request_id, body_id in rows:
        found.setdefault(request_id, []).append(body_id)
    return found


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
