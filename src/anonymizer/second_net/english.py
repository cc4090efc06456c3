"""Names in English sentences: capitalised words that English and the trade do not capitalise."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from anonymizer.second_net.domain import ENGLISH

_WORD = r"[A-Z][A-Za-z0-9&'’+-]*[A-Za-z0-9+]|[A-Z]|[0-9]+[A-Z][A-Za-z0-9]*|[a-z]{1,2}[A-Z][A-Za-z]+"
_OF = "(?:(?:of|de|van|von|di|da|del|der|den|la|le|&) ){1,2}"
# A legal form may be written small, behind a comma or behind a country in brackets.
_RUN = re.compile(
    rf"(?<![A-Za-z0-9@./-])(?:(?:de|van|von|di|da|del) (?:(?:der|den|la) )?(?=[A-Z][a-z]))?"
    rf"(?:{_WORD})(?:(?: (?:{_OF})?|, (?=Inc|Ltd|LLC|Co)|"
    rf" \((?:[A-Z][a-z]+)\),? (?=Inc|Ltd|LLC|Co))(?:{_WORD})\.?)*"
    r"(?:,? (?:a\.\s?s\.|s\.\s?r\.\s?o\.|d\.\s?o\.\s?o\.|k\.\s?s\.)|"
    r" (?:plant|factory|works|laboratory|campus|fab|mill|refinery)\b|"
    r" \d{1,2}(?= [a-z]))?")
_FUNCTION = re.compile(r"\b(?:the|a|an|of|to|in|is|are|was|were|for|by|with|and|that|we|our|has|"
                       r"have|from|will|be|at|on|it|as|this|which|not|or|should)\b")
_PERSON_BEFORE = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Messrs|Attn|[Cc]ontact|[Cc]olleague|[Ee]ngineer|[Mm]anager|[Dd]irector|"
    r"[Pp]resident|CEO|[Pp]repared by|[Ss]igned by|[Aa]pproved by|[Rr]egards|"
    r"[Ss]incerely)[.,:]?\s$")
_PERSON_BEHIND = re.compile(
    r"(?:,)? (?:said|says|asked|explained|told|wrote|confirmed|attended|will attend|who\b|"
    r"\(he\b|\(she\b)|-san\b")
_PRODUCT = re.compile(r"\d")
_SITE = re.compile(r"\b(?:Plant|Factory|Works|Site|Laborator(?:y|ies)|Campus|Fab|Mill|Refinery)$",
                   re.IGNORECASE)
_SCHOOL = re.compile(r"\b(?:University|Institute|College|School|Association|Society|Council)\b")
# Words that begin sentences, or are capitalised in headings.
_COMMON = frozenset("""
a about above according accordingly additionally after again all also although an and another any
applicants application applications approval approvals are as at attached attachment background
based because before below besides between both buyer but by can clarification clarify companies
company concerning conclusion consequently consignee contact could currently customer customers
date dear delivery demand destination despite destined did do does due during each either email
end enclosed even every exporter exporters fax few finally first following for form from further
furthermore given goods had has have he hence her here his how however if in indeed instead
interim is issue it item items its kind last lastly later less likewise made main many may more
moreover most must my name namely neither nevertheless next no none nor not note notwithstanding
now number of often on once one only opinion or other others our otherwise over overall owing page
permit permits please position prepared previously processing product products proposal proposed
purpose question questions re reason reasons recently reference regarding regards reply report
requirement requirements respectively response same second secondly seller seventh several she
shipped shipment shipments should similarly simplification since sincerely six so some still
subject such summary supplier suppliers technology ten thank thanks that the their them then there
therefore these they third this those three through thus title to today tomorrow two under
unfortunately unless until upon use used usually via was we were what when where whereas whether
which while who why will with within without would year years yesterday yet you your new old draft
attention attn mr mrs ms dr prof kind best semiconductor carbon machine tools model type version
review ours sold in sir madam sirs
""".split()) | frozenset(word.lower() for word in ENGLISH)


@cache
def _plain() -> frozenset[str]:
    """Words that our own English texts write with a small letter."""
    return _COMMON | _listed("english.txt")


@cache
def _opening() -> frozenset[str]:
    """Words of technology and trade that begin a sentence or stand in a heading; within a sentence
    they are capitalised only in a name."""
    return _plain() | _listed("english_openers.txt")


def _listed(name: str) -> frozenset[str]:
    data = Path(__file__).parent / "data" / name
    return frozenset(data.read_text(encoding="utf-8").split())


_PARTICLES = ("de", "van", "von", "di", "da", "del")
_SMALL = frozenset("a an and as at by for from in of on or the to with".split())
_LEADING = frozenset("""
dear from with under since when after before their that this these those while through attention
contact director manager minister engineer professor buyer seller consignee supplier customer user
exporter importer company ministry department government model type version
""".split())


def is_english(sentence: str) -> bool:
    """Whether a sentence is written in English, whatever single names of other scripts it holds."""
    latin = sum(char.isascii() and char.isalpha() for char in sentence)
    letters = sum(char.isalpha() for char in sentence)
    if latin == letters:
        return True
    return latin >= 12 and latin * 10 >= letters * 8 and bool(_FUNCTION.search(sentence))


def english_names(sentence: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, class) of what looks like a name."""
    lower = set(re.findall(r"\b[a-z]{2,}\b", sentence))
    for match in _RUN.finditer(sentence):
        first, last = _stripped(sentence, *match.span(), lower)
        if first >= last:
            continue
        text = sentence[first:last]
        if len(text) < 2 or re.fullmatch(r"\d[A-E]\d{3}.*|[A-Z]?\d+", text):
            continue
        before, behind = sentence[max(0, first - 16):first], sentence[last:last + 14]
        yield first, last, _class(text, before, behind)


