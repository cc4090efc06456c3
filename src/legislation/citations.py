"""Finding citations in running text and giving each its normal form.

The grammar is that of export control practice (EBNF in docs/legislation.md): instrument, table,
row (項 of a table), sub-row, article, paragraph (項 of an article), item (号), イロハ. What stands
without its instrument is read against the last one named, and stays unresolved where there is
none: nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from legislation.instruments import BY_KEY, INSTRUMENTS, REGIMES, Instrument, Layer
from legislation.numerals import NUMBER, value
from legislation.provision import Provision


@dataclass(frozen=True)
class Citation:
    """A citation at [start, end) of the text, in code points; `provision` is None where it could
    not be resolved."""

    start: int
    end: int
    text: str
    provision: Provision | None


_NAMES = {
    unicodedata.normalize("NFKC", name): one.key for one in INSTRUMENTS for name in one.names
}
_INSTRUMENT = "|".join(
    re.escape(name) for name in sorted(_NAMES, key=len, reverse=True)
)
# Bounded, so that no text makes the search slower than its length.
_SUFFIXED = rf"{NUMBER}(?:の{NUMBER}){{0,3}}"
_DASH = "[-\u2010-\u2015\u2212ー]"
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
)

# Where a citation can begin ...
_BEGINNING = re.compile(
    rf"(?P<name>{_INSTRUMENT})|(?P<table>別表)|(?P<article>第{NUMBER}条)"
    rf"|(?<![0-9〇一二三四五六七八九十百第])(?P<row>{_SUFFIXED}の項)|(?P<same>同条|同項|同号|前号)"
)
# ... and what can follow there.
_TABLE = re.compile(rf"別表(?:の?第?(?P<numbers>{_SUFFIXED})(?P<row>の項)?)?")
_SHORT = re.compile(rf"別表第?1{_DASH}(?P<item>[0-9]+(?:の[0-9]+)?)(?:{_DASH}(?P<sub>[0-9]+))?")
_ROW = re.compile(rf"(?P<item>{_SUFFIXED})の項")
_SUB = re.compile(rf"\((?P<sub>{_SUFFIXED})\)")
_ARTICLE = re.compile(rf"第(?P<n>{NUMBER})条(?:の(?P<more>{_SUFFIXED})(?!の?項))?")
_PARAGRAPH = re.compile(rf"第(?P<n>{NUMBER})項")
_ITEM = re.compile(rf"第(?P<n>{NUMBER})号(?:の(?P<more>{_SUFFIXED}))?")
_IRO = re.compile(
    rf"(?P<n>[{_IROHA}])(?![ァ-ヺー])(?:の?\((?P<in>{NUMBER})\)|の(?P<no>{NUMBER}))?"
)
_LOCATION = re.compile(r"(?:[IVX]+-?)?[0-9]+(?:-[0-9]+)*(?:\([0-9]+\))*(?:[ァ-ヺ](?![ァ-ヺー]))?")
_EU = re.compile(
    r"(?<![A-Za-z0-9.])(?:ECCN ?)?(?P<base>[0-9][A-Ea-e][0-9]{3})"
    r"(?P<rest>(?:\.(?:[a-z]|[0-9]{1,2}))*|[a-z](?:[a-z]|[0-9]{1,2})*)(?![A-Za-z0-9])"
)
_KEYED = re.compile(
    rf"(?<![A-Za-z0-9])(?P<key>{'|'.join(BY_KEY)}) (?P<n>[0-9]+(?:[-の][0-9]+)?)"
    r"(?:\((?P<sub>[0-9]+)\))?(?![0-9A-Za-z])"
)
_NORMAL = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(BY_KEY)})(?::[a-z]+[^\s:、。()]+)+")
_SPACES = " \t\u3000\u200b\ufeff"


def citations(text: str, *, field: bool = False) -> list[Citation]:
    """All citations of a text, in the order they stand.

    `field`: the text is the field of legal references, one to a line; there a regime alone (WA)
    is a citation too.
    """
    folded, places = _folded(text)
    found: list[Citation] = []
    taken = [False] * len(folded)
    for start, end, provision in [
        *_japanese(folded), *_eu(folded), *_keyed(text, folded, places), *_regimes(folded, field),
    ]:
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            begin, stop = places[start], places[end - 1] + 1
            found.append(Citation(begin, stop, text[begin:stop], provision))
    return sorted(found, key=lambda one: one.start)


def provisions(text: str, *, field: bool = False) -> list[Provision]:
    """The resolved provisions a text cites, each once, in order of first appearance."""
    seen = (one.provision for one in citations(text, field=field))
    return list(dict.fromkeys(one for one in seen if one))


def _folded(text: str) -> tuple[str, list[int]]:
    """NFKC without the spaces that Japanese text is broken with, and where each character comes
    from. A space between two Latin letters or digits stays: there it parts words."""
    characters, places = [], []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKC", character):
            if part in _SPACES and not _parts_latin(text, place):
                continue
            characters.append("\n" if part == "\n" else part)
            places.append(place)
    return "".join(characters), places


def _parts_latin(text: str, place: int) -> bool:
    before = text[place - 1] if place else ""
    after = text[place + 1] if place + 1 < len(text) else ""
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def _suffixed(number: str) -> str:
    """3の2 as 3-2."""
    return "-".join(str(value(part)) for part in number.split("の") if part)


class _Reading:
    """A reader going through a text: it knows the instrument and the place named last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.key = ""
        self.place: list[str] = []
        self.at = 0

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def read(self, beginning: re.Match[str]) -> str | None:
        """The normal form of what begins here, None where it can't be resolved; `at` is behind it
        then."""
        self.at = beginning.start()
        match beginning.lastgroup:
            case "name":
                return self._instrument(beginning)
            case "table":
                return self._table()
            case "article":
                return self._within(self._article())
            case "row":
                return self._row()
            case _:
                return self._same(beginning[0])

    def _instrument(self, beginning: re.Match[str]) -> str | None:
        self.at = beginning.end()
        self.key, self.place = _NAMES[beginning[0]], []
        if self.text.startswith("別表", self.at):
            return self._table()
        if _ARTICLE.match(self.text, self.at):
            return self._within(self._article())
        if BY_KEY[self.key].layer is Layer.NOTICE and (where := self.take(_LOCATION)):
            return f"{self.key}:loc{_path(where[0])}"
        return self.key

    def _table(self) -> str | None:
        start = self.at
        if short := self.take(_SHORT):
            self.key = "ETCO"
            return self._listed("1", _suffixed(short["item"]), short["sub"] or "")
        match = self.take(_TABLE)
        assert match is not None, "a citation that begins with 別表"
        if not self._has_tables():
            # Only 輸出令 has numbered tables; a bare 別表 may be anybody's.
            if not match["numbers"]:
                self.at = start + len("別表")
                return None
            self.key = "ETCO"
        numbers = _suffixed(match["numbers"] or "")
        table, row = _table_and_row(BY_KEY[self.key], numbers, bool(match["row"]))
        sub = self.take(_SUB) if row else None
        if not table:
            return None
        return self._listed(table, row, sub["sub"] if sub else "")

    def _row(self) -> str:
        match = self.take(_ROW)
        assert match is not None, "a citation that begins with a row"
        sub = self.take(_SUB)
        if not self._has_tables():
            self.key = "ETCO"
        return self._listed("1", _suffixed(match["item"]), sub["sub"] if sub else "")

    def _listed(self, table: str, row: str, sub: str) -> str:
        steps = [f"table{table}"]
        if row:
            steps.append(f"item{row}")
        if row and sub:
            steps.append(f"sub{_suffixed(sub)}")
        return ":".join([self.key, *steps])

    def _has_tables(self) -> bool:
        return bool(self.key and BY_KEY[self.key].tables)

    def _article(self) -> list[str]:
        article = self.take(_ARTICLE)
        assert article is not None, "a citation that begins with an article"
        return [f"art{_numbered(article)}", *self._below()]

    def _below(self) -> list[str]:
        steps = []
        if paragraph := self.take(_PARAGRAPH):
            steps.append(f"para{value(paragraph['n'])}")
        if item := self.take(_ITEM):
            steps.append(f"no{_numbered(item)}")
        if steps and (iro := self.take(_IRO)):
            below = iro["in"] or iro["no"]
            steps.append(f"iro{iro['n']}{value(below) if below else ''}")
        return steps

    def _within(self, steps: list[str]) -> str | None:
        """A place with articles; a notice has none, so there the instrument is still unknown."""
        if not self.key or BY_KEY[self.key].layer is Layer.NOTICE:
            return None
        self.place = steps
        return ":".join([self.key, *steps])

    def _same(self, word: str) -> str | None:
        """同条, 同項, 同号 and 前号, as far as the place named before says which is meant."""
        self.at += len(word)
        kept = _up_to(self.place, {"同条": "art", "同項": "para"}.get(word, "no"))
        if not self.key or not kept:
            return None
        if word == "前号":
            number = kept[-1].removeprefix("no")
            if not number.isdigit() or number == "1":
                return None
            kept[-1] = f"no{int(number) - 1}"
        return self._within([*kept, *self._below()])


