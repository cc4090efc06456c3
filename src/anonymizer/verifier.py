"""The last look: does any key of any member still stand in the bytes that leave?

Deliberately apart from the finder: its own folding, its own search, no shared modules. It undoes
encodings layer by layer, reduces keys and text to bare letters, and reports every key it sees.
Only Latin letters, and names of at most three letters, must stand as words of their own.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from anonymizer.model import Hit, Member
from anonymizer.unpacking import texts

_FORM = re.compile(
    "株式会社|有限会社|合同会社|合資会社|㈱|㈲|（株）|\\(株\\)|"
    ",?\\s*(?:co\\.?,?\\s*\\.?\\s*ltd\\.?|corporation|corp\\.?|incorporated|inc\\.?|"
    "company,?\\s*limited|limited|ltd\\.?|k\\.k\\.)\\s*$", re.I)
_LATIN = re.compile(r"[\x00-\x7f]+")
_AFTER_SHORT = "(?:株式会社|社|様|御中|殿|製|は|が|の|を|に|と|で|も|へ|から|より|及び|等)"
_SMALL = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")


class _Members(Protocol):
    @property
    def version(self) -> str: ...

    @property
    def members(self) -> Mapping[str, Member]: ...


@dataclass(frozen=True, slots=True)
class _Key:
    member_id: str
    written: str
    letters: str


def verify(data: bytes | str, directory: _Members, kept: Iterable[str] = ()) -> tuple[Hit, ...]:
    """Every key still seen in finished bytes (text, PDF, or a ZIP such as DOCX); none is clear.

    `kept`: spellings that a reviewer decided to leave, such as an everyday word.
    Raises ValueError for an archive that is broken, encrypted or too large to look through.
    """
    allowed = {_letters(spelling) for spelling in kept}
    keys = [key for key in _keys_of(directory) if key.letters not in allowed]
    hits: dict[tuple[str, str, str], Hit] = {}
    for where, text in texts(data):
        words = _fold(text)
        letters = _bare(words)
        for key in keys:
            if key.letters in letters and (seen := _seen(key, letters, words)) is not None:
                hits.setdefault((key.member_id, key.letters, where),
                                Hit(key.member_id, key.written, where, seen))
    return tuple(hits.values())


_last: dict[str, tuple[_Key, ...]] = {}


def _keys_of(directory: _Members) -> tuple[_Key, ...]:
    """The keys, kept for the directory that was asked for last."""
    if directory.version not in _last:
        made = tuple(_keys(directory.members.values()))
        _last.clear()
        _last[directory.version] = made
        return made
    return _last[directory.version]


def _keys(members: Iterable[Member]) -> Iterator[_Key]:
    for member in members:
        seen = set()
        for written in _spellings(member):
            letters = _letters(_FORM.sub("", written))
            if len(letters) >= 2 and letters not in seen:
                seen.add(letters)
                yield _Key(member.id, written, letters)


def _spellings(member: Member) -> Iterator[str]:
    yield from (*member.names_ja, *member.names_en, *member.aliases, *member.former_names)
    yield from (*member.brands, *member.readings, *member.sites, *member.domains)
    yield from filter(None, (member.corporate_number, member.edinet_code))
    for person in member.people:
        yield from filter(None, (person.name_ja, person.name_en, *person.emails, *person.phones))


@lru_cache(maxsize=4096)
def _word(letters: str) -> re.Pattern[str] | None:
    if _LATIN.fullmatch(letters):
        loose = r"[\W_]{0,3}".join(map(re.escape, letters))
        return re.compile(rf"(?<![a-z0-9]){loose}(?![a-z0-9])")
    if len(letters) <= 3:
        loose = r"[\W_ー]{0,3}".join(map(re.escape, letters)) + "ー?"
        return re.compile(rf"(?:(?<!\w)|(?<=株式会社)|(?<=[はがのをにと])){loose}(?:(?!\w)|(?={_AFTER_SHORT}))")
    return None


def _seen(key: _Key, letters: str, words: str) -> str | None:
    word = _word(key.letters)
    if word is None:
        place = letters.index(key.letters)
        return letters[max(0, place - 10):place + len(key.letters) + 10]
    match = word.search(words)
    return match.group() if match else None


def _fold(text: str) -> str:
    text = text.replace("\uff9e", "\u3099").replace("\uff9f", "\u309a")
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)).casefold()
    kept = (c for c in text if unicodedata.category(c) not in ("Cf", "Mn"))
    return "".join(chr(ord(c) + 96) if "ぁ" <= c <= "ゖ" else c for c in kept).translate(_SMALL)


def _bare(words: str) -> str:
    return re.sub(r"[\W_ーｰ]", "", words)


def _letters(written: str) -> str:
    return _bare(_fold(written))
