"""What can be read out of finished bytes, for the verifier: archives, encodings, escapes."""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

_DEPTH = 3
_SIZE = 100_000_000
_MARKUP = re.compile(
    r"<rt>.{0,60}?</rt>|<!--|-->|</?[a-z][^<>]{0,400}>|\]\([^)\n]{0,400}\)|\]\[[^\]\n]{0,80}\]|"
    r"[\[*`~\\]",
    re.IGNORECASE)


def texts(data: bytes | str) -> Iterator[tuple[str, str]]:
    """(where, text) for every reading of the data, the name of each archive member too.

    Raises ValueError for an archive that is broken, encrypted, or unpacks to over 100 MB.
    """
    if isinstance(data, str):
        yield from _layers(data, "text")
    else:
        yield from _bytes(data, "bytes", 0, [_SIZE])


def _bytes(data: bytes, where: str, depth: int, left: list[int]) -> Iterator[tuple[str, str]]:
    if data[:4] == b"PK\x03\x04" and depth < _DEPTH:
        yield from _archive(data, where, depth, left)
        return
    encodings = ["utf-8", "cp932"]
    if b"\0" in data:
        encodings += ["utf-16-le", "utf-16-be"]
    for encoding in encodings:
        yield from _layers(data.decode(encoding, "ignore"), f"{where} as {encoding}")
    if data[:5] == b"%PDF-":
        for stream in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                plain = zlib.decompressobj().decompress(stream.group(1), left[0])
            except zlib.error:
                continue
            left[0] -= len(plain)
            for encoding in ("latin-1", "utf-16-be"):
                yield from _layers(plain.decode(encoding, "ignore"), f"{where} in a stream")


def _archive(data: bytes, where: str, depth: int, left: list[int]) -> Iterator[tuple[str, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield f"{where}: comment", archive.comment.decode("utf-8", "replace")
            for entry in archive.infolist():
                place = f"{where}: {entry.filename}"
                yield place, entry.filename
                yield place, entry.comment.decode("utf-8", "replace")
                left[0] -= entry.file_size
                if left[0] < 0:
                    raise ValueError(f"{place} unpacks to too much")
                yield from _bytes(archive.read(entry), place, depth + 1, left)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise ValueError(f"{where} cannot be looked through: {error}") from error


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
