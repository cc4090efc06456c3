"""What changed between two texts, so that a person can read it: 見え消し and 新旧対照表."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from proposals.alignment import Effort, Run, align, paragraphs, sentences, words
from proposals.boundaries import Change, slid
from proposals.counterparts import paired

__all__ = ["Change", "Row", "cut", "redline", "side_by_side"]

Split = Callable[[str], list[str]]


@dataclass(frozen=True)
class Row:
    """One paragraph of each text side by side; a side without a counterpart is empty.

    `old` holds what stayed and went, `new` what stayed and came.
    """

    old: tuple[Change, ...]
    new: tuple[Change, ...]


def redline(old: str, new: str) -> list[Change]:
    """The way from old to new in few, readable changes; a delete stands before its insert.

    What stayed and went, joined, is the old text; what stayed and came is the new one.
    """
    return _redline(old, new, Effort())


def cut(changes: Sequence[Change], places: Sequence[int]) -> list[list[Change]]:
    """The changes in as many parts as there are places and one: cut where the new text comes to
    each place (code points, ascending). What goes at a place stays with the part before where it
    ends a line, for it was the end of that."""
    parts: list[list[Change]] = [[]]
    left, at = list(places), 0
    for change in changes:
        text = change.text
        if change.kind == "delete":
            if left and left[0] == at and not text.endswith("\n"):
                parts, left = [*parts, []], left[1:]
            parts[-1].append(change)
            continue
        while left and left[0] <= at + len(text):
            here = left[0] - at
            if here == len(text):
                break  # what goes between may come first
            parts[-1] += [Change(change.kind, text[:here])] if here else []
            parts, left, at, text = [*parts, []], left[1:], at + here, text[here:]
        parts[-1].append(Change(change.kind, text))
        at += len(text)
    return parts + [[] for _ in left]


def side_by_side(old: str, new: str) -> list[Row]:
    """The paragraphs (lines that are not empty) of both texts, each beside its counterpart."""
    effort = Effort()
    before, after = _lines(old), _lines(new)
    rows: list[Row] = []
    for gone, come in _blocks(before, after, align(before, after, effort, tidy=False)):
        pairs = zip(gone, come, strict=True) if gone == come else paired(gone, come, effort)
        rows += [_row(a, b, effort) for a, b in pairs]
    return rows


def _redline(old: str, new: str, effort: Effort) -> list[Change]:
    return slid(list(_changes(old, new, (paragraphs, sentences, words), effort)))


def _changes(old: str, new: str, levels: Sequence[Split], effort: Effort) -> Iterator[Change]:
    """Unlike paragraphs are compared by sentence, and unlike sentences by word."""
    split, *finer = levels
    before, after = split(old), split(new)
    for gone, come in _blocks(before, after, align(before, after, effort, tidy=not finer)):
        if gone == come:
            yield Change("same", "".join(gone))
        elif finer and gone and come:
            yield from _changes("".join(gone), "".join(come), finer, effort)
        else:
            yield Change("delete", "".join(gone))
            yield Change("insert", "".join(come))


def _blocks(
    old: Sequence[str], new: Sequence[str], runs: Sequence[Run]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Units that correspond, in order: equal lists where they stayed, unlike ones elsewhere."""
    i = j = 0
    for _, block in groupby(runs, key=lambda run: run[0] == "same"):
        lengths = dict(block)
        stayed = lengths.get("same", 0)
        to_i = i + stayed + lengths.get("delete", 0)
        to_j = j + stayed + lengths.get("insert", 0)
        yield old[i:to_i], new[j:to_j]
        i, j = to_i, to_j


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _row(old: str, new: str, effort: Effort) -> Row:
    changes = _redline(old, new, effort)
    return Row(
        tuple(change for change in changes if change.kind != "insert"),
        tuple(change for change in changes if change.kind != "delete"),
    )
