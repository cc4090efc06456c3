"""What a text says of its writer that a directory can count: place, branch, size, items, group."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from anonymizer.broader import number_of, places_of
from anonymizer.characters import LIGHT

# Words that fit whoever writes; they say nothing that can be counted.
NEUTRAL = {
    "sector": "企業", "place": "国内", "size": "企業", "items": "リスト規制品目",
    "products": "対象貨物", "group": "企業グループ",
}
_SELF = re.compile(
    r"当社|弊社|自社|わが社|我が社|当方|本学|当学|当大学|当機構|当研究所|当センター|当グループ|"
    r"(?<![A-Z])[A-Z]{1,2}社")
_COPULA = re.compile(r"(?:の一社)?(?:である|です|として|であり|のため|だから|であるため)")
_SENTENCE = re.compile(r"[^。\n！？!?]*[。\n！？!?]?")
_SIZES = {
    "large": "大企業|大手企業|大手(?=メーカー|商社|の)",
    "sme": "中小企業|中堅企業|中堅・中小企業|中小(?=メーカー|商社|の)|小規模(?:な)?(?:事業者|企業)",
    "institution": "大学|研究機関|研究所",
}
_KINDS = re.compile("(?:商社|大学|研究機関)$")
_MAKER = (
    "(?:製品|機器|部品|材料)?(?:の|を扱う)?(?:専門|専業|製造|関連)?"
    "(?:メーカー|業界|産業|企業|会社|業者|事業者|商社|製造業|業(?=[のをがは界であ、。]))"
)
_BARE_PREFECTURE = (
    "(?=に(?:ある|本社|工場|拠点|立地)|工場|事業所|本社|地区|の(?:工場|本社|拠点))"
)
_ITEM = re.compile(
    r"(?:輸出令)?(?:別表(?:第)?[1一](?:の|-|・)?)?"
    r"(?:第)?(?P<item>3の2|三の二|1[0-6]|[1-9]|十[一二三四五六]?|[二三四五六七八九])の項"
    r"(?:(?:の)?(?:\(|第)(?P<part>\d{1,2})(?:\)|号))?"
    r"|別表(?:第)?[1一][-のー](?P<short>1[0-6]|[1-9])(?:\((?P<under>\d{1,2})\))?(?![\d項])")


@dataclass(frozen=True, slots=True)
class Stated:
    """A place of a text [start, end) that states an attribute. `value` is the directory's form of
    it; `own` where the words speak of the writer, so that they count."""

    start: int
    end: int
    text: str
    attribute: str
    value: str
    own: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values that a directory knows, by attribute; sizes are its codes."""

    sectors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def item_of(written: str) -> str | None:
    """The one form of an item number: 別表第一の七の項(16) and 別表1-7(16) are 7の項(16)."""
    match = _ITEM.fullmatch(light(written).strip())
    return _item(match) if match else None


def stated(text: str, known: Vocabulary) -> tuple[Stated, ...]:
    """Everything stated, in order of place; of two that overlap the longer one."""
    found = sorted(_all(light(text), known), key=lambda one: (one.start - one.end, one.start))
    kept: list[Stated] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def narrowest(found: Iterable[Stated]) -> dict[str, str]:
    """Of every attribute that counts the narrowest value: what a reader who puts all of it
    together knows. Of several items or products the first."""
    told: dict[str, str] = {}
    for one in found:
        if not one.own:
            continue
        before = told.get(one.attribute)
        if before is None or before in places_of(one.value)[1:] or (
            one.attribute == "items" and one.value.startswith(f"{before}(")
        ):
            told[one.attribute] = one.value
    return told


def _all(text: str, known: Vocabulary) -> Iterator[Stated]:
    for sentence in _SENTENCE.finditer(text):
        if sentence.group():
            yield from _sizes(text, sentence)
    yield from _items(text)
    yield from _literal(text, "products", known.products)
    yield from _literal(text, "group", known.groups)
    for sector, pattern in _sectors(known.sectors).items():
        yield from _matches(text, "sector", sector, pattern)
    for place, pattern in _places(known.places).items():
        yield from _matches(text, "place", place, pattern)


def _matches(text: str, attribute: str, value: str, pattern: str) -> Iterator[Stated]:
    for match in re.finditer(pattern, text):
        yield Stated(match.start(), match.end(), match.group(), attribute, value, True)


def _sizes(text: str, sentence: re.Match[str]) -> Iterator[Stated]:
    """A size counts where the sentence speaks of the writer: many texts speak of small firms."""
    of_self = bool(_SELF.search(sentence.group()))
    for size, pattern in _SIZES.items():
        for match in re.compile(pattern).finditer(text, sentence.start(), sentence.end()):
            own = of_self or bool(_COPULA.match(text, match.end()))
            yield Stated(match.start(), match.end(), match.group(), "size", size, own)


def _items(text: str) -> Iterator[Stated]:
    for match in _ITEM.finditer(text):
        yield Stated(match.start(), match.end(), match.group(), "items", _item(match), True)


def _item(match: re.Match[str]) -> str:
    written = match["item"] or match["short"]
    number = "3の2" if "の" in written else number_of(written)
    part = match["part"] or match["under"]
    return f"{number}の項({part})" if part else f"{number}の項"


def _literal(text: str, attribute: str, values: Iterable[str]) -> Iterator[Stated]:
    for value in values:
        if len(value) >= 2:
            yield from _matches(text, attribute, value, re.escape(light(value)))


def _sectors(sectors: Iterable[str]) -> Mapping[str, str]:
    """A branch is stated by one of its parts with a word for a firm: 工作機械メーカー."""
    made = {}
    for sector in sectors:
        parts = [part for part in re.split("[・、/]", sector) if len(part) >= 2]
        words = [re.escape(sector)] + [
            re.escape(part) if _KINDS.search(part) else re.escape(part) + _MAKER for part in parts
        ]
        made[sector] = "|".join(sorted(words, key=len, reverse=True))
    return made


def _places(places: Iterable[str]) -> Mapping[str, str]:
    """Each place as a whole, its town alone, its prefecture, its region."""
    made: dict[str, str] = {}
    for place in sorted(places):
        around = places_of(place)
        town = place.removeprefix(around[1]) if len(around) > 1 else ""
        made[place] = re.escape(place) + (f"|{re.escape(town)}" if len(town) >= 3 else "")
        for wider in around[1:]:
            made.setdefault(wider, _wider(wider))
    return made


def _wider(place: str) -> str:
    short = re.sub("(?:地方|[都府県])$", "", place)
    if place.endswith("地方"):
        return f"{re.escape(short)}(?:地方|地域|圏)"
    if short == place:
        return re.escape(place)
    return f"{re.escape(place)}|{re.escape(short)}{_BARE_PREFECTURE}"


def light(text: str) -> str:
    """The text in one width, a character for a character: places in it are places in the text."""
    return "".join(one if len(one := char.translate(LIGHT)) == 1 else char for char in text)
