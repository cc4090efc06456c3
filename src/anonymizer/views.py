"""A text as logical characters with their places in the original.

`lines` decodes what stands for other characters (entities, escapes, percent runs, wide and
compatibility forms) and, in the seen view, leaves out what a reader does not see (tags, link
targets, readings). `tight` then drops everything that may stand between the letters of a name.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from anonymizer.characters import LIGHT, LONG_FORMS, NOTHING, TIGHT
from anonymizer.decoding import CODED, decode
from anonymizer.markup import MARKUP, MARKUP_SIGNS

_LONG_ONE = re.compile("(?<=[ァ-ヺ二卜口力工夕八千三厶才])一(?![㐀-䶿一丁-鿿])|"
                       "(?<=[ァ-ヺ二卜口力工夕八千三厶才])一(?=[二卜口力工夕八千三厶才])")
# What stands for a member's name where only its surroundings are read.
_HIDDEN = "\ue000"
_BETWEEN = re.compile(r"[\W_]")
_VOICED = re.compile("(.)([\u3099\u309a])", re.DOTALL)
_LONG = "".join(re.escape(char) for char in LONG_FORMS)
_SEEN = re.compile(f"{MARKUP}|{CODED}|(?P<long>[{_LONG}])", re.DOTALL)
_RAW = re.compile(f"{CODED}|(?P<long>[{_LONG}])", re.DOTALL)


@dataclass(frozen=True, slots=True)
class View:
    """Folded characters; character i came from original [start[i], end[i])."""

    text: str
    start: Sequence[int]
    end: Sequence[int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The original span of characters [first, last), which is not empty."""
        return self.start[first], self.end[last - 1]


@dataclass(frozen=True, slots=True)
class Tight:
    """Only the letters of a view; letter i is character at[i] of that view."""

    text: str
    at: Sequence[int]
    lines: View

    def written(self, first: int, last: int) -> str:
        """Letters [first, last) as the light view spells them, with their long marks only."""
        text, end = self.lines.text, self.at[last - 1] + 1
        while text[end:end + 1] == "ー":
            end += 1
        return _BETWEEN.sub("", text[self.at[first]:end])


class _Builder:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []

    def plain(self, text: str, first: int, last: int) -> None:
        folded = text[first:last].translate(LIGHT)
        if NOTHING in folded:
            kept = [char != NOTHING for char in folded]
            folded = folded.replace(NOTHING, "")
            self.start.extend(compress(range(first, last), kept))
            self.end.extend(compress(range(first + 1, last + 1), kept))
        else:
            self.start.extend(range(first, last))
            self.end.extend(range(first + 1, last + 1))
        self.parts.append(folded)

    def piece(self, folded: str, first: int, last: int) -> None:
        folded = folded.translate(LIGHT).replace(NOTHING, "")
        self.parts.append(folded)
        self.start.extend([first] * len(folded))
        self.end.extend([last] * len(folded))


def lines(text: str, *, seen: bool) -> View:
    """The light view: as a reader sees it (`seen`), or with all markup kept as characters."""
    builder = _Builder()
    position = 0
    for match in (_SEEN if seen else _RAW).finditer(text):
        if match.end() <= position:
            continue
        builder.plain(text, position, match.start())
        position = match.end()
        _special(builder, match)
    builder.plain(text, position, len(text))
    return _voiced(View("".join(builder.parts), builder.start, builder.end))


def _special(builder: _Builder, match: re.Match[str]) -> None:
    first, last = match.span()
    group = match.lastgroup or ""
    if group == "long":
        builder.piece(LONG_FORMS[match.group()], first, last)
    elif group in ("break", "escaped"):
        builder.piece("\n" if group == "break" else "", first, last)
    elif group not in ("hidden", "open", "close", "reading", "tag"):
        for folded, begin, end in decode(match.group(), group):
            builder.piece(folded, first + begin, first + end)


def _voiced(view: View) -> View:
    """Joins a kana and the voicing mark that follows it."""
    if "\u3099" not in view.text and "\u309a" not in view.text:
        return view
    parts: list[str] = []
    start: list[int] = []
    end: list[int] = []
    position = 0
    for match in _VOICED.finditer(view.text):
        joined = _join(match.group(1), match.group(2))
        if len(joined) != 1:
            continue
        first, last = match.span()
        parts += (view.text[position:first], joined)
        start += (*view.start[position:first], view.start[first])
        end += (*view.end[position:first], view.end[last - 1])
        position = last
    parts.append(view.text[position:])
    start += view.start[position:]
    end += view.end[position:]
    return View("".join(parts), start, end)


def _join(base: str, mark: str) -> str:
    return unicodedata.normalize("NFC", base + mark)


def hidden(view: View, places: Sequence[tuple[int, int]]) -> View:
    """The view with one sign for each of some original places, given in order."""
    parts: list[str] = []
    start: list[int] = []
    end: list[int] = []
    position = reached = 0
    for begin, stop in places:
        if begin < reached:
            continue
        first, last = bisect_right(view.end, begin), bisect_left(view.start, stop)
        if first >= last:
            continue
        parts += (view.text[position:first], _HIDDEN)
        start += (*view.start[position:first], begin)
        end += (*view.end[position:first], stop)
        position, reached = last, stop
    parts.append(view.text[position:])
    start += view.start[position:]
    end += view.end[position:]
    return View("".join(parts), start, end)


def tight(view: View) -> Tight:
    """The letters of a view, folded hard, for the search of names."""
    folded = view.text
    if "一" in folded:
        folded = _LONG_ONE.sub("ー", folded)
    folded = folded.translate(TIGHT)
    kept = [i for i, char in enumerate(folded) if char != NOTHING]
    return Tight(folded.replace(NOTHING, ""), kept, view)


def fold(name: str) -> str:
    """A name as the keys hold it: the letters of the seen view."""
    return tight(lines(name, seen=False)).text


def has_markup(text: str) -> bool:
    """Whether the seen view can differ from the raw one."""
    return bool(MARKUP_SIGNS.search(text))
