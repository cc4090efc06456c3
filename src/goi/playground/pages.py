"""The page to try the anonymizer on."""

from unicodedata import category

from starlette.datastructures import UploadFile

from foundation.errors import Invalid
from goi.playground import trying
from goi.playground.forms import MOST, Try
from goi.playground.views import TriedView
from web.door import Done
from web.visit import Visit

_TEXT = (".txt", ".md", ".csv")


def playground(visit: Visit) -> TriedView:
    return trying.nothing(visit)


def try_anonymizer(visit: Visit, form: Try) -> Done:
    """Answers with what was found; nothing of it is kept."""
    name, text = _sent(form)
    with visit.site.database.reading() as db:
        shown = trying.tried(visit, db, text, form.language, name)
    return Done("/demo/anonymizer", shown=shown)


def _sent(form: Try) -> tuple[str, str]:
    """File name (empty for a pasted text) and text. Raises Invalid."""
    if isinstance(form.file, UploadFile):
        with form.file.file as file:
            name, data = form.file.filename or "", file.read()
        if name and not name.lower().endswith(_TEXT):
            raise Invalid(file="playground.no_such_file")
        if name:
            return name, _decoded(data)
    if not form.text.strip():
        raise Invalid(text="field.required")
    return "", form.text.replace("\r\n", "\n")


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = any(category(char) in ("Cc", "Co") and char not in "\t\r\n" for char in text)
        if strange or not text.strip():
            break
        if len(text) > MOST:
            raise Invalid(file="playground.too_long")
        return text.replace("\r\n", "\n")
    raise Invalid(file="playground.no_text")
