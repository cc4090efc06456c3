"""Puts the report of a review together: what was found, counted, decided, and by which rules."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from foundation.columns import canonical
from foundation.work import Work
from identity.models import Person
from submissions import queries
from submissions.attachments import queries as attachments
from submissions.candidates.actions import count
from submissions.candidates.counting import Candidates
from submissions.candidates.queries import exceptions
from submissions.models import Review
from submissions.package import as_bytes
from submissions.preview import Preview
from submissions.reports.models import ReviewReport
from submissions.reports.versions import model_version, rules_version
from submissions.reviews.models import ReviewDecision

SCHEMA = "review-report/1"


@dataclass(frozen=True)
class Kept:
    """A report with the hash of its bytes; `at` is None while it is none to be kept yet."""

    report: dict[str, Any]
    report_hash: str
    at: datetime | None


def make(work: Work, row: Review, shown: Preview | None) -> dict[str, Any]:
    """The report as the review stands; `shown` is what would leave. No company is named as the
    one that asks, and nobody who consented."""
    db = work.db
    request = queries.request_of(db, row)
    found = queries.findings(db, row.id)
    sent = as_bytes(shown.value) if shown and shown.value else b""
    return {
        "schema": SCHEMA,
        "review": row.id,
        "request": request.number or "",
        "anonymity": request.anonymity,
        "text_version": row.version,
        "hashes": {
            "original": _sha(canonical(row.original).encode()),
            "released": _sha(sent) if sent else row.package_hash,
        },
        "versions": {
            "directory": row.directory_version, "rules": rules_version(),
            "model": model_version(),
        },
        "counts": [
            {"class": kind, "source": source, "certainty": certainty, "decision": decision,
             "count": number}
            for (kind, source, certainty, decision), number in sorted(Counter(
                (one.kind, one.source, one.certainty, one.decision) for one in found
            ).items())
        ],
        "residue": len(shown.residue) if shown else 0,
        "candidates": [_candidates(one) for one in count(work, row)],
        "style": row.style,
        "plain_form": row.plain,
        "decisions": [
            {"field": one.field, "start": one.start, "text": one.text, "class": one.kind,
             "source": one.source, "decision": one.decision, "replacement": one.replacement,
             "reason": one.reason, "by": name(db, one.person_id), "at": one.at.isoformat()}
            for one in decisions(db, row.id)
        ],
        "files": _files(db, row),
        "exceptions": [
            {"kind": one.kind, "subject": one.subject, "told": one.told, "reason": one.reason,
             "by": name(db, one.person_id), "at": one.at.isoformat(),
             "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else ""}
            for one in exceptions(db, row.id)
        ],
        "looks": [
            {"by": name(db, one.person_id), "reason": one.reason, "at": one.at.isoformat()}
            for one in queries.looks(db, request.id)
        ],
        "reviewed_by": name(db, row.reviewer_id),
        "reviewed_at": row.reviewed_at.isoformat() if row.reviewed_at else "",
    }


def _files(db: Session, row: Review) -> list[dict[str, Any]]:
    """What came with the request, what was left behind of it, and who let which picture leave."""
    pictures = attachments.pictures(db, row)
    return [
        {
            "file": place, "kind": one.kind, "sha256": one.sha256, "left_behind": one.left,
            "pictures": [
                {"digest": told.digest, "place": told.place,
                 "shown": told.decision.shown if told.decision else None,
                 "by": name(db, told.decision.person_id) if told.decision else "",
                 "at": told.decision.at.isoformat() if told.decision else ""}
                for told in pictures if told.file == place
            ],
        }
        for place, one in enumerate(attachments.files(db, row), 1)
    ]


def keep(work: Work, row: Review, shown: Preview) -> None:
    """Keep the report of a review that has just been finished."""
    report = make(work, row, shown)
    work.db.add(
        ReviewReport(
            id=work.id("report"), review_id=row.id, package_hash=row.package_hash,
            report=report, report_hash=report_hash(report), person_id=work.actor.id, at=work.now,
        )
    )  # fmt: skip
    work.db.flush()


def kept(db: Session, row: Review) -> Kept | None:
    """The report that belongs to the frozen package, None while there is none."""
    found = db.exec(
        select(ReviewReport)
        .where(
            ReviewReport.review_id == row.id, ReviewReport.package_hash == row.package_hash,
            ReviewReport.package_hash != "",
        )
        .order_by(col(ReviewReport.at).desc(), ReviewReport.id)
    ).first()
    return Kept(found.report, found.report_hash, found.at) if found else None


def afterwards(db: Session, row: Review) -> dict[str, Any]:
    """What has happened to the package since: confirmed by whom, agreed to and released when. The
    company that agreed is not told."""
    return {
        "confirmed": [
            {"kind": one.kind, "subject": one.subject, "by": name(db, one.confirmed_by_id),
             "at": one.confirmed_at.isoformat() if one.confirmed_at else ""}
            for one in exceptions(db, row.id)
            if one.confirmed_hash and one.confirmed_hash == row.package_hash
        ],
        "consented_hash": row.consent_hash,
        "state": row.state,
        "letter": row.letter_id or "",
    }


def decisions(db: Session, review_id: str) -> list[ReviewDecision]:
    """Every decision that was ever made, in order."""
    rows = select(ReviewDecision).where(ReviewDecision.review_id == review_id)
    return list(db.exec(rows.order_by(col(ReviewDecision.at), ReviewDecision.id)).all())


def report_hash(report: dict[str, Any]) -> str:
    """SHA-256 over the report's canonical JSON."""
    return _sha(canonical(report).encode())


def name(db: Session, person_id: str | None) -> str:
    """Who it was, as officers are named in the case."""
    person = db.get(Person, person_id) if person_id else None
    return person.name_ja if person else ""


def _candidates(one: Candidates) -> dict[str, Any]:
    return {
        "speaker": one.speaker or "asker",
        "smallest": one.smallest,
        "stated": [
            {"field": place.field, "attribute": place.stated.attribute,
             "value": place.stated.value, "words": place.stated.text, "own": place.stated.own,
             "dismissed": place.dismissed, "added": place.added}
            for place in one.places
        ],
        "k": [
            {"stated": dict(row.stated), "members": row.members, "groups": row.groups,
             "enough": row.enough}
            for row in one.rows
        ],
        "singular": list(one.singular),
        "uncounted": list(one.uncounted),
        "too_few": one.too_few,
    }


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
