"""The page to try the anonymizer on."""

import threading

from starlette.datastructures import UploadFile
from starlette.responses import Response

from anonymizer.files import Refused, read
from anonymizer.files.words import refusal
from foundation.errors import Invalid, NotFound, TooMany
from goi.playground import held, trying
from goi.playground.forms import FILE_BYTES, MOST, Try
from goi.playground.views import TriedView
from web.door import Done
from web.visit import Visit

_AT_ONCE = threading.BoundedSemaphore(2)
_PATIENCE_SECONDS = 20


def playground(visit: Visit) -> TriedView:
    return trying.nothing(visit)


def try_anonymizer(visit: Visit, form: Try) -> Done:
    """Answers with what was found; nothing of it is kept."""
    file = _again(form) or _sent(visit, form)
    if file is None and not form.text.strip():
        raise Invalid(text="field.required")
    with visit.site.database.reading() as db:
        if file is None:
            text = form.text.replace("\r\n", "\n")
            shown = trying.tried_text(visit, db, text, form.language)
        else:
            shown = trying.tried_file(visit, db, file, form.language, frozenset(form.confirmed))
    return Done("/demo/anonymizer", shown=shown)


def playground_picture(visit: Visit, digest: str) -> Response:
    """A picture of a file that was tried just now. Raises NotFound."""
    found = held.picture(digest)
    if found is None:
        raise NotFound
    return Response(found.data, media_type=f"image/{found.kind}")


def _again(form: Try) -> held.Held | None:
    if form.again is None:
        return None
    found = held.held(form.again)
    if found is None:
        raise Invalid(file="playground.forgotten")
    return found


def _sent(visit: Visit, form: Try) -> held.Held | None:
    """The file that was sent, read in a confined process. Raises Invalid, TooMany."""
    if not isinstance(form.file, UploadFile):
        return None
    with form.file.file as file:
        name, data = form.file.filename or "", file.read(FILE_BYTES + 1)
    if not name:
        return None
    if len(data) > FILE_BYTES:
        raise Invalid(file="playground.too_large")
    if not _AT_ONCE.acquire(timeout=_PATIENCE_SECONDS):
        raise TooMany("playground.busy")
    try:
        parsed = read(data, name)
    except Refused as refused:
        why = refusal(refused, "en" if visit.lang == "en" else "ja")
        raise Invalid(file=("playground.refused", {"why": why})) from None
    finally:
        _AT_ONCE.release()
    if sum(len(block.text) for block in parsed.blocks) > MOST:
        raise Invalid(file="playground.too_long")
    return held.hold(name, data, parsed)
