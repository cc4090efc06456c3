"""Certificates and appeals as an actor may find them."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from foundation.errors import NotFound
from foundation.work import Work
from proposals.certificates.models import Appeal, Certificate
from proposals.models import ConsensusRecord, Objection
from proposals.queries import Seen, overtaken, seen


@dataclass(frozen=True)
class Found:
    """A certificate with its request and the record it certifies."""

    certificate: Certificate
    record: ConsensusRecord
    seen: Seen


def certificate(work: Work, certificate_id: str) -> Found:
    """The certificate, if its request may be seen. Raises NotFound."""
    row = work.db.get(Certificate, certificate_id)
    if row is None:
        raise NotFound
    of = seen(work, row.request_id)
    return Found(row, work.db.get_one(ConsensusRecord, row.record_id), of)


def of_records(db: Session, request_id: str) -> dict[str, Certificate]:
    """The certificates of a request, by the id of the record."""
    rows = db.exec(select(Certificate).where(Certificate.request_id == request_id)).all()
    return {row.record_id: row for row in rows}


def all_ids(db: Session) -> list[str]:
    """Ids of all certificates, the first issued first."""
    return list(db.exec(select(Certificate.id).order_by(col(Certificate.issued_at))).all())


def appeals(db: Session, certificate_id: str) -> list[Appeal]:
    """Appeals against a certificate, the first first."""
    rows = select(Appeal).where(Appeal.certificate_id == certificate_id)
    return list(db.exec(rows.order_by(col(Appeal.created_at), Appeal.id)).all())


def appeal(db: Session, found: Found, appeal_id: str) -> Appeal:
    """An appeal against this certificate. Raises NotFound."""
    row = db.get(Appeal, appeal_id)
    if row is None or row.certificate_id != found.certificate.id:
        raise NotFound
    return row


def provisional(db: Session, now: datetime) -> list[ConsensusRecord]:
    """Decisions of meetings whose time for objections is over and that are not yet confirmed."""
    rows = select(ConsensusRecord).where(
        col(ConsensusRecord.confirmed_at).is_(None),
        col(ConsensusRecord.confirm_until).is_not(None),
        col(ConsensusRecord.confirm_until) < now,
    )
    return list(db.exec(rows.order_by(col(ConsensusRecord.confirm_until))).all())


def stands(db: Session, found: Seen, record: ConsensusRecord) -> bool:
    """Whether nothing has overtaken a record: no newer version, no objection it did not weigh."""
    raised = db.exec(select(Objection.id).where(Objection.request_id == found.request.id)).all()
    return not overtaken(record, found.request, set(raised))
