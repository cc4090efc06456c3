"""The record of a ballot that has ended: what was put to the vote, by which rule, to whom, what was
counted and what follows; and whether it can still be had from the rows and the journal."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from committees.models import Body
from foundation.columns import canonical
from foundation.journal import JournalEntry
from identity.models import Company
from proposals.ballots import secrecy
from proposals.ballots.closing import result_now
from proposals.ballots.queries import Found, text_hash
from proposals.sealing import bulletin, verify_standalone

FORMAT = "goi.ballot-record/1"
_ENDS = ("ballot.close", "ballot.void")


def content(db: Session, found: Found) -> dict[str, Any]:
    """A JSON object: companies and bodies by id with their names, moments in UTC, figures as they
    were frozen at the close."""
    row, request = found.ballot, found.seen.request
    ended = _entry(db, row.id, _ENDS)
    return {
        "format": FORMAT,
        "id": row.id,
        "request": {"id": request.id, "number": request.number},
        "bodies": [_named(db.get_one(Body, one)) for one in found.bodies],
        "advisory": row.advisory,
        "question": row.question,
        "text": {"version": row.version, "hash": text_hash(db, row)},
        "reason": row.reason,
        "no_meeting": row.no_meeting,
        "rule": row.rule,
        "opened_at": row.opens_at.isoformat(),
        "closes_at": row.closes_at.isoformat(),
        "closed_at": row.closed_at.isoformat() if row.closed_at else None,
        "roll": _companies(db, row.roll["companies"]),
        "result": row.result,
        "journal": {"seq": ended.seq, "hash": ended.hash} if ended else None,
    }


def faults(db: Session, found: Found) -> Iterator[str]:
    """Text keys of what does not agree: the text with its hash at the opening, the result with the
    journal's, and the result with one counted again from the votes."""
    row = found.ballot
    opened, ended = _entry(db, row.id, ("ballot.open",)), _entry(db, row.id, _ENDS)
    if opened is None or opened.after.get("text", text_hash(db, row)) != text_hash(db, row):
        yield "ballot_record.other_text"
    told = ended.after.get("result", ended.after) if ended else None
    if told is None or canonical(told) != canonical(row.result):
        yield "ballot_record.other_result"
    if row.result["outcome"] != "void" and not _counts(db, found):
        yield "ballot_record.other_count"


def _counts(db: Session, found: Found) -> bool:
    row = found.ballot
    if found.facts.secret:
        told = bulletin.text(secrecy.bulletin_of(db, row))
        return not verify_standalone.faults_of(told.encode())
    again = result_now(db, row, row.result["chair_vote"])
    return canonical(again) == canonical(row.result)


def _entry(db: Session, ballot_id: str, verbs: tuple[str, ...]) -> JournalEntry | None:
    entries = select(JournalEntry).where(
        JournalEntry.subject_kind == "ballot", JournalEntry.subject_id == ballot_id,
        col(JournalEntry.verb).in_(verbs),
    )  # fmt: skip
    return db.exec(entries.order_by(col(JournalEntry.seq).desc())).first()


def _companies(db: Session, ids: list[str]) -> list[dict[str, str]]:
    rows = db.exec(
        select(Company).where(col(Company.id).in_(ids)).order_by(Company.reading, Company.id)
    )
    return [_named(one) for one in rows]


def _named(one: Body | Company) -> dict[str, str]:
    return {"id": one.id, "ja": one.name_ja, "en": one.name_en}
