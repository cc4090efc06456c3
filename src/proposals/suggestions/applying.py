"""Words proposed for a passage, as edits of a block's source: do they meet, what comes of them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from proposals.alignment import words
from proposals.boundaries import Change

AROUND = 32
# Marks of Markdown that may stand between the letters of words as they are read on a page.
_MARKS = r"[*_`~\\]*"


@dataclass(frozen=True)
class Edit:
    """Code points `start` to `end` (excluded) of block `block` become `text`; `number` is whose."""

    number: int
    block: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Piece:
    """A part of a block's source; `number` is whose words come or go, 0 where they stay."""

    kind: str
    text: str
    number: int = 0


def found(quote: str, prefix: str, suffix: str, source: str) -> tuple[int, int] | None:
    """Where the quote stands in a source, marks left out of account if need be: of several places
    the one whose surroundings agree best. None where it does not."""
    pattern = _MARKS.join(map(re.escape, quote))
    places = [(one.start(), one.end()) for one in re.finditer(f"(?={re.escape(quote)})", source)]
    places = [(start, start + len(quote)) for start, _ in places] or [
        (one.start(), one.end()) for one in re.finditer(pattern, source)
    ]
    return max(
        places,
        key=lambda place: (
            _common(source[: place[0]][::-1], prefix[::-1]) + _common(source[place[1] :], suffix)
        ),
        default=None,
    )


def trimmed(quote: str, replacement: str) -> tuple[int, int, str]:
    """The least part of the quote that changes, by words: from, to, and what stands there then."""
    old, new = words(quote), words(replacement)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    start = len("".join(old[:head]))
    end = len(quote) - len("".join(old[len(old) - tail :] if tail else []))
    return start, end, "".join(new[head : len(new) - tail])


def edit(number: int, block: str, start: int, quote: str, replacement: str) -> Edit:
    """The edit of a quote that begins at `start` of its block."""
    begins, ends, text = trimmed(quote, replacement)
    return Edit(number, block, start + begins, start + ends, text)


def overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits can't both be made: they share letters, or one puts words in where the
    other changes some."""
    if one.block != other.block:
        return False
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def conflicts(edits: Sequence[Edit]) -> dict[int, list[int]]:
    """By number the numbers of those that each one overlaps."""
    out: dict[int, list[int]] = defaultdict(list)
    for one in edits:
        for other in edits:
            if one.number != other.number and overlap(one, other):
                out[one.number].append(other.number)
    return out


def applied(source: str, edits: Sequence[Edit]) -> str:
    """A block's source with edits made that do not overlap."""
    for one in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        source = source[: one.start] + one.text + source[one.end :]
    return source


def overlaid(source: str, edits: Sequence[Edit]) -> list[Piece]:
    """A block's source as a redline of edits; of two that overlap the later number is left out."""
    chosen: list[Edit] = []
    for one in sorted(edits, key=lambda one: one.number):
        if not any(overlap(one, other) for other in chosen):
            chosen.append(one)
    out: list[Piece] = []
    at = 0
    for one in sorted(chosen, key=lambda one: (one.start, one.end)):
        out += [
            Piece("same", source[at : one.start]),
            Piece("delete", source[one.start : one.end], one.number),
            Piece("insert", one.text, one.number),
        ]
        at = one.end
    out.append(Piece("same", source[at:]))
    return [one for one in out if one.text]


def section_with(source: str, spans: Mapping[str, tuple[int, int]], edits: Sequence[Edit]) -> str:
    """A section's source with the edits of its blocks made; `spans` tells where blocks stand."""
    moved = [
        Edit(one.number, "", spans[one.block][0] + one.start, spans[one.block][0] + one.end,
             one.text)
        for one in edits
    ]  # fmt: skip
    return applied(source, moved)


def in_context(source: str, start: int, end: int, changes: Sequence[Change]) -> list[Change]:
    """Changes between what stands before and after them in their block, long ends left out."""
    before, after = source[:start], source[end:]
    head = before if len(before) <= 2 * AROUND else "…" + before[-2 * AROUND :]
    tail = after if len(after) <= 2 * AROUND else after[: 2 * AROUND] + "…"
    whole = [Change("same", head), *changes, Change("same", tail)]
    return [
        Change(kind, "".join(one.text for one in run))
        for kind, run in groupby((one for one in whole if one.text), key=lambda one: one.kind)
    ]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