def _stripped(sentence: str, first: int, last: int, lower: set[str]) -> tuple[int, int]:
    """The run without common words at its ends; nothing where it holds nothing else."""
    run = sentence[first:last]
    words = [(m.start() + first, m.end() + first) for m in re.finditer(r"\S+", run)]
    heading = not lower - _SMALL

    def common(begin: int, end: int) -> bool:
        word = sentence[begin:end].strip(".,'’").lower()
        opens = heading or not begin or sentence[:begin].rstrip(" \"“(")[-1:] in ".:;!?"
        known = _opening() if opens else _plain()
        return any(form in lower or form in known for form in (
            word, word.removesuffix("s"), word.removesuffix("d"), word.removesuffix("ed"),
            word.removesuffix("ing"), word + "s"))

    led = []
    while words and common(*words[0]) and not (
        sentence[slice(*words[0])] in _PARTICLES and len(words) > 1
    ):
        led.append(words.pop(0))
    if not any(char.isalpha() for begin, end in words for char in sentence[begin:end]):
        return first, first
    # "the Tokyo Precision Fjord": common words that are capitalised within a sentence belong to it.
    while words and led and _part(sentence, *led[-1]):
        words.insert(0, led.pop())
    # So do those behind it: "Summit Tools".
    while words and common(*words[-1]) and not _ends_name(sentence, words, heading):
        words.pop()
    if not words:
        return first, first
    begin, end = words[0][0], words[-1][1]
    abbreviated = re.search(
        r"(?:Ltd|Inc|Co|Corp|S\.A|a\.\s?s|r\.\s?o|o\.\s?o|k\.\s?s)\.$", sentence[begin:end])
    return begin, end if abbreviated else begin + len(sentence[begin:end].rstrip("."))


def _ends_name(sentence: str, words: Sequence[tuple[int, int]], heading: bool) -> bool:
    """Whether the last of the words, a common one, belongs to the name that the others are."""
    begin, end = words[-1]
    word = sentence[begin:end].rstrip(".")
    if _SITE.search(word) or word.isdecimal():
        return True
    before = sentence[words[0][0]:begin]
    if re.search(r"\bof $", before) and _SCHOOL.search(before):
        return True
    return not heading and len(words) > 1 and len(word) > 3 and not word.isupper() \
        and word.isalpha() and word not in ENGLISH and word.lower() not in _SMALL


def _part(sentence: str, begin: int, end: int) -> bool:
    """Whether a common word may be a part of the name behind it: one of several letters, neither an
    abbreviation nor the first of the sentence."""
    word = sentence[begin:end]
    return begin > 0 and sentence[begin - 1] in " (" and sentence[max(0, begin - 2)] not in ".:!?" \
        and len(word) > 3 and not word.isupper() and word.isalpha() \
        and word.lower() not in _LEADING


def _class(text: str, before: str, behind: str) -> str:
    if _PERSON_BEFORE.search(before) or _PERSON_BEHIND.match(behind):
        return "unknown_person"
    if _SITE.search(text):
        return "site"
    if _SCHOOL.search(text):
        return "organisation"
    return "product" if _PRODUCT.search(text) else "unknown_corp"
