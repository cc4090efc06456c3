"""Shared texts, whoever asks for them: callers have asked `rules.may_write` first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from foundation.work import Work
from identity.models import Person
from proposals.drafting.wording import FIELDS, Words, tidy
from proposals.merge import merge
from proposals.models import Request
from proposals.queries import version
from proposals.writing.crdt import SharedDocument
from proposals.writing.models import SharedText, SharedUpdate, Writer
from proposals.writing.rules import AWAY_AFTER


@dataclass(frozen=True)
class Head:
    """How far a shared text has come."""

    birth: str
    snapshot_seq: int
    seq: int
    stir: int
    version: int


@dataclass(frozen=True)
class Present:
    """Somebody who has the text open, and where in it they are; `field` is empty for nowhere."""

    id: str
    person_id: str
    name_ja: str
    name_en: str
    field: str
    anchor: str
    head: str


def head_of(row: SharedText) -> Head:
    return Head(row.birth, row.snapshot_seq, row.seq, row.stir, row.version)


def heads(db: Session, request_ids: Collection[str]) -> dict[str, Head]:
    """How far each of these has come; those that were never begun are left out."""
    columns: Any = (
        SharedText.request_id, SharedText.birth, SharedText.snapshot_seq, SharedText.seq,
        SharedText.stir, SharedText.version,
    )  # fmt: skip
    rows = db.exec(select(*columns).where(col(SharedText.request_id).in_(list(request_ids))))
    return {request_id: Head(*rest) for request_id, *rest in rows}


def updates_after(db: Session, request_id: str, seq: int) -> list[SharedUpdate]:
    """The updates after this one, oldest first; those before the snapshot are no longer kept."""
    rows = select(SharedUpdate).where(
        SharedUpdate.request_id == request_id, SharedUpdate.seq > seq
    )
    return list(db.exec(rows.order_by(col(SharedUpdate.seq))).all())


def document(db: Session, row: SharedText) -> SharedDocument:
    """The text as it is now."""
    newer = updates_after(db, row.request_id, row.snapshot_seq)
    return SharedDocument([row.snapshot, *(update.data for update in newer)])


def present(work: Work, request_id: str) -> list[Present]:
    """Who has the text open, in the order of their names' reading."""
    rows = work.db.exec(
        select(Writer, Person)
        .join(Person, col(Person.id) == Writer.person_id)
        .where(Writer.request_id == request_id, Writer.seen_at > work.now - AWAY_AFTER)
        .order_by(col(Person.reading), col(Writer.id))
    ).all()
    return [
        Present(one.id, person.id, person.name_ja, person.name_en, one.field, one.anchor, one.head)
        for one, person in rows
    ]


def brought_in(
    db: Session, request: Request, row: SharedText, texts: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """What `texts` become with the versions that others have written since, and the fields in
    which both changed the same sentences (ours stand there)."""
    if row.version == request.latest:
        return dict(texts), []
    base = Words.in_version(version(db, request.id, row.version)).texts()
    theirs = Words.in_version(version(db, request.id, request.latest)).texts()
    mine = tidy(texts)
    united = {name: merge(base[name], mine[name], theirs[name]) for name in FIELDS}
    return (
        {
            name: texts[name] if one.text == mine[name] else one.text
            for name, one in united.items()
        },
        [name for name, one in united.items() if one.conflicts],
    )


def shared_texts(db: Session, request: Request) -> tuple[dict[str, str], list[str]] | None:
    """The text being written, with what others have saved meanwhile, and its unsettled fields;
    None where nobody has begun to write together."""
    row = db.get(SharedText, request.id)
    if row is None:
        return None
    texts, apart = brought_in(db, request, row, document(db, row).texts())
    return texts, sorted({*row.unsettled, *apart}, key=FIELDS.index)


def newest_words(db: Session, request: Request) -> Words:
    """The words of the newest version."""
    return Words.in_version(version(db, request.id, request.latest))
