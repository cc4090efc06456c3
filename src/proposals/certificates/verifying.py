"""Whether a certificate can be computed again from the record, and where it differs."""

from collections.abc import Iterator

from sqlmodel import Session, select

from foundation.journal import GENESIS, JournalEntry
from foundation.journal import digest as entry_digest
from proposals.certificates.content import Frame, build, differences, digest
from proposals.certificates.models import Certificate, ConsensusCall
from proposals.models import ConsensusRecord, Objection


def faults(db: Session, row: Certificate) -> list[str]:
    """What is wrong with it, a line each; empty for one that the record gives again.

    Whether the journal as a whole is unbroken is for `goi journal verify` to say; this looks at
    the two entries that the certificate hangs on.
    """
    return [*_of_itself(row), *_of_journal(db, row), *_of_record(db, row)]


def _of_itself(row: Certificate) -> Iterator[str]:
    if digest(row.content) != row.content_hash:
        yield "hash: the content was changed after it was issued"


def _of_journal(db: Session, row: Certificate) -> Iterator[str]:
    before = db.get(JournalEntry, row.journal_seq)
    known = before.hash if before else GENESIS if row.journal_seq == 0 else None
    if known != row.journal_hash or (before and entry_digest(before) != before.hash):
        yield f"journal: entry {row.journal_seq} is not the one it was issued after"
    entry = db.exec(
        select(JournalEntry).where(
            JournalEntry.verb == "certificate.issue", JournalEntry.subject_id == row.id
        )
    ).first()
    if entry is None:
        yield "journal: there is no entry of its issue"
    elif entry_digest(entry) != entry.hash or entry.after.get("hash") != row.content_hash:
        yield f"journal: entry {entry.seq} tells another hash"


def _of_record(db: Session, row: Certificate) -> Iterator[str]:
    record = db.get(ConsensusRecord, row.record_id)
    if record is None:
        yield "record: the chair's record is missing"
        return
    yield from _of_roll(db, record)
    frame = Frame(
        row.id, row.issued_at, row.appeal_until, row.appeal_to_id, row.journal_seq,
        row.journal_hash,
    )  # fmt: skip
    call = db.get(ConsensusCall, row.call_id) if row.call_id else None
    for path in differences(row.content, build(db, record, call, frame)):
        yield f"{path}: the record tells something else"


def _of_roll(db: Session, record: ConsensusRecord) -> Iterator[str]:
    """Every objection raised before the record was made stands in it."""
    weighed = {one["id"] for one in record.roll["objections"]}
    raised = select(Objection.id).where(
        Objection.request_id == record.request_id, Objection.created_at < record.created_at
    )
    for missing in sorted(set(db.exec(raised).all()) - weighed):
        yield f"objections: {missing} was raised before and does not stand in it"
    entry = db.exec(
        select(JournalEntry).where(
            JournalEntry.verb == "consensus.record", JournalEntry.subject_id == record.request_id
        )
    ).all()
    told = {"version": record.version, "outcome": record.outcome, "statement": record.statement,
            "weighed": record.weighed, "roll": record.roll}  # fmt: skip
    if not any(told.items() <= one.after.items() for one in entry):
        yield "record: the journal tells another record"
