"""The files of a letter that has left."""

from starlette.responses import Response

from foundation.errors import NotFound
from submissions import queries
from submissions.models import LetterFile
from submissions.rendering.files import file_name
from web.downloads import attachment
from web.visit import Visit


def letter_file(visit: Visit, letter_id: str, which: str) -> Response:
    """A file of a released letter, as it left: {number}-ja.pdf, ... Raises NotFound."""
    letter = queries.letter(visit.work.db, letter_id)
    row = visit.work.db.get(LetterFile, (letter.id, file_name(which)))
    if row is None:
        raise NotFound
    return attachment(
        row.content, row.media_type, f"{letter.number}{row.name.removeprefix('letter')}"
    )
