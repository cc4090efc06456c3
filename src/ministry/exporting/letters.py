"""Letters as files: one by one, or all that are in a list in one archive."""

import io
import zipfile
from collections.abc import Iterable

from starlette.responses import Response

from foundation.errors import NotFound
from ministry import queries
from ministry.listing import Counted, Head
from ministry.pages import FILE_NAMES
from submissions import release_store
from submissions.release_store import AnswerFile, ItemFile, Letter
from web.downloads import attachment
from web.visit import Visit


def file(visit: Visit, letter_id: str) -> Response:
    """The file that `?name=` names, the Japanese PDF where it names none."""
    name = visit.request.query_params.get("name", FILE_NAMES[0])
    row = release_store.letter_file(visit.work.db, letter_id, name)
    if row is None or name not in FILE_NAMES:
        raise NotFound
    return attachment(row.content, row.media_type, name)


def item_file(visit: Visit, item_id: str) -> Response:
    """The file of a request that `?name=` names. Raises NotFound."""
    name = visit.request.query_params.get("name", "")
    return _attached(release_store.item_file(visit.work.db, item_id, name))


def answer_file(visit: Visit, question_id: str) -> Response:
    """The file of an answer that `?name=` names. Raises NotFound."""
    name = visit.request.query_params.get("name", "")
    return _attached(release_store.answer_file(visit.work.db, question_id, name))


def _attached(row: ItemFile | AnswerFile | None) -> Response:
    if row is None:
        raise NotFound
    return attachment(row.content, row.media_type, row.name)


def archive(visit: Visit, found: Iterable[Counted]) -> bytes:
    """A ZIP with a folder for each letter, its PDFs and the files of its requests and of
    the answers about them in it; the same
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
    db = visit.work.db
    for one in release_store.item_files(db, item.id):
        _pack(packed, beginning, release_store.item_file(db, item.id, one.name))
    for number, asked in enumerate(queries.questions(db, item.id), 1):
        for one in release_store.answer_files(db, asked.id):
            row = release_store.answer_file(db, asked.id, one.name)
            _pack(packed, f"{beginning}-answer-{number}", row)


def _pack(
    packed: zipfile.ZipFile, beginning: str, row: ItemFile | AnswerFile | None
) -> None:
    if row is not None:
        packed.writestr(zipfile.ZipInfo(f"{beginning}-{row.name}"), row.content)
