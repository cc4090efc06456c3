"""A certificate is issued with the chair's record and never changed."""

from datetime import timedelta

from sqlmodel import col, select

from committees.consensus_rules.terms import terms_of
from committees.models import Body
from foundation.dates import day_in_japan, end_of_day_jst
from foundation.journal import GENESIS, JournalEntry
from foundation.work import Work
from proposals.ballots.facts import deciding_body
from proposals.certificates.calling import newest_call
from proposals.certificates.content import Frame, build, digest
from proposals.certificates.models import Certificate
from proposals.models import ConsensusRecord
from proposals.queries import Seen


def issue(work: Work, seen: Seen, record: ConsensusRecord) -> Certificate:
    """Certify a record that has just been made."""
    db = work.db
    terms, _ = terms_of(db, seen.lineage)
    above = _above(work, seen)
    last = day_in_japan(work.now) + timedelta(days=terms.appeal_days)
    tip = db.exec(select(JournalEntry).order_by(col(JournalEntry.seq).desc()).limit(1)).first()
    frame = Frame(
        id=work.id("certificate"),
        issued_at=work.now,
        appeal_until=end_of_day_jst(last) if terms.appeal_days else None,
        appeal_to_id=above.id if above else None,
        journal_seq=tip.seq if tip else 0,
        journal_hash=tip.hash if tip else GENESIS,
    )
    call = newest_call(db, seen.request.id)
    content = build(db, record, call, frame)
    row = Certificate(
        id=frame.id, request_id=record.request_id, record_id=record.id,
        call_id=call.id if call else None, content=content, content_hash=digest(content),
        journal_seq=frame.journal_seq, journal_hash=frame.journal_hash,
        appeal_until=frame.appeal_until, appeal_to_id=frame.appeal_to_id, issued_at=work.now,
    )  # fmt: skip
    db.add(row)
    db.flush()
    work.record(
        "certificate.issue", ("certificate", row.id),
        after={"request": row.request_id, "record": row.record_id, "hash": row.content_hash},
    )  # fmt: skip
    return row


def _above(work: Work, seen: Seen) -> Body | None:
    """The body to which an appeal goes: that above the one that decided, None above the top."""
    deciding = deciding_body(work.db, seen.request.body_id)
    return work.db.get(Body, deciding.parent_id) if deciding.parent_id else None
