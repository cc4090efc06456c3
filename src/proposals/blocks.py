"""A text as a sequence of blocks whose ids survive every revision, edited or moved.

A block is a heading, a paragraph, an item of a list or a row of a table. Its id, "b" and a number
counted within the request, is never given to another one: comments, suggestions, objections and
citations hang on it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from foundation.markdown import pieces, render
from proposals.alignment import Effort, align
from proposals.sections import NAMES

BLOCK_ID = re.compile(r"b[1-9]\d{0,6}")
# Blocks that share less than this part of their pairs of letters are two and not one.
ALIKE = 0.5
# Comparing all that is left may touch so many letters; what costs more is compared in order only.
_LETTERS = 20_000_000


@dataclass(frozen=True)
class Block:
    """A block of a version. `text` are its words alone; `start` and `end` (code points) tell where
    it stands in the source of its section."""

    id: str
    section: str
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Blocks:
    """The blocks of a version in the order of the text; `next` numbers the next new one."""

    all: tuple[Block, ...] = ()
    next: int = 1

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Blocks":
        return cls(tuple(Block(**one) for one in value["blocks"]), value["next"])

    def to_json(self) -> dict[str, Any]:
        return {"blocks": [asdict(one) for one in self.all], "next": self.next}

    def ids(self, section: str) -> list[str]:
        return [one.id for one in self.all if one.section == section]

    def find(self, block_id: str) -> Block | None:
        return next((one for one in self.all if one.id == block_id), None)


NONE = Blocks()


def identified(sections: Mapping[str, str], before: Blocks = NONE) -> Blocks:
    """The blocks of these sections (name to Markdown), with the ids of those of the version before
    that they continue: the same words first, in their order and then wherever they went, after
    that those with enough in common, the likest first.

    Raises MarkdownTooLong.
    """
    found = [
        Block("", name, one.kind, one.text, one.start, one.end)
        for name in NAMES
        if name in sections
        for one in pieces(sections[name])
    ]
    heirs: dict[int, int] = {}
    heirs |= _stayed(before.all, found)
    heirs |= _moved(*_left(before.all, found, heirs))
    heirs |= _edited(*_left(before.all, found, heirs))
    number, out = before.next, []
    for at, block in enumerate(found):
        if at in heirs:
            block_id = before.all[heirs[at]].id
        else:
            block_id, number = f"b{number}", number + 1
        out.append(replace(block, id=block_id))
    return Blocks(tuple(out), number)


def rendered(sections: Mapping[str, str], blocks: Blocks) -> dict[str, str]:
    """The sections as HTML, each block carrying its id. Raises MarkdownTooLong."""
    return {
        name: render(text, top=4, ids=blocks.ids(name)) for name, text in sections.items()
    }


_Numbered = list[tuple[int, Block]]


def _left(
    old: Sequence[Block], new: Sequence[Block], heirs: Mapping[int, int]
) -> tuple[_Numbered, _Numbered]:
    taken = set(heirs.values())
    return (
        [(i, block) for i, block in enumerate(old) if i not in taken],
        [(j, block) for j, block in enumerate(new) if j not in heirs],
    )


def _stayed(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """Blocks with the same words in the same section, in the order they had."""
    heirs: dict[int, int] = {}
    effort = Effort()
    for name in {block.section for block in new}:
        was = [i for i, block in enumerate(old) if block.section == name]
        now = [j for j, block in enumerate(new) if block.section == name]
        i = j = 0
        for kind, length in align(
            [old[at].text for at in was], [new[at].text for at in now], effort, tidy=False
        ):
            if kind == "same":
                heirs |= dict(zip(now[j : j + length], was[i : i + length], strict=True))
            i += length if kind != "insert" else 0
            j += length if kind != "delete" else 0
    return heirs


def _moved(old: _Numbered, new: _Numbered) -> dict[int, int]:
    """Blocks with the same words anywhere, those of their own section first."""
    waiting: dict[str, list[tuple[int, Block]]] = defaultdict(list)
    for numbered in old:
        waiting[numbered[1].text].append(numbered)
    heirs: dict[int, int] = {}
    for within in (True, False):
        for j, block in new:
            same = waiting.get(block.text, [])
            fit = [one for one in same if one[1].section == block.section or not within]
            if fit and j not in heirs:
                heirs[j] = fit[0][0]
                same.remove(fit[0])
    return heirs


def _edited(old: _Numbered, new: _Numbered) -> dict[int, int]:
    """Blocks with enough in common, the likest pair first; of equals the nearest."""
    heirs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, _, i, j in sorted(_likenesses(old, new)):
        if i not in taken and j not in heirs:
            heirs[j] = i
            taken.add(i)
    return heirs


def _likenesses(old: _Numbered, new: _Numbered) -> Iterator[tuple[float, bool, int, int, int]]:
    letters = sum(len(block.text) for _, block in (*old, *new))
    pairs: Iterator[tuple[tuple[int, Block], tuple[int, Block]]]
    if letters * max(len(old), len(new)) <= _LETTERS:
        pairs = ((one, other) for one in old for other in new)
    else:
        pairs = zip(old, new, strict=False)
    counted: dict[str, Counter[str]] = {}
    for (i, was), (j, now) in pairs:
        one, other = _pairs(was.text, counted), _pairs(now.text, counted)
        size = one.total() + other.total()
        if 2 * min(one.total(), other.total()) < ALIKE * size:
            continue
        likeness = 2 * (one & other).total() / size
        if likeness >= ALIKE:
            yield -likeness, was.section != now.section, abs(i - j), i, j


def _pairs(text: str, counted: dict[str, Counter[str]]) -> Counter[str]:
    if text not in counted:
        counted[text] = Counter(a + b for a, b in zip(text, text[1:], strict=False)) or Counter(
            [text]
        )
    return counted[text]
