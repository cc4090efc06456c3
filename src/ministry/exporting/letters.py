"""Letters as files: one by one, or all that are in a list in one archive."""

import io
import zipfile
from collections.abc import Iterable

from starlette.responses import Response

from foundation.errors import NotFound
from ministry.listing import Counted, Head
from ministry.pages import FILE_NAMES
from submissions import release_store
from submissions.release_store import Letter
from web.visit import Visit


def file(visit: Visit, letter_id: str) -> Response:
    """The file that `?name=` names, the Japanese PDF where it names none."""
    name = visit.request.query_params.get("name", FILE_NAMES[0])
    row = release_store.letter_file(visit.work.db, letter_id, name)
    if row is None or name not in FILE_NAMES:
        raise NotFound
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(row.content, media_type=row.media_type, headers=headers)


def item_file(visit: Visit, item_id: str) -> Response:
    """The file of a request that `?name=` names. Raises NotFound."""
    name = visit.request.query_params.get("name", "")
    row = release_store.item_file(visit.work.db, item_id, name)
    if row is None:
        raise NotFound
    headers = {"Content-Disposition": f'attachment; filename="{row.name}"'}
    return Response(row.content, media_type=row.media_type, headers=headers)


def archive(visit: Visit, found: Iterable[Counted]) -> bytes:
    """A ZIP with a folder for each letter, its PDFs and the files of its requests in it; the same
    letters give the same bytes. Empty where they left before letters had files."""
    found = list(found)
    letters: dict[str, Letter] = {one.letter.id: one.letter for one in found}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, letter in enumerate(letters.values(), 1):
            folder = f"{place:03}-{letter.released_day.isoformat()}"
            for one in release_store.letter_files(visit.work.db, letter.id):
                row = release_store.letter_file(visit.work.db, letter.id, one.name)
                if row is not None and one.name.endswith(".pdf"):
                    packed.writestr(zipfile.ZipInfo(f"{folder}/{one.name}"), row.content)
            for item in sorted(
                (one.item for one in found if one.letter.id == letter.id),
                key=lambda item: item.place,
            ):
                _pack_files(visit, packed, f"{folder}/{item.place:02}", item)
    return out.getvalue()


def _pack_files(visit: Visit, packed: zipfile.ZipFile, beginning: str, item: Head) -> None:
    for one in release_store.item_files(visit.work.db, item.id):
        row = release_store.item_file(visit.work.db, item.id, one.name)
        if row is not None:
            packed.writestr(zipfile.ZipInfo(f"{beginning}-{one.name}"), row.content)
