"""Word and Excel files that go out with the same bytes each time, and come in without danger."""

import io
import re
import zipfile

from foundation.spreadsheets import MAX_FILE, BadSheet, check_archive

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_MACROS = re.compile(r"vbaproject|\.bin$|activex|embeddings/", re.IGNORECASE)


def steady(data: bytes) -> bytes:
    """The same file without the moment at which it was made."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MOMENT.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", content)
            part = zipfile.ZipInfo(name, _LONG_AGO)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, content)
    return out.getvalue()


def check(name: str, data: bytes) -> str:
    """What kind of file this is: "docx" or "xlsx".

    Raises BadSheet: too large (also unpacked), no such file, or one that carries macros or objects
    ("sheet.macros").
    """
    if len(data) > MAX_FILE:
        raise BadSheet("sheet.too_large", megabytes=MAX_FILE // 1024 // 1024)
    kind = name.lower().rpartition(".")[2]
    if kind in ("xlsm", "xltm", "docm", "dotm", "xls", "doc", "xlsb"):
        raise BadSheet("sheet.macros")
    if kind not in ("docx", "xlsx"):
        raise BadSheet("sheet.table_kind")
    check_archive(data)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if any(_MACROS.search(one) for one in parts.namelist()):
            raise BadSheet("sheet.macros")
        try:
            types = parts.read("[Content_Types].xml")
        except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
            raise BadSheet("sheet.broken") from None
        if b"macroEnabled" in types:
            raise BadSheet("sheet.macros")
    return kind
