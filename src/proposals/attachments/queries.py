"""The files of a version. Whoever may read the version may read them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from foundation.errors import NotFound
from proposals.attachments.fields import file_title, passage
from proposals.attachments.models import Attachment, AttachmentContent
from proposals.models import Version


def of_version(db: Session, version: Version) -> list[Attachment]:
    """In the order in which they were attached."""
    return by_ids(db, version.attachments)


def by_ids(db: Session, ids: Sequence[str]) -> list[Attachment]:
    """Files in the order of their ids."""
    if not ids:
        return []
    rows = db.exec(select(Attachment).where(col(Attachment.id).in_(ids))).all()
    found = {row.id: row for row in rows}
    return [found[one] for one in ids]


def texts(db: Session, version: Version) -> dict[str, str]:
    """Everything the files say, by field: file_1_title, then file_1_1, file_1_2 ... for the
    passages of the first, in order."""
    return texts_of(db, version.attachments)


def texts_of(db: Session, ids: Sequence[str]) -> dict[str, str]:
    """The same of files by their ids."""
    found: dict[str, str] = {}
    for place, row in enumerate(by_ids(db, ids), 1):
        found[file_title(place)] = row.title
        found |= {passage(place, n): text for n, text in enumerate(row.texts, 1)}
    return found


def unvouched(db: Session, version: Version) -> int:
    """Files with pictures of which nobody has said that they do not show who sent them."""
    return sum(bool(row.pictures) and not row.looked for row in of_version(db, version))


def content(db: Session, attachment_id: str) -> AttachmentContent:
    """The bytes of a file. Raises NotFound."""
    row = db.get(AttachmentContent, attachment_id)
    if row is None:
        raise NotFound
    return row
