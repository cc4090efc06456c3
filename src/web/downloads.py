"""Files as answers."""

from urllib.parse import quote

from starlette.responses import Response


def attachment(content: bytes | str, media_type: str, name: str) -> Response:
    """A file to be kept, not shown, under this name."""
    return Response(
        content, media_type=media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "Cache-Control": "no-store",
        },
    )  # fmt: skip
