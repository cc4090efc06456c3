"""Where a change begins and ends: of equally true places, the one a reader would choose."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from proposals.alignment import Kind

_ORDER: tuple[Kind, ...] = ("same", "delete", "insert")
_CLAUSE_BEGINS = ("又は", "及び", "並びに", "若しくは", "、")
_SENTENCE_ENDS = "。．！？!?\n"
_FARTHEST = 400
_SCRIPTS = re.compile(r"([\u3400-\u9fff々])|([\u3041-\u309f])|([\u30a0-\u30ff])|(\d)|(\w)|(\s)")


@dataclass(frozen=True)
class Change:
    """A piece of text that stayed, came or went."""

    kind: Kind
    text: str


def slid(changes: Iterable[Change]) -> list[Change]:
    """The same changes, each moved along its surroundings to the best boundary.

    A text put in between 「場合」 and 「場合」 may be read as coming before or after the first of
    them; a lawyer writes 場合{+又は…場合+} and not {+場合又は…+}場合.
    """
    edge = Change("same", "")
    out = [edge, *_united(changes), edge]
    for i in range(1, len(out) - 1):
        before, change, after = out[i - 1 : i + 2]
        if change.kind != "same" and before.kind == after.kind == "same":
            out[i - 1 : i + 2] = _slide(before.text, change, after.text)
    return _united(out)


def _united(changes: Iterable[Change]) -> list[Change]:
    """Neighbours of one kind made one, empty ones left out, deletes before inserts."""
    out: list[Change] = []
    told = (change for change in changes if change.text)
    for _, group in groupby(told, key=lambda change: change.kind == "same"):
        neighbours = list(group)
        for kind in _ORDER:
            text = "".join(change.text for change in neighbours if change.kind == kind)
            out += [Change(kind, text)] if text else []
    return out


def _slide(before: str, change: Change, after: str) -> list[Change]:
    far, near = before[:-_FARTHEST], before[-_FARTHEST:]
    text = near + change.text + after[:_FARTHEST]
    length, here = len(change.text), len(near)
    low = high = here
    while low > 0 and text[low - 1] == text[low + length - 1]:
        low -= 1
    while high + length < len(text) and text[high] == text[high + length]:
        high += 1
    start = max(
        range(low, high + 1),
        key=lambda place: (_fitness(text, place, place + length), -abs(place - here)),
    )
    end = start + length
    return [
        Change("same", far + text[:start]),
        Change(change.kind, text[start:end]),
        Change("same", text[end:] + after[_FARTHEST:]),
    ]


def _fitness(text: str, start: int, end: int) -> int:
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    first, last = text[start], text[end - 1]
    if _is_mark(first) or _is_mark(after):
        return -1
    edges = (_script(before) != _script(first)) + (_script(last) != _script(after))
    if before == last == "\n":
        return 9 + edges
    if before in _SENTENCE_ENDS and last in _SENTENCE_ENDS:
        return 6 + edges
    if text.startswith(_CLAUSE_BEGINS, start):
        return 3 + edges
    return edges


def _script(character: str) -> int | str | None:
    found = _SCRIPTS.match(character)
    return found.lastindex if found else character


def _is_mark(character: str) -> bool:
    return bool(unicodedata.combining(character)) or character in "\u200d\ufe0e\ufe0f"
