"""What a file is, by its bytes; its name must say the same."""

import re
import unicodedata
from pathlib import PurePosixPath

from anonymizer.files import limits
from anonymizer.files.model import Kind, Refused

_BY_ENDING: dict[str, Kind] = {
    "docx": "docx", "xlsx": "xlsx", "pptx": "pptx", "pdf": "pdf", "png": "png", "jpg": "jpeg",
    "jpeg": "jpeg", "txt": "txt", "text": "txt", "md": "md", "markdown": "md", "csv": "csv",
}
_WITH_MACROS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam"}
_LEGACY = {"doc", "dot", "xls", "xlt", "ppt", "pps", "pot"}
_PLAIN: tuple[Kind, ...] = ("txt", "md", "csv")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ending_of(name: str) -> str:
    """The ending of a file's name. Raises Refused for a name that no file should have."""
    if not name or len(name) > limits.NAME_CHARACTERS:
        raise Refused("name_length", limit=str(limits.NAME_CHARACTERS))
    if re.search(r"[/\\:]", name) or name in (".", ".."):
        raise Refused("name_path")
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name):
        raise Refused("name_characters")
    return PurePosixPath(name).suffix[1:].casefold()


def kind_of(data: bytes, name: str) -> Kind:
    """The kind that bytes and name agree on; an office file's inside is looked at later.

    Raises Refused.
    """
    ending = ending_of(name)
    if not data:
        raise Refused("empty")
    if len(data) > limits.FILE_BYTES:
        raise Refused("too_large", limit=f"{limits.FILE_BYTES // 1_000_000} MB")
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise Refused("encrypted" if locked else "legacy_office")
    if ending in _WITH_MACROS:
        raise Refused("macros")
    if ending in _LEGACY:
        raise Refused("legacy_office")
    if not ending:
        raise Refused("name_ending")
    if ending not in _BY_ENDING:
        raise Refused("kind_unknown", ending=ending[:12])
    expected = _BY_ENDING[ending]
    if expected not in _seen(data):
        raise Refused("kind_mismatch", ending=ending)
    return expected


def _seen(data: bytes) -> tuple[Kind, ...]:
    if data.startswith(b"PK\x03\x04"):
        return ("docx", "xlsx", "pptx")
    if data.startswith(b"%PDF-"):
        return ("pdf",)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return ("png",)
    if data.startswith(b"\xff\xd8\xff"):
        return ("jpeg",)
    if data.startswith((b"PK", b"{\\rtf", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\x7fELF", b"MZ",
                        b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")):
        return ()
    return _PLAIN
