"""Small files to be cleaned."""

import io

from anonymizer.files.model import Block, Figure, Output, Paragraph, Parsed, Picture
from anonymizer.files.writing import write


def a_pdf(*texts: str, picture: Picture | None = None) -> bytes:
    """A PDF with a paragraph for each text."""
    shown = (picture,) if picture else ()
    body = (*map(Paragraph, range(len(texts))), *map(Figure, range(len(shown))))
    parsed = Parsed("pdf", tuple(Block(text, ()) for text in texts), body, pictures=shown)
    return write(Output(parsed, texts, dict(enumerate(shown)), "ja"))


def an_archive(**parts: bytes) -> bytes:
    """A ZIP; __ in a name is /, and _xml at its end .xml."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()
