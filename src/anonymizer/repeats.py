"""Whatever was found once is found throughout the bundle: as it stood, without its legal form, by
the abbreviation that the text defines for it, by its initials, and a person by the family name.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import ahocorasick

from anonymizer.legal_forms import bare
from anonymizer.second_net.domain import shared
from anonymizer.spans import Span
from anonymizer.surnames import SURNAMES
from anonymizer.views import View, lines

_NAMED = ("unknown_corp", "unknown_person", "person", "brand", "model_no", "product",
          "organisation")
_BODIES = ("member", "unknown_corp", "organisation")
_MIN = 3
_MIN_SAID = 2
_WINDOW = 80

_SAID_JA = re.compile(
    r"(?:[^「」]{0,16}[、,]\s?)?(?:以下|以降|略称|略して|通称|別称|旧称)(?:は|を|では|、|,|:|\s)*"
    r"(?:単に)?[「『\"“]?(?P<name>[^「」『』\"“”()、。:]{1,24}?)[」』\"”]?"
    r"(?:と(?:いう|する|呼ぶ|略す|略称する|記す|表記する|称する)|とも(?:いう|呼ぶ))?。?"
)
_SAID_EN = re.compile(
    r"(?:hereinafter|hereafter|abbreviated|also known as|a\.?k\.?a\.?|or|collectively)?[\s,]*"
    r"(?:referred to as|called|as)?\s*(?:the )?[\"“'‘「](?P<name>[^\"“”'‘’「」]{1,30})[\"”'’」]",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[A-Z][A-Z0-9&-]{1,7}")
_BRACKET = re.compile(r"[」』\"”]?\s?\((?P<said>[^()]{1,60})\)")
_LETTERS_BEFORE = re.compile(r"(?<![A-Za-z0-9])(?P<name>[A-Z][A-Z0-9&]{1,7})\s?\($")
# What a text calls the parties to it, and posts beside a name, tells of nobody.
_NOBODY = re.compile(
    r"(?:当|弊|本|同|自|貴|御|両|対象|上記|各|親|子|甲|乙|丙|丁|委託|受託|買|売|発注|受注|申請|届出|"
    r"輸出|需要)(?:社|者|会|氏|主|件|法|品|機|製品|装置|契約|会社|店|人|先|工場|技術|貨物)?(?:ら|等)?|"
    r"(?:the\s)?(?:company|corporation|group|firm|buyer|seller|supplier|customer|exporter|importer|"
    r"user|end[ -]user|party|parties|applicant|licen[cs]e[er]|product|agreement|contract|we|us)s?|"
    r"C[A-Z]O|MD|VP|HQ|PhD|Mr|Ms|Dr|TEL|FAX|No|JP|US|EU|CEO|CTO",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(("of", "and", "the", "for", "de", "van", "von", "&", "in"))
_KANJI_WORDS = re.compile("(?:[一-龥々]{2}){2,4}")
_KANJI_NAME = re.compile("[一-龥々]{3,6}")
# 大塚アスレチックス, ルガーP08, 名取発電所: what is called after somebody.
_THING_BEHIND = re.compile(
    "[ァ-ヺA-Za-z0-9]|"
    "[一-龥]{0,4}(?:[所館園社賞杯橋駅線城寺]|大学|病院|史跡|政権|記念|財団|基金|定理|効果)")
_TITLED = "家氏様殿君部課係室長主博教社委先専常役顧担"


def repeated(
    bundle: Mapping[str, str], spans: Mapping[str, Sequence[Span]]
) -> dict[str, list[Span]]:
    """By field, where what was found elsewhere stands once more. Linear in the bundle."""
    views = {field: lines(text, seen=False) for field, text in bundle.items()}
    known: dict[str, tuple[Span, bool]] = {}
    for derived in (True, False):  # an abbreviation is what it abbreviates
        for field, found in spans.items():
            for span in found:
                names = _derived(views[field], span) if derived else _written(views[field], span)
                for name in names:
                    known.setdefault(name, (span, derived))
    if not known:
        return {field: [] for field in bundle}
    automaton = ahocorasick.Automaton()
    for name, (span, derived) in known.items():
        automaton.add_word(name, (len(name), span, derived))
    automaton.make_automaton()
    return {
        field: list(_places(view, automaton, spans[field])) for field, view in views.items()
    }


def _places(view: View, automaton: ahocorasick.Automaton, here: Sequence[Span]) -> Iterator[Span]:
    covered = {(span.start, span.end) for span in here}
    text = view.text
    for last, (size, span, derived) in automaton.iter(text):
        first = last + 1 - size
        start, end = view.span(first, last + 1)
        if (start, end) in covered and not derived:
            continue
        before, behind = text[first - 1:first], text[last + 1:last + 2]
        latin = _latin(text[first]) and _latin(before) or _latin(text[last]) and _latin(behind)
        short = size < _MIN or _latin(text[first]) or span.cls in ("unknown_person", "person")
        if latin and short or size < _MIN and _beside(text, first, last + 1):
            continue
        found = replace(span, start=start, end=end, source="repeat", certainty="ask")
        # A part of a longer word may be another thing; it stays hidden all the same.
        part = span.member_id is None and (
            _beside(text, first, last + 1)
            or span.cls == "unknown_person" and bool(_THING_BEHIND.match(text, last + 1)))
        yield replace(found, cls="name") if part else found


def _beside(text: str, first: int, last: int) -> bool:
    """Whether [first, last) is a part of a longer word of one script."""
    before, behind = text[first - 1:first], text[last:last + 1]
    return bool(before) and _alike(before, text[first]) or (
        bool(behind) and _alike(text[last - 1], behind) and behind not in _TITLED)


def _alike(one: str, other: str) -> bool:
    return any(
        low <= one <= high and (low <= other <= high or other in "・ー")
        for low, high in (("ァ", "ー"), ("一", "龥"), ("A", "z"), ("0", "9"))
    ) or one in "・" and "ァ" <= other <= "ー"


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _inside(view: View, span: Span) -> tuple[int, int]:
    return bisect_left(view.start, span.start), bisect_left(view.start, span.end)


def _written(view: View, span: Span) -> Iterator[str]:
    first, last = _inside(view, span)
    if span.cls in _NAMED and last - first >= _MIN:
        yield view.text[first:last]


def _derived(view: View, span: Span) -> Iterator[str]:
    """Other names of what a span names."""
    first, last = _inside(view, span)
    name = view.text[first:last]
    if span.cls in (*_NAMED, "member"):
        yield from _said(view.text, first, last, span.cls)
    if span.cls == "unknown_corp":
        short = bare(name)
        if len(short) >= _MIN and short != name:
            yield short
        yield from _initials(short)
        yield from _first_kanji(short)
    elif span.cls == "unknown_person":
        yield from _family(name)


def _said(text: str, first: int, last: int, cls: str) -> Iterator[str]:
    """What the text itself says it will call the name: 以下「…」という, hereinafter "…"."""
    if match := _BRACKET.match(text, last, last + _WINDOW):
        said = match["said"].strip()
        defined = _SAID_JA.fullmatch(said) or _SAID_EN.fullmatch(said)
        if defined and _telling(defined["name"].strip()):
            yield defined["name"].strip()
        elif cls in _BODIES and _LETTERS.fullmatch(said) and _telling(said):
            yield said
    before = _LETTERS_BEFORE.search(text, max(0, first - 12), first)
    if before and text[last:last + 1] == ")" and before["name"] in _initials(
        bare(text[first:last]), least=2
    ):
        yield before["name"]


def _telling(name: str) -> bool:
    return len(name) >= _MIN_SAID and not _NOBODY.fullmatch(name) and not all(shared(name))


def _initials(name: str, least: int = 3) -> Iterator[str]:
    """TPI of Tokyo Precision Instruments; none of two words, which many a word would be."""
    words = [word for word in re.split(r"[\s-]+", name) if word.lower() not in _SMALL_WORDS]
    if len(words) >= least and all(word[0].isascii() and word[0].isupper() for word in words):
        letters = "".join(word[0] for word in words)
        if _telling(letters):
            yield letters


def _first_kanji(name: str) -> Iterator[str]:
    """東精計 and 東精 of 東京精密計器, unless that is a word of its own, such as 日光."""
    if not _KANJI_WORDS.fullmatch(name):
        return
    letters = name[::2]
    for size in range(2, len(letters) + 1):
        if not _is_word(letters[:size]):
            yield letters[:size]


def _is_word(name: str) -> bool:
    from anonymizer.second_net.features import is_word
    return is_word(name)


def _family(name: str) -> Iterator[str]:
    """The family name, where the name shows which part it is."""
    parts = re.split(r"[\s・=]+", name)
    if len(parts) > 1:
        if parts[0] in SURNAMES:
            yield parts[0]
        elif len(parts[-1]) >= _MIN and not all(shared(parts[-1])):
            yield parts[-1]
    elif _KANJI_NAME.fullmatch(name):
        for size in (3, 2):
            if name[:size] in SURNAMES and len(name) > size:
                yield name[:size]
                return
