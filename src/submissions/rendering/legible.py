"""Everything that can be read in a finished file: what the verifier is given to look through.

A PDF's words are glyph numbers in compressed streams, which the verifier can't read by itself, and
its fonts are noise in which it would see names that are none. So a PDF is read by two libraries
that had no part in making it.
"""

import io
from collections.abc import Iterator

from submissions.rendering.files import PDF, Made

_DEPTH = 40


def legible(made: Made) -> Iterator[bytes | str]:
    """A DOCX or JSON as it is; of a PDF the words of all pages together, every string of its
    objects, and its metadata. Raises ValueError for a PDF that carries files."""
    if made.media_type != PDF:
        yield made.content
        return
    yield _pages(made.content)
    yield from _objects(made.content)


def _pages(content: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def _objects(content: bytes) -> Iterator[str]:
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as document:
        if len(document.attachments):
            raise ValueError("a letter carries no files")
        strings: list[str] = []
        for one in document.objects:
            _strings(one, strings, 0)
            if isinstance(one, pikepdf.Stream) and one.get("/Type") == "/Metadata":
                strings.append(one.read_bytes().decode("utf-8", "replace"))
        _strings(document.trailer.get("/Info"), strings, 0)
        yield "\n".join(strings)


def _strings(value: object, found: list[str], depth: int) -> None:
    """The texts of an object, without those of other objects it points to."""
    from pikepdf import Array, Dictionary, Stream, String

    if isinstance(value, String):
        found.append(str(value))
    elif depth < _DEPTH and isinstance(value, Array):
        for one in value:
            if not getattr(one, "is_indirect", False):
                _strings(one, found, depth + 1)
    elif depth < _DEPTH and isinstance(value, Dictionary | Stream):
        for one in value.values():
            if not getattr(one, "is_indirect", False):
                _strings(one, found, depth + 1)
