"""The chair's call and the window it opens for formal objections."""

from datetime import timedelta

from sqlmodel import Session, col, select

from committees.consensus_rules.terms import terms_of
from committees.queries import lineage
from foundation.dates import day_in_japan, end_of_day_jst
from foundation.work import Work
from proposals.certificates.models import ConsensusCall
from proposals.models import Request


def open_window(work: Work, request: Request) -> ConsensusCall:
    """Note the call, with the window that the body's days give."""
    terms, _ = terms_of(work.db, lineage(work.db, request.body_id))
    last = day_in_japan(work.now) + timedelta(days=terms.call_days)
    row = ConsensusCall(
        id=work.id("consensus_call"), request_id=request.id, version=request.latest,
        person_id=None if work.actor.kind == "system" else work.actor.id, opened_at=work.now,
        closes_at=end_of_day_jst(last) if terms.call_days else None,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "consensus.call", ("request", request.id),
        after={"version": row.version,
               "closes_at": row.closes_at.isoformat() if row.closes_at else None},
    )  # fmt: skip
    return row


def newest_call(db: Session, request_id: str) -> ConsensusCall | None:
    """The call that was made last."""
    rows = select(ConsensusCall).where(ConsensusCall.request_id == request_id)
    newest = rows.order_by(col(ConsensusCall.opened_at).desc(), ConsensusCall.id)
    return db.exec(newest).first()
