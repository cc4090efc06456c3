"""The files as they leave: made of the released words and of the pictures that were confirmed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from anonymizer.files import Parsed
from foundation.recent import Recent
from proposals.attachments.fields import file_title, passage
from proposals.attachments.kinds import ENDINGS, MEDIA_TYPES
from proposals.attachments.models import Attachment
from proposals.attachments.queries import content
from proposals.attachments.reading import made_anew, unpacked
from submissions.attachments import queries
from submissions.models import Review
from submissions.package import ReleasedFile

# Pages of a review draw its files again and again.
_RECENT: Recent[tuple[object, ...], tuple[Parsed, bytes]] = Recent(8)


@dataclass(frozen=True)
class Outgoing:
    """A file as it would leave. `place` counts the files as they were searched (file_1 ...),
    which is not their order in the package; `texts` are its passages as released."""

    place: int
    file: ReleasedFile
    parsed: Parsed
    texts: tuple[str, ...]
    content: bytes


def outgoing(db: Session, row: Review) -> list[Outgoing]:
    """All files in the order of the package: of title and bytes, nothing else."""
    shown = frozenset(one.digest for one in queries.leaving(db, row))
    made = [
        _made(db, place, one, row.released, shown)
        for place, one in enumerate(queries.files(db, row), 1)
    ]
    made.sort(key=lambda one: (one.file.title, one.file.sha256))
    return [_named(one, number) for number, one in enumerate(made, 1)]


def _made(
    db: Session, place: int, row: Attachment, released: Mapping[str, str], shown: frozenset[str]
) -> Outgoing:
    texts = tuple(
        released.get(passage(place, n), text) for n, text in enumerate(row.texts, 1)
    )
    parsed, data = _anew(db, row.id, texts, shown)
    file = ReleasedFile(
        name=ENDINGS[row.kind], title=released.get(file_title(place), "").strip(),
        media_type=MEDIA_TYPES[row.kind].partition(";")[0], size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    return Outgoing(place, file, parsed, texts, data)


def _named(one: Outgoing, number: int) -> Outgoing:
    name = f"attachment-{number}.{one.file.name}"
    return Outgoing(
        one.place, one.file.model_copy(update={"name": name}), one.parsed, one.texts, one.content
    )


def _anew(
    db: Session, attachment_id: str, texts: tuple[str, ...], shown: frozenset[str]
) -> tuple[Parsed, bytes]:
    def make() -> tuple[Parsed, bytes]:
        parsed = unpacked(content(db, attachment_id).parsed)
        return parsed, made_anew(parsed, texts, shown)

    return _RECENT.of((attachment_id, texts, shown), make)
