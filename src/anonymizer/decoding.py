"""Characters written as codes: entities, escapes, percent runs, base64 and punycode."""

import base64
import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

CODED = "|".join((
    r"(?P<entity>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?)",
    r"(?P<percent>(?:%[0-9A-Fa-f]{2})(?:%[0-9A-Fa-f]{2}|(?!\\[uUx])[A-Za-z0-9._~@\[\]^`{|"
    r"}\\-](?=%))*"
    r"(?:(?<=%8[1-9A-Fa-f]|%9[0-9A-Fa-f]|%[Ee][0-9A-Ca-c])(?!\\[uUx])[@-~])?)",
    r"(?P<quoted>(?:=[0-9A-F]{2}){3,})",
    r"(?P<escape>\\u\{[0-9A-Fa-f]{1,6}\}|(?:\\u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f]"
    r"[0-9A-Fa-f]{2})|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\x[0-9A-Fa-f]{2})",
    r"(?P<punycode>\bxn--[a-z0-9-]{2,59})",
    r"(?P<base64>\b(?:[A-Za-z0-9+/]{4}){3,200}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)",
))

Piece = tuple[str, int, int]
_OCTET = re.compile(r"[%=][0-9A-Fa-f]{2}|.", re.DOTALL)


def decode(text: str, kind: str) -> Iterator[Piece]:
    """Pieces (characters, begin, end) that a coded run stands for; itself if for nothing."""
    decoder = {
        "entity": _entity, "percent": _octets, "quoted": _octets, "escape": _escape,
        "punycode": _punycode, "base64": _base64,
    }[kind]
    pieces = decoder(text)
    if pieces is None:
        return ((char, i, i + 1) for i, char in enumerate(text))
    return iter(pieces)


def _entity(text: str) -> list[Piece] | None:
    decoded = html.unescape(text)
    return None if decoded == text else [(decoded, 0, len(text))]


def _escape(text: str) -> list[Piece] | None:
    digits = re.findall(r"[0-9A-Fa-f]{2,}", text.replace("\\u{", "\\u").replace("\\x", "\\u00"))
    code = int(digits[0], 16)
    if len(digits) == 2:
        code = 0x10000 + ((code - 0xD800) << 10) + int(digits[1], 16) - 0xDC00
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return None
    return [(chr(code), 0, len(text))]


def _octets(text: str) -> list[Piece] | None:
    plain = text.replace("=", "%") if text.startswith("=") else text
    while re.search(r"%25(?=[0-9A-Fa-f]{2})", plain):
        once = re.sub(r"%25(?=[0-9A-Fa-f]{2})", "%", plain)
        return _whole(once, len(text))
    tokens = _OCTET.findall(plain)
    raw = [unquote_to_bytes(token) for token in tokens]
    readings = []
    for codec in ("utf-8", "euc_jp", "cp932"):
        try:
            readings.append((_japanese(b"".join(raw).decode(codec)), codec))
        except UnicodeDecodeError:
            continue
    if not readings:
        return None
    return _by_character(tokens, raw, max(readings, key=lambda reading: reading[0])[1])


def _japanese(text: str) -> float:
    """The share of kana, kanji and ASCII: what the right codec makes of Japanese octets."""
    usual = sum(
        c.isascii() or "ぁ" <= c <= "ヿ" or "一" <= c <= "鿿" or "！" <= c <= "～" for c in text
    )
    return usual / max(1, len(text))


def _by_character(tokens: list[str], raw: list[bytes], codec: str) -> list[Piece]:
    pieces: list[Piece] = []
    waiting, begin, position = b"", 0, 0
    for token, octet in zip(tokens, raw, strict=True):
        waiting += octet
        position += len(token)
        try:
            char = waiting.decode(codec)
        except UnicodeDecodeError:
            continue
        pieces.append((char, begin, position))
        waiting, begin = b"", position
    return pieces


def _whole(once: str, length: int) -> list[Piece] | None:
    inner = _octets(once)
    return None if inner is None else [("".join(char for char, _, _ in inner), 0, length)]


def _punycode(text: str) -> list[Piece] | None:
    try:
        decoded = text[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return None
    return [(decoded, 0, len(text))]


def _base64(text: str) -> list[Piece] | None:
    try:
        decoded = base64.b64decode(text, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    japanese = sum("\u3041" <= char <= "\uffee" for char in decoded)
    return [(decoded, 0, len(text))] if japanese * 2 >= len(decoded) else None
