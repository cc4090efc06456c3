"""Tables that were uploaded and wait to be confirmed."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from committees.importing.running import ImportKind
from committees.models import ImportUpload
from foundation.errors import NotFound
from foundation.spreadsheets import Sheet
from foundation.work import Work

KEPT = timedelta(days=1)


def keep(work: Work, kind: ImportKind, file_name: str, sheet: Sheet) -> ImportUpload:
    """Keep a table until it is confirmed, for a day at most; sweeps out older ones."""
    work.db.exec(delete(ImportUpload).where(col(ImportUpload.at) < work.now - KEPT))
    row = ImportUpload(
        id=work.id("import_upload"), person_id=work.actor.id, kind=kind.value,
        file_name=file_name[:200], at=work.now,
        sheet={"header": list(sheet.header), "rows": [[n, list(row)] for n, row in sheet.rows]},
    )
    work.db.add(row)
    work.db.flush()
    return row


def upload(db: Session, upload_id: str, person_id: str) -> ImportUpload:
    """One's own upload. Raises NotFound."""
    row = db.get(ImportUpload, upload_id)
    if row is None or row.person_id != person_id:
        raise NotFound
    return row


def sheet_of(row: ImportUpload) -> Sheet:
    """The table of an upload."""
    rows = tuple((line, tuple(cells)) for line, cells in row.sheet["rows"])
    return Sheet(tuple(row.sheet["header"]), rows)
