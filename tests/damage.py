"""Damages a file as an attacker or a bad disk would: bits, pieces, parts of archives, XML, PDF."""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

_TOKENS = (
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#0;", b"<![CDATA[", b"]]>", b"<?x", b"<!--",
    b"</", b"\xff\xfe", b"\0", b"%PDF-1.7", b"PK\x03\x04", b"endstream", b"endobj", b" obj",
    b"/Length 9999999", b"/Kids [1 0 R]", b"/Parent 3 0 R", b"/Filter /FlateDecode",
    b"/Encrypt 1 0 R", b"999999999999", b"-1", b"NaN", b"1e999", b"\xd0\xcf\x11\xe0",
    b'w:val="-1"', b'r="XFD1048576"', b"\xed\xa0\x80", "\u202e\ufeff\ufffe".encode(), b'"', b"'",
    b">", b"<", b'xmlns:w="x"', b"stream\n",
)


def damaged(data: bytes, rng: random.Random) -> bytes:
    """One to three damages; archives are damaged outside and inside."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        ways = _ARCHIVE_WAYS if data.startswith(b"PK") and rng.random() < 0.75 else _WAYS
        if data.startswith(b"%PDF") and rng.random() < 0.5:
            ways = _PDF_WAYS
        data = rng.choice(ways)(data, rng)
    return data


def _flip(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 64))):
        if out:
            out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def _truncate(data: bytes, rng: random.Random) -> bytes:
    return data[:rng.randrange(len(data) + 1)]


def _remove(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + data[start + rng.choice((1, 4, 100)):]


def _repeat(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    piece = data[start:start + rng.choice((1, 16, 300))]
    return data[:start] + piece * rng.choice((2, 3, 50)) + data[start:]


def _insert(data: bytes, rng: random.Random) -> bytes:
    place = rng.randrange(len(data) + 1)
    return data[:place] + rng.choice(_TOKENS) + data[place:]


def _number(data: bytes, rng: random.Random) -> bytes:
    """Another number of four bytes, as lengths are."""
    if len(data) < 4:
        return data
    place = rng.randrange(len(data) - 3)
    value = rng.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, rng.getrandbits(32)))
    return data[:place] + struct.pack(rng.choice(("<I", ">I")), value) + data[place + 4:]


def _splice(data: bytes, rng: random.Random) -> bytes:
    one, other = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
    return data[:one] + data[other:] + data[one:other]


def _digits(data: bytes, rng: random.Random) -> bytes:
    """Another number written in digits."""
    found = list(re.finditer(rb"\d+", data))
    if not found:
        return data
    one = rng.choice(found)
    fresh = rng.choice((b"0", b"-1", b"99999999999", b"4294967296", b"1.5e3", b"", b"7"))
    return data[:one.start()] + fresh + data[one.end():]


def _packed_again(data: bytes, rng: random.Random) -> bytes:
    """Damage inside of one packed stream of a PDF, packed again."""
    found = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL))
    if not found:
        return data
    one = rng.choice(found)
    try:
        plain = zlib.decompress(one[1])
    except zlib.error:
        fresh = rng.choice(_WAYS)(one[1], rng)
    else:
        fresh = zlib.compress(rng.choice(_WAYS)(plain, rng))
    return data[:one.start(1)] + fresh + data[one.end(1):]


def _parts(data: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(entry, archive.read(entry)) for entry in archive.infolist()]


def _joined(parts: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    import warnings

    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")  # about names that stand twice: that is what is wanted
        for entry, part in parts:
            fresh = zipfile.ZipInfo(entry.filename, entry.date_time)
            fresh.compress_type = entry.compress_type
            fresh.external_attr = entry.external_attr
            archive.writestr(fresh, part)
    return out.getvalue()


def _inside(change: Callable[[bytes, random.Random], bytes]) -> Callable[..., bytes]:
    def changed(data: bytes, rng: random.Random) -> bytes:
        try:
            parts = _parts(data)
        except Exception:  # damaged before: then outside
            return change(data, rng)
        if not parts:
            return data
        place = rng.randrange(len(parts))
        parts[place] = (parts[place][0], change(parts[place][1], rng))
        return _joined(parts)

    return changed


def _arranged(
    change: Callable[[list[tuple[zipfile.ZipInfo, bytes]], random.Random], None],
) -> Callable[..., bytes]:
    def changed(data: bytes, rng: random.Random) -> bytes:
        try:
            parts = _parts(data)
        except Exception:
            return _flip(data, rng)
        if not parts:
            return data
        change(parts, rng)
        return _joined(parts)

    return changed


def _element(data: bytes, rng: random.Random) -> bytes:
    """An element of XML doubled, nested, renamed, or taken out."""
    found = list(re.finditer(rb"<([\w:]+)(?:\s[^<>]*)?>", data))
    if not found:
        return _insert(data, rng)
    one = rng.choice(found)
    way = rng.randrange(5)
    if way == 0:
        return data[:one.start()] + one[0] * rng.choice((2, 300)) + data[one.end():]
    if way == 1:
        return data[:one.start()] + data[one.end():]
    if way == 2:
        return data.replace(b"<" + one[1], b"<z" + one[1]).replace(b"</" + one[1], b"</z" + one[1])
    if way == 3:
        other = rng.choice(found)
        data = data.replace(b"<" + one[1], b"<" + other[1])
        return data.replace(b"</" + one[1], b"</" + other[1])
    close = b"</" + one[1] + b">"
    depth = rng.choice((3, 250))
    return data[:one.start()] + one[0] * depth + close * depth + data[one.start():]


def _attribute(data: bytes, rng: random.Random) -> bytes:
    """An attribute with another value."""
    found = list(re.finditer(rb'="([^"<>]*)"', data))
    if not found:
        return _insert(data, rng)
    one, other = rng.choice(found), rng.choice(found)
    fresh = rng.choice((b"", b"-1", b"99999999999999999999", b"1e400", b"\xe3\x83\x88", b"../../x",
                        b"A1:XFD1048576", b"%00", b"0.00001", other[1], other[1], b"true", b"nan"))
    return data[:one.start(1)] + fresh + data[one.end(1):]


def _double(parts: list[tuple[zipfile.ZipInfo, bytes]], rng: random.Random) -> None:
    parts.append(rng.choice(parts))


def _drop(parts: list[tuple[zipfile.ZipInfo, bytes]], rng: random.Random) -> None:
    del parts[rng.randrange(len(parts))]


def _swap(parts: list[tuple[zipfile.ZipInfo, bytes]], rng: random.Random) -> None:
    one, other = rng.randrange(len(parts)), rng.randrange(len(parts))
    a, b = parts[one], parts[other]
    parts[one], parts[other] = (a[0], b[1]), (b[0], a[1])


def _rename(parts: list[tuple[zipfile.ZipInfo, bytes]], rng: random.Random) -> None:
    place = rng.randrange(len(parts))
    name = rng.choice((
        "../../etc/passwd", "/etc/passwd", "C:\\x", "a" * 300, "word/vbaProject.bin", "x\x01", "",
        "a/", rng.choice(parts)[0].filename, parts[place][0].filename.upper(), "a\u202eb", "con",
    ))
    parts[place] = (zipfile.ZipInfo(name), parts[place][1])


def _bomb(parts: list[tuple[zipfile.ZipInfo, bytes]], rng: random.Random) -> None:
    place = rng.randrange(len(parts))
    filler = rng.choice((bytes(3_000_000), b"<a>" * 5_000, b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    entry = zipfile.ZipInfo(parts[place][0].filename)
    entry.compress_type = zipfile.ZIP_DEFLATED
    parts[place] = (entry, filler)


def _many(parts: list[tuple[zipfile.ZipInfo, bytes]], rng: random.Random) -> None:
    parts += [(zipfile.ZipInfo(f"x{number}"), b"") for number in range(rng.choice((5, 1_200)))]


def _kind(parts: list[tuple[zipfile.ZipInfo, bytes]], rng: random.Random) -> None:
    place = rng.randrange(len(parts))
    entry = zipfile.ZipInfo(parts[place][0].filename)
    entry.compress_type = rng.choice((zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED))
    entry.external_attr = rng.choice((0, 0o120777 << 16, 0o040777 << 16))
    parts[place] = (entry, parts[place][1])


_WAYS = (_flip, _truncate, _remove, _repeat, _insert, _number, _splice, _digits)
_PDF_WAYS = (_packed_again, _digits, _insert, _repeat)
_ARCHIVE_WAYS = (
    *(_inside(way) for way in (_flip, _truncate, _insert, _element, _element, _attribute,
                               _attribute, _attribute, _digits)),
    *map(_arranged, (_double, _drop, _swap, _swap, _rename, _bomb, _many, _kind)),
)
