"""A review's files and the pictures in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.errors import NotFound
from proposals.attachments.models import Attachment
from proposals.attachments.queries import content
from proposals.attachments.reading import unpacked
from submissions import fields
from submissions.attachments.models import FrozenFile, PictureDecision
from submissions.models import Review
from submissions.package import ReleasedFile


@dataclass(frozen=True)
class Pictured:
    """A picture of a review: the `number`th of all, in which file it stands, its place there in
    the file, and what was decided (None so far)."""

    number: int
    file: int
    attachment_id: str
    index: int
    digest: str
    kind: str
    width: int
    height: int
    place: tuple[tuple[str, str], ...]
    decision: PictureDecision | None


def files(db: Session, row: Review) -> list[Attachment]:
    """The files that were searched, in the order of the fields file_1, file_2 ..."""
    found = {
        one.id: one
        for one in db.exec(select(Attachment).where(col(Attachment.id).in_(row.files or [])))
    } if row.files else {}
    return [found[one] for one in row.files or []]


def labels(db: Session, files: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What a reader sees beside a passage that is a cell: its column's heading, the label to its
    left; by field."""
    return {
        fields.passage(place, number): block.context
        for place, one in enumerate(files, 1)
        for number, block in enumerate(unpacked(content(db, one).parsed).blocks, 1)
        if block.context
    }


def pictures(db: Session, row: Review) -> list[Pictured]:
    """All pictures, file by file."""
    attached = files(db, row)
    if not any(one.pictures for one in attached):
        return []
    decided = {
        one.digest: one
        for one in db.exec(select(PictureDecision).where(PictureDecision.review_id == row.id))
    }
    every = [
        (place, attachment, index, told)
        for place, attachment in enumerate(attached, 1)
        for index, told in enumerate(attachment.pictures)
    ]
    return [
        Pictured(
            number=number, file=place, attachment_id=attachment.id, index=index,
            digest=told["digest"], kind=told["kind"], width=told["width"],
            height=told["height"], place=tuple((kind, which) for kind, which in told["place"]),
            decision=decided.get(told["digest"]),
        )
        for number, (place, attachment, index, told) in enumerate(every, 1)
    ]  # fmt: skip


def picture(db: Session, row: Review, number: int) -> Pictured:
    """Raises NotFound."""
    for one in pictures(db, row):
        if one.number == number:
            return one
    raise NotFound


def leaving_picture(db: Session, row: Review, number: int) -> Pictured:
    """One that leaves. Raises NotFound."""
    for one in leaving(db, row):
        if one.number == number:
            return one
    raise NotFound


def shown(db: Session, row: Review) -> frozenset[str]:
    """Digests of the pictures that may leave."""
    return frozenset(
        one.digest for one in pictures(db, row) if one.decision and one.decision.shown
    )


def leaving(db: Session, row: Review) -> list[Pictured]:
    """The pictures that leave, which a second officer looks at; the others stay unseen."""
    return [one for one in pictures(db, row) if one.decision and one.decision.shown]


def unseconded(db: Session, row: Review) -> int:
    """How many of them no second officer has looked at in just this package."""
    return len({
        one.digest for one in leaving(db, row)
        if one.decision and one.decision.seconded_hash != row.package_hash
    })


def undecided(db: Session, row: Review) -> int:
    """How many pictures nobody has looked at; the same picture twice counts once."""
    return len({one.digest for one in pictures(db, row) if one.decision is None})


def frozen(db: Session, row: Review) -> set[str]:
    """Hashes of the bytes that are kept for a package."""
    return set(db.exec(select(FrozenFile.sha256).where(FrozenFile.review_id == row.id)).all())


def frozen_content(db: Session, row: Review, file: ReleasedFile) -> bytes:
    """Raises NotFound."""
    kept = db.get(FrozenFile, (row.id, file.sha256))
    if kept is None:
        raise NotFound
    return kept.content


def contents(db: Session, hashes: Iterable[str]) -> dict[str, bytes]:
    """Bytes by their hash."""
    wanted = set(hashes)
    if not wanted:
        return {}
    rows = db.exec(select(FrozenFile).where(col(FrozenFile.sha256).in_(wanted))).all()
    return {row.sha256: row.content for row in rows}