def _numbered(match: re.Match[str]) -> str:
    more = f"-{_suffixed(match['more'])}" if match["more"] else ""
    return f"{value(match['n'])}{more}"


def _path(location: str) -> str:
    """1(3)サ as 1/3/サ."""
    return "/".join(re.findall(r"[IVX]*-?[0-9]+(?:-[0-9]+)*|[ァ-ヺ]", location))


def _up_to(steps: list[str], kind: str) -> list[str]:
    for place, step in enumerate(steps):
        if step.startswith(kind):
            return steps[: place + 1]
    return []


def _table_and_row(instrument: Instrument, numbers: str, has_row: bool) -> tuple[str, str]:
    """Which of the numbers are the table's and which the row's; both empty where no such table
    is.

    別表第1の3の2の項 is row 3の2 of table 1, 別表第3の2 a table of its own: the longest
    number that is a table is meant, and that leaves a row where one is named.
    """
    if instrument.sole_table:
        return "1", numbers
    parts = numbers.split("-")
    for length in range(len(parts), 0, -1):
        table, row = "-".join(parts[:length]), "-".join(parts[length:])
        if table in instrument.tables and bool(row) is has_row:
            return table, row
    return "", ""


def _japanese(folded: str) -> Iterator[tuple[int, int, Provision | None]]:
    reading, at = _Reading(folded), 0
    while beginning := _BEGINNING.search(folded, at):
        key = reading.read(beginning)
        at = max(reading.at, beginning.end())
        if key:
            yield beginning.start(), reading.at, Provision(key)
        elif beginning.lastgroup == "article" or reading.at > beginning.end():
            # It is a citation, of something unknown; 同項 or 別表 alone need not be one.
            yield beginning.start(), reading.at, None


