"""The keys of a member: every spelling of its names that the automaton looks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anonymizer.legal_forms import bare
from anonymizer.model import Member, Person
from anonymizer.romaji import spellings
from anonymizer.views import fold, lines

# The surer kind wins when one spelling has several.
KINDS = (
    "name", "alias", "former_name", "brand", "site", "english", "person", "reading", "romaji",
    "derived",
)
_GROUPS = re.compile(r"[\s・]*(?:ホールディングス|ホールディング|グループ本社|グループ|HD|ＨＤ)$")
_GROUPS_EN = re.compile(r"\s+(?:Holdings?|Group|HD)$", re.IGNORECASE)
_INSTITUTE = re.compile("..(?:大学院?|研究所|機構|学園|センター|病院|高等専門学校)$")
_MIN_DERIVED = 3


@dataclass(frozen=True, slots=True)
class Key:
    """A folded spelling (`letters`) of one member, with the spelling it was made from."""

    letters: str
    member_id: str
    kind: str
    spelling: str


def keys_of(member: Member) -> Iterator[Key]:
    """All keys of a member; the same letters can come more than once, the surest kind first."""
    for kind, spelling in _spellings(member):
        letters = fold(spelling)
        written = lines(spelling, seen=False).text
        if len(letters) >= 2:
            yield Key(letters, member.id, kind, written)
        if "一" in letters and len(letters) >= 4:  # 山ー電機: a long mark for the numeral
            yield Key(letters.replace("一", ""), member.id, "derived", written)
        if "ー" in written and (other := fold(written.replace("ー", "一"))) != letters:
            yield Key(other, member.id, kind, written)  # ダイコ一通産: a numeral for the mark


def _spellings(member: Member) -> Iterator[tuple[str, str]]:
    for name in member.names_ja:
        yield "name", bare(name)
        yield from (("alias", part) for part in name.split() if _INSTITUTE.search(part))
    for kind, names in (("alias", member.aliases), ("former_name", member.former_names),
                        ("brand", member.brands), ("site", member.sites)):
        for name in names:
            yield kind, bare(name)
    for name in member.names_en:
        yield from (("english", form) for form in _english(bare(name)))
    for person in member.people:
        yield from (("person", form) for form in _person(person))
    for reading in member.readings:
        yield from _readings(bare(reading))
    for name in (*member.names_ja, *member.aliases):
        yield from _derived(bare(name))
    for name in member.names_en:
        shorter = _GROUPS_EN.sub("", bare(name))
        if shorter != bare(name) and len(fold(shorter)) >= _MIN_DERIVED:
            yield "derived", shorter


def _english(name: str) -> Iterator[str]:
    yield name
    if name.lower().startswith("the "):
        yield name[4:]
    if "&" in name:
        yield name.replace("&", " and ")
    if re.search(r"\band\b", name):
        yield re.sub(r"\band\b", "&", name)


def _person(person: Person) -> Iterator[str]:
    """Full names only: a family name alone is common to many."""
    yield from filter(None, (person.name_ja, person.reading, person.name_en))
    parts = person.name_en.split()
    if len(parts) == 2:
        yield f"{parts[1]} {parts[0]}"
        yield f"{parts[0][0]}. {parts[1]}"


def _readings(reading: str) -> Iterator[tuple[str, str]]:
    yield "reading", reading
    for one, other in (("ニッポン", "ニホン"), ("ニホン", "ニッポン")):
        if one in reading:
            yield "reading", reading.replace(one, other)
    katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in reading)
    yield from (("romaji", spelled) for spelled in dict.fromkeys(spellings(katakana)))


def _derived(name: str) -> Iterator[tuple[str, str]]:
    shorter = _GROUPS.sub("", name)
    if shorter != name and len(fold(shorter)) >= _MIN_DERIVED:
        yield "derived", shorter
        yield "derived", shorter + "HD"
    for one, other in (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ")):
        if one in name:
            yield "derived", name.replace(one, other)
