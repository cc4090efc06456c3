"""Comments with what became of them, as an actor may find them."""

from sqlmodel import Session, select

from foundation.errors import NotFound
from proposals.comment_table.models import Disposition, ImportedRow, TableUpload


def dispositions(db: Session, request_id: str) -> dict[str, Disposition]:
    """By the id of the comment."""
    rows = db.exec(select(Disposition).where(Disposition.request_id == request_id))
    return {row.comment_id: row for row in rows}


def digests(db: Session, request_id: str) -> dict[str, str]:
    """Of the rows that have become comments: the comment's id by digest."""
    rows = db.exec(
        select(ImportedRow.digest, ImportedRow.comment_id).where(
            ImportedRow.request_id == request_id
        )
    )
    return dict(rows.all())


def upload(db: Session, request_id: str, upload_id: str, person_id: str) -> TableUpload:
    """A table this person has sent and not confirmed. Raises NotFound."""
    row = db.get(TableUpload, upload_id)
    if row is None or row.person_id != person_id or row.request_id != request_id:
        raise NotFound
    return row
