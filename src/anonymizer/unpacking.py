"""What can be read out of finished bytes, for the verifier: archives, PDFs, pictures, encodings,
escapes. The libraries that read here had no part in making the files."""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

_DEPTH = 3
_SIZE = 100_000_000
_MARKUP = re.compile(
    r"<rt>.{0,60}?</rt>|<!--|-->|</?[a-z][^<>]{0,400}>|\]\([^)\n]{0,400}\)|\]\[[^\]\n]{0,80}\]|"
    r"[\[*`~\\]",
    re.IGNORECASE)
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# Chunks of a PNG that hold numbers and no words.
_NUMBERS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT",
            b"bKGD", b"hIST", b"pHYs", b"tIME"}
_NESTED = 40


def texts(data: bytes | str) -> Iterator[tuple[str, str]]:
    """(where, text) for every reading of the data, the name of each archive member too. Of a
    picture the properties are read: in its pixels short names would be seen by chance.

    Raises ValueError for an archive that is broken, encrypted, or unpacks to over 100 MB, and for a
    PDF that is broken or carries files.
    """
    if isinstance(data, str):
        yield from _layers(data, "text")
    else:
        yield from _bytes(data, "bytes", 0, [_SIZE])


def _bytes(data: bytes, where: str, depth: int, left: list[int]) -> Iterator[tuple[str, str]]:
    if data[:4] == b"PK\x03\x04" and depth < _DEPTH:
        yield from _archive(data, where, depth, left)
    elif data[:5] == b"%PDF-":
        yield from _pdf(data, where)
    elif data[:8] == _PNG or data[:3] == _JPEG:
        for piece in _of_png(data, left) if data[:8] == _PNG else _of_jpeg(data):
            yield from _decoded(piece, f"{where}: properties of a picture")
    else:
        yield from _decoded(data, where)


def _decoded(data: bytes, where: str) -> Iterator[tuple[str, str]]:
    encodings = ["utf-8", "cp932"]
    if b"\0" in data:
        encodings += ["utf-16-le", "utf-16-be"]
    readings: dict[str, str] = {}
    for encoding in encodings:
        readings.setdefault(data.decode(encoding, "ignore"), encoding)
    for text, encoding in readings.items():
        yield from _layers(text, f"{where} as {encoding}")


def _archive(data: bytes, where: str, depth: int, left: list[int]) -> Iterator[tuple[str, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield f"{where}: comment", archive.comment.decode("utf-8", "replace")
            for entry in archive.infolist():
                place = f"{where}: {entry.filename}"
                yield place, entry.filename
                for beside in (entry.comment, entry.extra):
                    yield place, beside.decode("utf-8", "replace")
                left[0] -= entry.file_size
                if left[0] < 0:
                    raise ValueError(f"{place} unpacks to too much")
                yield from _bytes(archive.read(entry), place, depth + 1, left)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise ValueError(f"{where} cannot be looked through: {error}") from error


def _pdf(data: bytes, where: str) -> Iterator[tuple[str, str]]:
    """The words of all pages together, every string and name of its objects, its metadata, and
    what stands behind its end. Its words are glyph numbers in streams and its fonts are noise, so
    the bytes are not read as they are."""
    import pikepdf
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
        finally:
            document.close()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.attachments):
                raise ValueError(f"{where} carries files")
            told = list(_told(pdf))
    except (pypdfium2.PdfiumError, pikepdf.PdfError) as error:
        raise ValueError(f"{where} cannot be looked through: {error}") from error
    yield from _layers(words, f"{where}: pages")
    yield from _layers("\n".join(told), f"{where}: objects")
    yield from _decoded(data[data.rfind(b"%%EOF") + 5:], f"{where}: after its end")


def _told(pdf: Any) -> Iterator[str]:
    from pikepdf import Stream

    for one in pdf.objects:
        yield from _strings(one, 0)
        if isinstance(one, Stream) and one.get("/Type") == "/Metadata":
            yield one.read_bytes().decode("utf-8", "replace")
    yield from _strings(pdf.trailer.get("/Info"), 0)


def _strings(value: object, depth: int) -> Iterator[str]:
    """The texts of an object, without those of other objects it points to."""
    from pikepdf import Array, Dictionary, Name, Stream, String

    if isinstance(value, String | Name):
        yield str(value)
    elif depth < _NESTED and isinstance(value, Array | Dictionary | Stream):
        if not isinstance(value, Array):
            yield from map(str, value.keys())
        for one in value if isinstance(value, Array) else value.values():  # type: ignore[attr-defined]
            if not getattr(one, "is_indirect", False):
                yield from _strings(one, depth + 1)


def _of_png(data: bytes, left: list[int]) -> Iterator[bytes]:
    """Chunks with words, unpacked where they are packed, and what stands behind the last."""
    place = 8
    while place + 12 <= len(data):
        length, kind = int.from_bytes(data[place:place + 4]), data[place + 4:place + 8]
        inside = data[place + 8:place + 8 + length]
        place += 12 + length
        if kind not in _NUMBERS:
            yield kind + b" " + inside
            for at in range(min(len(inside), 400)):
                if inside[at:at + 1] == b"\x78":
                    try:
                        plain = zlib.decompressobj().decompress(inside[at:], max(1, left[0]))
                    except zlib.error:
                        continue
                    left[0] -= len(plain)
                    yield plain
        if kind == b"IEND":
            break
    yield data[place:]


def _of_jpeg(data: bytes) -> Iterator[bytes]:
    """The segments that applications and comments have, and what stands behind the end."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xD9:
        kind, length = data[place + 1], int.from_bytes(data[place + 2:place + 4])
        if 0xE0 <= kind <= 0xEF or kind == 0xFE:
            yield data[place + 4:place + 2 + length]
        place += 2 + length
        if kind == 0xDA:
            place = _after_scan(data, place)
    yield data[place + 2 if data[place:place + 2] == b"\xff\xd9" else place:]


def _after_scan(data: bytes, place: int) -> int:
    """Where the next marker stands behind packed pixels: FF 00 and restarts belong to these."""
    found = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])").search(data, place)
    return found.start() if found else len(data)


def _layers(text: str, where: str) -> Iterator[tuple[str, str]]:
    yield where, text
    plain = re.sub(r"\n[ \t]*[>|]+", "\n", text)
    plain = html.unescape(html.unescape(_MARKUP.sub("", plain)))
    escaped = re.sub(r"\\?u([0-9A-Fa-f]{4})(?=\\?u|[^0-9A-Za-z]|$)", _character, text)
    for layer in {plain, escaped} - {text}:
        yield f"{where}, unescaped", layer
    if re.search(r"%[0-9A-Fa-f]{2}", text):
        raw = unquote_to_bytes(text)
        for encoding in ("utf-8", "euc_jp", "cp932"):
            yield f"{where}, percent-decoded", raw.decode(encoding, "ignore")


def _character(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 16))
