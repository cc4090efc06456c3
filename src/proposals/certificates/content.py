"""A certificate's content, built from the rows of the record: when it is issued, and again
whenever somebody wants to know whether it can still be built.

The content is JSON of objects with ASCII keys, strings, whole numbers, truth values and null; so
what `foundation.columns.canonical` writes is RFC 8785 (JCS) for it. It names companies on the roll
and in opinions whose holders chose to be named, and nowhere else; nobody is named as who asks.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from committees.models import Body
from foundation.columns import canonical
from foundation.dates import day_in_japan
from proposals.certificates.models import ConsensusCall
from proposals.deliberation.models import ObjectionEvent
from proposals.disclosure_control import K
from proposals.disclosure_control.sectors import METHOD, table
from proposals.hosts.queries import signatures
from proposals.models import ConsensusRecord, Objection, Request, Version
from proposals.sections import NAMES

FORMAT = "goi.consensus-certificate/1"


@dataclass(frozen=True)
class Frame:
    """What is fixed when a certificate is issued and stands in no other row."""

    id: str
    issued_at: datetime
    appeal_until: datetime | None
    appeal_to_id: str | None
    journal_seq: int
    journal_hash: str


def digest(content: Any) -> str:
    """SHA-256 over the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def build(
    db: Session, record: ConsensusRecord, call: ConsensusCall | None, frame: Frame
) -> dict[str, Any]:
    """The content, from what the rows say now. What is missing from them is null in it."""
    request = db.get_one(Request, record.request_id)
    roll, names = record.roll, record.roll.get("names", {})
    return {
        "format": FORMAT,
        "id": frame.id,
        "request": {"id": request.id, "number": request.number, "body": names.get("body")},
        "text": _text(db, record),
        "outcome": record.outcome,
        "statement": record.statement,
        "reasoning": record.weighed,
        "objections": [_objection(db, one["id"], one["steps"]) for one in roll["objections"]],
        "minority": [
            {"text": one["text"], "holder": names["companies"].get(one["company"])}
            for one in roll["opinions"]
        ],
        "roll": [{"id": one, **names["companies"].get(one, {})} for one in roll["asked"]],
        "silence": roll["silence"],
        "positions": _positions(roll),
        "call": {
            "opened_on": _day(call.opened_at if call else None),
            "objections_until": _day(call.closes_at if call else None),
        },
        "decision": {
            "taken": "meeting" if record.meeting_day else "writing",
            "meeting_on": record.meeting_day,
            "provisional_until": _day(record.confirm_until),
        },
        "appeal": {"until": _day(frame.appeal_until), "to": _name(db, frame.appeal_to_id)},
        "chairs": [
            {"ja": one.name_ja, "en": one.name_en, "body": names.get("hosts", {}).get(one.body_id)}
            for one in signatures(db, request.id, record.id)
        ],
        "issued_on": _day(frame.issued_at),
        "journal": {"seq": frame.journal_seq, "hash": frame.journal_hash},
    }


def _text(db: Session, record: ConsensusRecord) -> dict[str, Any] | None:
    row = db.exec(
        select(Version).where(
            Version.request_id == record.request_id, Version.number == record.version
        )
    ).first()
    if row is None:
        return None
    text = {
        "version": row.number,
        "title_ja": row.title_ja,
        "title_en": row.title_en,
        "legal_references": list(row.legal_references),
        "sections": {name: row.sections[name] for name in NAMES if name in row.sections},
    }
    return text | {"hash": digest(text)}


def _objection(db: Session, objection_id: str, steps: int) -> dict[str, Any] | None:
    """An item with as many of its steps as it had then: later ones are of no concern here."""
    row = db.get(Objection, objection_id)
    if row is None:
        return None
    events = db.exec(
        select(ObjectionEvent)
        .where(ObjectionEvent.objection_id == objection_id, col(ObjectionEvent.place) < steps)
        .order_by(col(ObjectionEvent.place))
    ).all()
    return {
        "id": row.id,
        "kind": row.kind,
        "gravity": row.gravity,
        "version": row.version,
        "clause": row.clause,
        "section": row.section,
        "quote": row.quote,
        "ground": row.ground,
        "remedy": row.remedy,
        "state": events[-1].state if events else None,
        "history": [
            {"step": one.step, "state": one.state, "text": one.text, "criteria": one.criteria}
            for one in events
        ],
    }


def _positions(roll: dict[str, Any]) -> dict[str, Any]:
    """Words by sector. A company that was asked and said nothing is silent or deemed, as the round
    had announced."""
    said = {one["company"]: one["value"] for one in roll["positions"]}
    quiet = "deemed" if roll["deemed"] else "silent"
    words = {one: said.get(one, quiet) for one in roll["asked"]}
    counted = table(words, roll.get("sectors", {}))
    names = roll.get("names", {}).get("sectors", {})
    return {
        "method": METHOD,
        "smallest": K,
        "sectors": [
            {
                "id": sector, **names.get(sector, {}), "asked": asked,
                "counts": dict(counted.sectors[sector]) if sector in counted.sectors else None,
            }
            for sector, asked in counted.asked.items()
        ],
        "others": dict(counted.others) if counted.others is not None else None,
        "total": dict(counted.total) if counted.total is not None else None,
    }  # fmt: skip


def _day(at: datetime | None) -> str | None:
    return day_in_japan(at).isoformat() if at else None


def _name(db: Session, body_id: str | None) -> dict[str, str] | None:
    body = db.get(Body, body_id) if body_id else None
    return {"id": body.id} if body else None


def differences(then: Any, now: Any, at: str = "") -> Sequence[str]:
    """Where two contents differ, as paths: objections[0].ground."""
    if isinstance(then, dict) and isinstance(now, dict):
        return [
            found
            for key in sorted(then.keys() | now.keys())
            for found in differences(then.get(key), now.get(key), f"{at}.{key}" if at else key)
        ]
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        return [
            found
            for place, (one, other) in enumerate(zip(then, now, strict=True))
            for found in differences(one, other, f"{at}[{place}]")
        ]
    return [] if then == now else [at]
