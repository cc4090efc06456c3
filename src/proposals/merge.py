"""Two people changed one text: both changes kept, or the sentences both changed named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from proposals.alignment import Effort, align, sentences


@dataclass(frozen=True)
class Conflict:
    """Sentences that both changed, differently.

    `place` is the index in the merged text at which `mine` stands for the time being.
    """

    base: str
    mine: str
    theirs: str
    place: int


@dataclass(frozen=True)
class Merged:
    """The united text. Where there is a conflict it holds my version, so that none is lost."""

    text: str
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, order=True)
class _Edit:
    """Sentences `start` to `end` (exclusive) of the base become `text`."""

    start: int
    end: int
    is_mine: bool
    text: str


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Three-way merge by sentence, for a form that was opened before somebody else saved.

    Changes of neighbouring sentences go together; only changes of the same sentence, or two
    insertions at one place, are a conflict.
    """
    units = sentences(base)
    edits = [*_edits(units, mine, is_mine=True), *_edits(units, theirs, is_mine=False)]
    pieces: list[str] = []
    conflicts: list[Conflict] = []
    reached = 0
    for group in _touching(sorted(edits)):
        start, end = group[0].start, max(edit.end for edit in group)
        pieces.append("".join(units[reached:start]))
        my_text, their_text = (_applied(units, start, end, group, side) for side in (True, False))
        if {edit.is_mine for edit in group} == {True, False} and my_text != their_text:
            place = sum(map(len, pieces))
            passage = "".join(units[start:end])
            conflicts.append(Conflict(passage, my_text, their_text, place))
        pieces.append(my_text if any(edit.is_mine for edit in group) else their_text)
        reached = end
    pieces.append("".join(units[reached:]))
    return Merged("".join(pieces), tuple(conflicts))


def _edits(units: Sequence[str], text: str, *, is_mine: bool) -> Iterator[_Edit]:
    changed = sentences(text)
    i = j = 0
    start, written = 0, ""
    for kind, length in [*align(units, changed, Effort(), tidy=False), ("same", 0)]:
        if kind == "same":
            if i > start or written:
                yield _Edit(start, i, is_mine, written)
            i, j = i + length, j + length
            start, written = i, ""
        elif kind == "delete":
            i += length
        else:
            written += "".join(changed[j : j + length])
            j += length


def _touching(edits: Sequence[_Edit]) -> Iterator[list[_Edit]]:
    """Edits in groups that can't be made independently of each other."""
    group: list[_Edit] = []
    for edit in edits:
        if group and not _meet(group, edit):
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _meet(group: Sequence[_Edit], edit: _Edit) -> bool:
    end = max(earlier.end for earlier in group)
    both_insert_here = group[0].start == end == edit.start == edit.end
    return edit.start < end or both_insert_here


def _applied(
    units: Sequence[str], start: int, end: int, group: Sequence[_Edit], is_mine: bool
) -> str:
    out: list[str] = []
    for edit in group:
        if edit.is_mine == is_mine:
            out += [*units[start : edit.start], edit.text]
            start = edit.end
    return "".join([*out, *units[start:end]])
