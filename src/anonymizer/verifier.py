"""The last look: does any key of any member still stand in the bytes that leave?

Deliberately apart from the finder: its own folding, its own search, no shared modules. It
undoes encodings layer by layer, reduces both keys and text to bare letters, and reports every
key it sees, with word boundaries only for Latin letters and for very short names.
"""

import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol
from urllib.parse import unquote_to_bytes

from anonymizer.model import Hit, Member


class Members(Protocol):
    """Whatever holds the members by id."""

    @property
    def members(self) -> "MembersById": ...


class MembersById(Protocol):
    def values(self) -> "Iterator[Member]": ...  # type: ignore[explicit-any, unused-ignore]


_FORM = re.compile(
    "株式会社|有限会社|合同会社|合資会社|㈱|㈲|（株）|\\(株\\)|,?\\s*(?:co\\.?,?\\s*\\.?\\s*ltd\\.?|"
    "corporation|corp\\.?|incorporated|inc\\.?|company,?\\s*limited|limited|ltd\\.?|k\\.k\\.)\\s*$", re.I)
_MAX_DEPTH = 4
_LATIN = re.compile(r"^[\x00-\x7f]+$")


def verify(data: bytes | str, directory: Members) -> tuple[Hit, ...]:
    """Every key still seen in finished bytes (text, or a ZIP such as DOCX); none means clear."""
    keys = list(_keys(directory))
    hits = {}
    for where, text in _texts(data, "", 0):
        words = _words(text)
        letters = _letters(text)
        for member_id, key, shape in keys:
            place = _seen(shape, letters, words, key)
            if place is not None:
                hits.setdefault((member_id, shape, where), Hit(member_id, key, where, place))
    return tuple(hits.values())


def _keys(directory: Members) -> Iterator[tuple[str, str, str]]:
    for member in directory.members.values():
        named = (*member.names_ja, *member.names_en, *member.aliases, *member.former_names,
                 *member.brands, *member.readings, *member.sites)
        people = tuple(n for p in member.people for n in (p.name_ja, p.name_en, *p.emails, *p.phones))
        codes = (member.corporate_number, member.edinet_code)
        for key in (*named, *people, *member.domains, *(code for code in codes if code)):
            shape = _letters(_FORM.sub("", key))
            if len(shape) >= 2:
                yield member.id, key, shape


def _seen(shape: str, letters: str, words: str, key: str) -> str | None:
    if _LATIN.match(shape):
        if shape not in letters:
            return None
        loose = r"[\W_]*".join(map(re.escape, shape))
        match = re.search(rf"(?<![a-z0-9]){loose}(?![a-z])", words)
        return match.group() if match else None
    if len(shape) <= 3:
        match = re.search(rf"(?<!\w){re.escape(shape)}(?!\w)", words) or re.search(
            rf"(?:株式会社|有限会社){re.escape(shape)}|{re.escape(shape)}(?:株式会社|社|様|御中)", words)
        return match.group() if match else None
    place = letters.find(shape)
    return None if place < 0 else letters[max(0, place - 10):place + len(shape) + 10]


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.replace("\uff9e", "\u3099").replace("\uff9f", "\u309a"))
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Mn"))
    return "".join(chr(ord(c) + 96) if "ぁ" <= c <= "ゖ" else c for c in text.casefold())


def _words(text: str) -> str:
    return _fold(text)


def _letters(text: str) -> str:
    kept = (c for c in _fold(text) if c.isalnum() and c not in "ーｰ一")
    return "".join(kept).translate(_SMALL)


_SMALL = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")


def _texts(data: bytes | str, where: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield from _layers(data, where)
        return
    if depth < _MAX_DEPTH and data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield f"{where}!", archive.comment.decode("utf-8", "replace")
            for entry in archive.infolist():
                yield f"{where}!{entry.filename}", entry.filename
                yield from _texts(archive.read(entry), f"{where}!{entry.filename}", depth + 1)
        return
    for encoding in ("utf-8", "cp932", "utf-16-le", "utf-16-be"):
        yield from _layers(data.decode(encoding, "ignore"), f"{where}[{encoding}]")
    for stream in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            yield from _layers(zlib.decompress(stream.group(1)).decode("latin-1"), f"{where}#stream")
        except zlib.error:
            continue


def _layers(text: str, where: str) -> Iterator[tuple[str, str]]:
    yield where, text
    bare = re.sub(r"<rt>.*?</rt>|<!--|-->|<[^<>]{0,400}>|\]\([^)]*\)|\]\[[^\]]*\]", "", text)
    plain = html.unescape(html.unescape(bare))
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m.group(1), 16)), plain)
    plain = re.sub(r"(?<=\n)[ \t]*[>|]+", "", plain)
    if plain != text:
        yield where, plain
    if re.search(r"%[0-9A-Fa-f]{2}", text):
        raw = unquote_to_bytes(text)
        for encoding in ("utf-8", "euc_jp", "cp932"):
            yield where, raw.decode(encoding, "ignore")
