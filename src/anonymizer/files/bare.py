"""Whether a picture is nothing but pixels: looked at without decoding them."""

import re
import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_CHUNKS = {b"IHDR", b"IDAT", b"IEND"}
_SEGMENTS = {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)
_FRAME, _SCAN = 0xC0, 0xDA


def size_of(kind: str, data: bytes) -> tuple[int, int]:
    """Width and height. Raises ValueError for a PNG or JPEG with anything else in it: properties,
    comments, profiles, bytes behind its end."""
    try:
        return _png(data) if kind == "png" else _jpeg(data)
    except struct.error as error:
        raise ValueError("cut off") from error


def _png(data: bytes) -> tuple[int, int]:
    if not data.startswith(_PNG):
        raise ValueError("no PNG")
    place = len(_PNG)
    kinds: list[bytes] = []
    while place + 12 <= len(data) and kinds[-1:] != [b"IEND"]:
        length, kind = struct.unpack(">I4s", data[place:place + 8])
        kinds.append(kind)
        place += 12 + length
    if not set(kinds) <= _CHUNKS or kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] \
            or kinds.count(b"IHDR") > 1 or place != len(data) or data[-12:-8] != bytes(4) \
            or data[8:12] != b"\0\0\0\x0d":
        raise ValueError("not only pixels")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg(data: bytes) -> tuple[int, int]:
    if not data.startswith(b"\xff\xd8") or not data.endswith(b"\xff\xd9"):
        raise ValueError("no JPEG")
    place, size = 2, None
    while place + 4 <= len(data):
        mark, kind, length = struct.unpack(">BBH", data[place:place + 4])
        inside = data[place + 4:place + 2 + length]
        if mark != 0xFF or kind not in _SEGMENTS or (kind == 0xE0 and (
                len(inside) != 14 or not inside.startswith(b"JFIF\0"))):
            raise ValueError("not only pixels")
        if kind == _FRAME:
            height, width = struct.unpack(">HH", inside[1:5])
            size = width, height
        place += 2 + length
        if kind == _SCAN:
            break
    # In packed pixels FF is followed by 00 or, between parts, by a restart.
    if size is None or _MARK.search(data, place, len(data) - 2):
        raise ValueError("not only pixels")
    return size
