"""Kinds of files: how they are sent to a browser."""

from collections.abc import Mapping

from starlette.responses import Response

from foundation.office_files import DOCX, XLSX
from web.downloads import attachment

_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
MEDIA_TYPES: Mapping[str, str] = {
    "docx": DOCX, "xlsx": XLSX, "pptx": _PPTX, "pdf": "application/pdf", "png": "image/png",
    "jpeg": "image/jpeg", "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8", "csv": "text/csv; charset=utf-8",
}
ENDINGS: Mapping[str, str] = {**{kind: kind for kind in MEDIA_TYPES}, "jpeg": "jpg"}


def download(content: bytes, kind: str, name: str) -> Response:
    """A file to be kept, not shown, under this name without its ending."""
    return attachment(content, MEDIA_TYPES[kind], f"{name}.{ENDINGS[kind]}")
