"""Where the words a comment was written on stand in a later text: found, changed or gone.

An anchor is a TextQuoteSelector (W3C Web Annotation Data Model, 4.2.4): the words themselves with
what stands before and after them, by which the same words in two places are told apart; and a
TextPositionSelector (4.2.5) within the block they stand in, whose id outlives the version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from proposals.blocks import Blocks
from proposals.diff import Change, redline

# So many characters before and after must agree for words to count as the same passage, moved.
_CONVINCING = 8


class Fate(StrEnum):
    """What became of the words."""

    FOUND = "found"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Anchor:
    """Words of a section. Without a quote the whole section is meant, without a section too the
    whole text. `start` and `end` (code points) are their place in the words of `block`, -1 where
    they stand in no one block."""

    section: str = ""
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    block: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class Place:
    """Where an anchor is now. `words` are those that stand there now ("" where it has none), from
    character `start` on of the section as `reading` gives it; -1 for no place in it. `block` is the
    block they begin in."""

    fate: Fate
    section: str
    words: str = ""
    start: int = -1
    block: str = ""


@dataclass(frozen=True)
class Spot:
    """A block's words as `reading` gives them, and where they begin in their section."""

    section: str
    start: int
    text: str


@dataclass(frozen=True, eq=False)
class Layout:
    """A version as anchors see it: each section as one line, and the blocks in it by their ids. One
    is the same as another only if it is that very one."""

    sections: Mapping[str, str] = field(default_factory=dict)
    spots: Mapping[str, Spot] = field(default_factory=dict)

    def block_at(self, section: str, place: int) -> str:
        """The block that a place of a section stands in, "" between blocks."""
        return next(
            (
                block_id for block_id, spot in self.spots.items()
                if spot.section == section
                and spot.start <= place < spot.start + len(spot.text)
            ),
            "",
        )


def layout(blocks: Blocks) -> Layout:
    """How a version with these blocks lies."""
    sections: dict[str, str] = {}
    spots: dict[str, Spot] = {}
    for block in blocks.all:
        line, text = sections.get(block.section, ""), reading(block.text)
        line += " " if line else ""
        spots[block.id] = Spot(block.section, len(line), text)
        sections[block.section] = line + text
    return Layout(sections, spots)


def reading(text: str) -> str:
    """A text as one line: a page breaks its lines elsewhere than the source does."""
    return " ".join(text.split())


def occurs(anchor: Anchor, text: str) -> bool:
    """Whether the quoted words stand in a text at all."""
    return reading(anchor.quote) in reading(text)


def located(anchor: Anchor, lies: Layout) -> Anchor:
    """The anchor with the block its words stand in. Of a block alone all the words are meant."""
    if anchor.block and not anchor.quote:
        spot = lies.spots[anchor.block]
        return replace(
            anchor, section=spot.section, quote=spot.text, start=0, end=len(spot.text)
        )
    if not anchor.quote:
        return anchor
    at = _locate(anchor, lies.sections.get(anchor.section, ""))
    block = lies.block_at(anchor.section, at) if at >= 0 else ""
    if not block:
        return replace(anchor, block="")
    start = at - lies.spots[block].start
    end = start + len(reading(anchor.quote))
    inside = end <= len(lies.spots[block].text)
    return replace(anchor, block=block, start=start if inside else -1, end=end if inside else -1)


def resolve(anchor: Anchor, old: Layout, new: Layout) -> Place:
    """Where the anchor's words of `old` are in `new`.

    The place is followed through the changes of its block, wherever that has gone, and of its
    section, so that the same words elsewhere are not taken for it. What was moved is looked for by
    its words and their surroundings.
    """
    if not anchor.section:
        return Place(Fate.FOUND, "")
    if not anchor.quote:
        there = bool(new.sections.get(anchor.section, "").strip())
        return Place(Fate.FOUND if there else Fate.GONE, anchor.section)
    place = _carried(anchor, old, new)
    if place.start < 0:
        return place
    return replace(place, block=new.block_at(place.section, place.start))


def _carried(anchor: Anchor, old: Layout, new: Layout) -> Place:
    there = _in_block(anchor, old, new)
    if there and there.fate is Fate.FOUND:
        return there
    near = _in_section(anchor, old, new)
    if near and near.fate is Fate.FOUND:
        return near
    return _moved(anchor, new.sections) or there or near or Place(Fate.GONE, anchor.section)


def _in_block(anchor: Anchor, old: Layout, new: Layout) -> Place | None:
    was, now = old.spots.get(anchor.block), new.spots.get(anchor.block)
    if was is None or now is None or anchor.start < 0:
        return None
    place = follow(reading(anchor.quote), anchor.start, was.text, now.text)
    return place and replace(place, section=now.section, start=place.start + now.start)


def _in_section(anchor: Anchor, old: Layout, new: Layout) -> Place | None:
    before, after = (one.sections.get(anchor.section, "") for one in (old, new))
    start = _locate(anchor, before)
    place = follow(reading(anchor.quote), start, before, after) if start >= 0 else None
    return place and replace(place, section=anchor.section)


def follow(quote: str, start: int, before: str, after: str) -> Place | None:
    """The place of `quote` at `start` of the text before, followed through the changes; None where
    nothing of the words has stayed."""
    end = start + len(quote)
    kept = [
        (max(start, old_at) - old_at + new_at, min(end, old_at + length) - old_at + new_at)
        for old_at, new_at, length in _stayed(before, after)
        if old_at < end and start < old_at + length
    ]
    if not any(after[a:b].strip() for a, b in kept):
        return None
    words = after[kept[0][0] : kept[-1][1]]
    fate = Fate.FOUND if words == quote else Fate.CHANGED
    return Place(fate, "", words, kept[0][0])


def _moved(anchor: Anchor, new: Mapping[str, str]) -> Place | None:
    """The words with convincing surroundings anywhere, their own section first."""
    names = sorted(new, key=lambda name: name != anchor.section)
    quote = reading(anchor.quote)
    for name in names:
        text = reading(new[name])
        start = _locate(anchor, text)
        if start >= 0 and sum(_agreement(anchor, text, start)) >= _CONVINCING:
            return Place(Fate.FOUND, name, quote, start)
    return None


def _locate(anchor: Anchor, text: str) -> int:
    """The occurrence of the quote whose surroundings agree best, the first of equals; -1: none."""
    places = list(_occurrences(reading(anchor.quote), text))
    return max(places, key=lambda at: sum(_agreement(anchor, text, at)), default=-1)


def _occurrences(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _agreement(anchor: Anchor, text: str, at: int) -> tuple[int, int]:
    """How many characters before and after a place are those of the anchor."""
    prefix, suffix = reading(anchor.prefix), reading(anchor.suffix)
    before = text[:at].rstrip()
    after = text[at + len(reading(anchor.quote)) :].lstrip()
    return _common(reversed(prefix), reversed(before)), _common(iter(suffix), iter(after))


def _common(one: Iterator[str], other: Iterator[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


@lru_cache(maxsize=256)
def _stayed(before: str, after: str) -> tuple[tuple[int, int, int], ...]:
    """Runs that stayed: where in the old text, where in the new one, how long."""
    runs: list[tuple[int, int, int]] = []
    old_at = new_at = 0
    changes = [Change("same", before)] if before == after else redline(before, after)
    for change in changes:
        length = len(change.text)
        if change.kind == "same":
            runs.append((old_at, new_at, length))
        old_at += length if change.kind != "insert" else 0
        new_at += length if change.kind != "delete" else 0
    return tuple(runs)
