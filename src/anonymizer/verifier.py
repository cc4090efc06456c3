"""The last look: does any key of any member still stand in the bytes that leave?

Deliberately apart from the finder: its own folding, its own search, no shared modules. It undoes
encodings layer by layer, reduces keys and text to bare letters, and reports every key it sees.
Only Latin letters, digits, and names of at most four letters must stand as words of their own.
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
_LEGAL = re.compile("(?:株式会社|有限会社|\\(株\\))$")
_SHORT = 4
_FOREIGN = re.compile(
    "[a-z0-9 ]*[\u0370-\u052f\u13a0-\u13ff\u0531-\u058f][a-z0-9 "
    "\u0370-\u052f\u13a0-\u13ff\u0531-\u058f]*")
_SMALL = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")
_KATAKANA = _SMALL | {
    ord(c): chr(ord(c) + 96).translate(_SMALL) for c in map(chr, range(ord("ぁ"), ord("ゖ") + 1))
}
_KANA = re.compile(f"[{''.join(map(chr, _KATAKANA))}]+")


class Members(Protocol):
    """What is looked for: companies, and a name for just these with these keys."""

    @property
    def version(self) -> str: ...

    @property
    def members(self) -> Mapping[str, Member]: ...


@dataclass(frozen=True, slots=True)
class _Key:
    member_id: str
    written: str
    letters: str


def verify(data: bytes | str, directory: Members, kept: Iterable[str] = ()) -> tuple[Hit, ...]:
    """Every key still seen in finished bytes (text, PDF, or a ZIP such as DOCX); none is clear.

    `kept`: spellings that a reviewer decided to leave, such as an everyday word.
    Raises ValueError for an archive that is broken, encrypted or too large to look through.
    """
    allowed = {_letters(spelling) for spelling in kept}
    keys = [key for key in _keys_of(directory) if key.letters not in allowed]
    hits: dict[tuple[str, str, str], Hit] = {}
    for where, text in texts(data):
        layer = _Layer(text)
        for key in keys:
            if (seen := layer.sees(key.letters)) is not None:
                hits.setdefault((key.member_id, key.letters, where),
                                Hit(key.member_id, key.written, where, seen))
    return tuple(hits.values())


_KEPT = 4
_recent: tuple[tuple[str, tuple[_Key, ...]], ...] = ()


def _keys_of(directory: Members) -> tuple[_Key, ...]:
    """The keys, kept for the few directories that were asked for last. They are put in place
    whole: another thread sees the old ones or the new ones."""
    global _recent
    for version, keys in _recent:
        if version == directory.version:
            return keys
    keys = tuple(_keys(directory.members.values()))
    _recent = ((directory.version, keys), *_recent[:_KEPT - 1])
    return keys


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
    yield from (prefix for prefix in member.model_prefixes if len(prefix) >= _SHORT - 1)
    yield from filter(None, (member.corporate_number, member.edinet_code))
    for person in member.people:
        yield from filter(None, (person.name_ja, person.name_en, *person.emails, *person.phones))


class _Layer:
    """One reading of the data, folded; `written` keeps the script of each folded character."""

    def __init__(self, text: str) -> None:
        self.written = _fold(text)
        self.words = _as_katakana(self.written)
        self.letters = _bare(self.words)
        self.foreign = [re.sub("[^a-z0-9]", ".", run.replace(" ", ""))
                        for run in _FOREIGN.findall(self.words)]

    def sees(self, key: str) -> str | None:
        """What stands in the text for the letters of a key, or None."""
        if self.foreign and key.isascii() and (found := self._disguised(key)):
            return found
        if key not in self.letters:
            return None
        pattern = _word(key)
        if pattern is None:
            place = self.letters.index(key)
            return self.letters[max(0, place - 10):place + len(key) + 10]
        for match in pattern.finditer(self.words):
            if key.isascii() or self._stands(*match.span()):
                return match.group()
        return None

    def _disguised(self, key: str) -> str | None:
        """Latin words with letters of another script: each of those stands for any letter."""
        for run in self.foreign:
            few = 2 * run.count(".") <= len(run) + 2
            if few and len(run) == len(key) and re.fullmatch(run, key):
                return run
        return None

    def _stands(self, first: int, last: int) -> bool:
        """Not a part of a longer word of the same script."""
        kind = _script(self.written[first])
        left, right = _script(self.written[first - 1:first]), _script(self.written[last:last + 1])
        end = _script(self.written[last - 1].replace("ー", "ア"))
        if kind == "kanji" and (last - first > 2 or _LEGAL.search(self.written[:first][-6:])):
            return True
        if kind == "hiragana" and left == "kanji":
            return False
        return left != kind and right != end


def _script(char: str) -> str:
    if not char:
        return ""
    if "ぁ" <= char <= "ゖ":
        return "hiragana"
    if "ァ" <= char <= "ー":
        return "katakana"
    return "kanji" if "㐀" <= char <= "鿿" else char


@lru_cache(maxsize=4096)
def _word(letters: str) -> re.Pattern[str] | None:
    if letters.isdecimal():
        return re.compile(r"(?<!\d)" + r"\D{0,3}".join(letters) + r"(?!\d)")
    if letters.isascii():
        loose = r"[\W_]{0,3}".join(map(re.escape, letters))
        return re.compile(rf"(?<![a-z0-9]){loose}(?![a-z0-9])")
    if len(letters) <= _SHORT:
        return re.compile(r"(?:[^\w、。]|[_ー]){0,6}".join(map(re.escape, letters)) + "ー?")
    return None


def _fold(text: str) -> str:
    text = text.replace("\uff9e", "\u3099").replace("\uff9f", "\u309a")
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)).casefold()
    # Asked of each kind of character once: the text behind a file's bytes is long.
    unseen = [ord(c) for c in set(text) if unicodedata.category(c) in ("Cf", "Mn")]
    return text.translate(dict.fromkeys(unseen)) if unseen else text


def _as_katakana(text: str) -> str:
    return _KANA.sub(lambda run: run[0].translate(_KATAKANA), text)


def _bare(words: str) -> str:
    return re.sub(r"[\W_ーｰ]+", "", words)


def _letters(written: str) -> str:
    return _bare(_as_katakana(_fold(written)))
