"""Where the words a comment was written on stand in a later text: found, changed or gone.

An anchor is a TextQuoteSelector (W3C Web Annotation Data Model, 4.2.4): the words themselves with
what stands before and after them, by which the same words in two places are told apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

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
    whole text."""

    section: str = ""
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Place:
    """Where an anchor is now. `words` are those that stand there now ("" where it has none), from
    character `start` on of the section as `reading` gives it; -1 for no place in it."""

    fate: Fate
    section: str
    words: str = ""
    start: int = -1


def reading(text: str) -> str:
    """A text as one line: a page breaks its lines elsewhere than the source does."""
    return " ".join(text.split())


def occurs(anchor: Anchor, text: str) -> bool:
    """Whether the quoted words stand in a text at all."""
    return reading(anchor.quote) in reading(text)


def resolve(anchor: Anchor, old: Mapping[str, str], new: Mapping[str, str]) -> Place:
    """Where the anchor's words of `old` are in `new`; both map section names to plain text.

    The place is followed through the changes between the texts, so that the same words elsewhere
    are not taken for it. What was moved is looked for by its words and their surroundings.
    """
    if not anchor.section:
        return Place(Fate.FOUND, "")
    if not anchor.quote:
        there = bool(new.get(anchor.section, "").strip())
        return Place(Fate.FOUND if there else Fate.GONE, anchor.section)
    before, after = reading(old.get(anchor.section, "")), reading(new.get(anchor.section, ""))
    start = _locate(anchor, before)
    followed = _follow(anchor, start, before, after) if start >= 0 else None
    if followed and followed.fate is Fate.FOUND:
        return followed
    return _moved(anchor, new) or followed or Place(Fate.GONE, anchor.section)


def _follow(anchor: Anchor, start: int, before: str, after: str) -> Place | None:
    """The place, followed through the changes; None where nothing of the words has stayed."""
    quote = reading(anchor.quote)
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
    return Place(fate, anchor.section, words, kept[0][0])


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