def _eu(folded: str) -> Iterator[tuple[int, int, Provision | None]]:
    for m in _EU.finditer(folded):
        rest = re.findall(r"[a-z]|[0-9]+", m["rest"])
        yield m.start(), m.end(), Provision(".".join([m["base"].upper(), *rest]))


def _keyed(
    text: str, folded: str, places: list[int]
) -> Iterator[tuple[int, int, Provision | None]]:
    """Keys as somebody types them who knows them: ETCO 9, ETCO:table1:item9."""
    for m in _NORMAL.finditer(folded):
        try:
            yield m.start(), m.end(), Provision(m[0])
        except ValueError:
            continue
    for m in _KEYED.finditer(folded):
        number = m["n"].replace("の", "-")
        instrument = BY_KEY[m["key"]]
        if instrument.layer is Layer.NOTICE:
            continue
        kind = f"table1:item{number}" if instrument.tables else f"art{number}"
        sub = f":sub{m['sub']}" if m["sub"] and instrument.tables else ""
        yield m.start(), m.end(), Provision(f"{m['key']}:{kind}{sub}")


def _regimes(folded: str, field: bool) -> Iterator[tuple[int, int, Provision | None]]:
    if field:
        for m in re.finditer(rf"(?m)^(?:{'|'.join(REGIMES)})$", folded):
            yield m.start(), m.end(), Provision(m[0])
