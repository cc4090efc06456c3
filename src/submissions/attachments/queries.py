"""A review's files and the pictures in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.errors import NotFound
from proposals.attachments.fields import passage
from proposals.attachments.models import Attachment
from proposals.attachments.queries import by_ids
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

    @property
    def choice(self) -> str:
        """What was decided: show or box, "" so far."""
        if self.decision is None:
            return ""
        return "show" if self.decision.shown else "box"

    @property
    def leaves(self) -> bool:
        return self.choice == "show"

    def seconded(self, row: Review) -> bool:
        """Whether a second officer has looked at it in just this package."""
        return self.decision is not None and self.decision.seconded_hash == row.package_hash


def files(db: Session, row: Review) -> list[Attachment]:
    """The files that were searched, in the order of the fields file_1, file_2 ..."""
    return by_ids(db, row.files)


def labels(db: Session, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What a reader sees beside a passage that is a cell: its column's heading, the label to its
    left; by field."""
    return {
        passage(place, number): tuple(context)
        for place, one in enumerate(by_ids(db, ids), 1)
        for number, context in enumerate(one.contexts, 1)
        if context
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


def leaving(db: Session, row: Review) -> list[Pictured]:
    """The pictures that leave, which a second officer looks at; the others stay unseen."""
    return [one for one in pictures(db, row) if one.leaves]


def numbered(found: Iterable[Pictured], number: int) -> Pictured:
    """The one of this number. Raises NotFound."""
    for one in found:
        if one.number == number:
            return one
    raise NotFound


def undecided(found: Iterable[Pictured]) -> int:
    """How many pictures nobody has looked at; the same picture twice counts once."""
    return len({one.digest for one in found if one.decision is None})


def unseconded(found: Iterable[Pictured], row: Review) -> int:
    """How many of those that leave no second officer has looked at in just this package."""
    return len({one.digest for one in found if one.leaves and not one.seconded(row)})


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
