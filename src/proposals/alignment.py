"""Which units of one text stand in another: paragraphs, sentences or words, in bounded time."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from threading import Lock
from typing import Literal

from diff_match_patch import diff_match_patch
from sudachipy import Dictionary, SplitMode, Tokenizer

Kind = Literal["same", "insert", "delete"]
Run = tuple[Kind, int]

_KINDS: dict[int, Kind] = {-1: "delete", 0: "same", 1: "insert"}
_ORDER: tuple[Kind, ...] = ("same", "delete", "insert")
# The library compares characters: units are given private ones to stand in for them.
_FIRST_PRIVATE, _PRIVATE = 0xE000, 6400
_PAIRS_AT_ONCE = 1_000_000

_CONJUNCTION = "又は|及び|並びに|若しくは"
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆〇"
_KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_WORD = re.compile(
    rf"{_CONJUNCTION}"
    rf"|(?:(?!{_CONJUNCTION})[{_HAN}][\ufe00-\ufe0f\U000e0100-\U000e01ef]*)+"
    r"|[\u3041-\u309f]+|[\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f][\u3099\u309a\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f]*"
    r"|[0-9０-９]+(?:[.,．，][0-9０-９]+)*"
    rf"|[^\W\d_{_HAN}{_KANA}]+"
    r"|[^\S\n]+"
    # Anything else stands alone, but is not torn from the marks that belong to it.
    r"|.(?:[\u0300-\u036f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*",
    re.DOTALL,
)
_CONJUNCTIONS = frozenset({"又は", "並びに", "若しくは", "及び"})
_MARKS = "\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_JAPANESE = re.compile(rf"[{_HAN}{_KANA}][{_HAN}{_KANA}{_MARKS}]*")
_MARK = re.compile(rf"[{_MARKS}]+\Z")
# The dictionary's tokenizer takes 48 KB at once.
_AT_ONCE = 4_000
_LOCK = Lock()
_SENTENCE = re.compile(r"\n+|[^\n。．！？!?]*[。．！？!?]+[」』）)]*|[^\n。．！？!?]+")
_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")


def words(text: str) -> list[str]:
    """Words as a reader sees them, joined the text again: Japanese has no spaces to split at, so a
    dictionary tells them; numbers and other languages are split by their letters."""
    out: list[str] = []
    at = 0
    for run in _JAPANESE.finditer(text):
        out += [match[0] for match in _WORD.finditer(text[at : run.start()])]
        for start in range(run.start(), run.end(), _AT_ONCE):
            out += _japanese(text[start : min(start + _AT_ONCE, run.end())])
        at = run.end()
    return out + [match[0] for match in _WORD.finditer(text[at:])]


@lru_cache(maxsize=8192)
def _japanese(run: str) -> tuple[str, ...]:
    with _LOCK:
        found = tuple(one.surface() for one in _tokenizer().tokenize(run))
    pieces: list[str] = []
    for word in found:
        # 又は and marks on a letter are one, however the dictionary takes them apart.
        if pieces and (pieces[-1] + word in _CONJUNCTIONS or _MARK.match(word)):
            pieces[-1] += word
        else:
            pieces.append(word)
    return tuple(pieces)


@cache
def _tokenizer() -> Tokenizer:
    """One for the process, since it holds the dictionary; it serves one thread at a time. The small
    dictionary has shorter words: of 基準額 half can stay."""
    return Dictionary(dict="small").tokenizer(mode=SplitMode.B)


def sentences(text: str) -> list[str]:
    """Sentences, and the line breaks between them as units of their own."""
    return [match[0] for match in _SENTENCE.finditer(text)]


def paragraphs(text: str) -> list[str]:
    """Lines, each with the line breaks that follow it."""
    return [match[0] for match in _PARAGRAPH.finditer(text)]


class Effort:
    """How much one comparison may cost, in pairs of units (a million take about 0.3 s).

    Counted and not timed, so that the same texts give the same answer on a busy machine.
    """

    def __init__(self, pairs: int = 4_000_000) -> None:
        self._left = pairs

    def affords(self, pairs: int) -> bool:
        if pairs > min(self._left, _PAIRS_AT_ONCE):
            return False
        self._left -= pairs
        return True


def align(old: Sequence[str], new: Sequence[str], effort: Effort, *, tidy: bool) -> list[Run]:
    """Runs of units that stay, go and come, in order; a delete stands before its insert.

    `tidy` gives up scraps that stayed by chance between two changes. Where the effort does not
    suffice the answer is as true, only longer than it need be.
    """
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    return _joined([("same", head), *_middle(before, after, effort, tidy), ("same", tail)])


def _middle(old: Sequence[str], new: Sequence[str], effort: Effort, tidy: bool) -> Iterator[Run]:
    if not old or not new:
        yield from (("delete", len(old)), ("insert", len(new)))
        return
    kept = _kept(old, new)
    if len(old) + len(new) <= _PRIVATE and effort.affords(_cost(old, new, len(kept))):
        yield from _compared(old, new, tidy)
        return
    i = j = 0
    for kept_i, kept_j in [*kept, (len(old), len(new))]:
        gap_old, gap_new = old[i:kept_i], new[j:kept_j]
        if len(gap_old) + len(gap_new) <= _PRIVATE and effort.affords(_cost(gap_old, gap_new, 0)):
            yield from _compared(gap_old, gap_new, tidy)
        else:
            yield from (("delete", len(gap_old)), ("insert", len(gap_new)))
        if kept_i < len(old):
            yield ("same", 1)
        i, j = kept_i + 1, kept_j + 1


def _cost(old: Sequence[str], new: Sequence[str], kept: int) -> int:
    """An upper bound, in pairs of units, on the work of comparing when so many can be kept.

    The algorithm (Myers 1986) takes the length of both texts times the number of changes.
    """
    length = len(old) + len(new)
    return min(len(old) * len(new), length * (length - 2 * kept) // 4)


def _compared(old: Sequence[str], new: Sequence[str], tidy: bool) -> list[Run]:
    numbers: dict[str, int] = {}
    stand_ins = [
        "".join(chr(_FIRST_PRIVATE + numbers.setdefault(unit, len(numbers))) for unit in side)
        for side in (old, new)
    ]
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main(*stand_ins, False)
    if tidy:
        engine.diff_cleanupSemantic(found)
    return [(_KINDS[kind], len(text)) for kind, text in found]


def _kept(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Places of units that may be kept: the n-th of a kind goes with the n-th, in rising order.

    Seldom the best answer, but found in n log n steps.
    """
    places = {unit: place for place, unit in enumerate(_numbered(new))}
    pairs = [(i, places[unit]) for i, unit in enumerate(_numbered(old)) if unit in places]
    # The longest rising run, by the least end of a run of each length (patience sorting).
    ends: list[int] = []
    lengths: list[int] = []
    for _, j in pairs:
        length = bisect_left(ends, j)
        ends[length : length + 1] = [j]
        lengths.append(length)
    chosen: list[tuple[int, int]] = []
    for pair, length in zip(reversed(pairs), reversed(lengths), strict=True):
        if length == len(ends) - 1 - len(chosen) and (not chosen or pair[1] < chosen[-1][1]):
            chosen.append(pair)
    return chosen[::-1]


def _numbered(units: Sequence[str]) -> Iterator[tuple[str, int]]:
    seen: Counter[str] = Counter()
    for unit in units:
        yield unit, seen[unit]
        seen[unit] += 1


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(old), len(new)))


def _joined(runs: Iterable[Run]) -> list[Run]:
    out: list[Run] = []
    told = (run for run in runs if run[1])
    for _, neighbours in groupby(told, key=lambda run: run[0] == "same"):
        lengths: Counter[Kind] = Counter()
        for kind, length in neighbours:
            lengths[kind] += length
        out += [(kind, lengths[kind]) for kind in _ORDER if lengths[kind]]
    return out
