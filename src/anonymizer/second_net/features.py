"""What the model sees of each character: its neighbours, their kinds, the run of one script, the
word and the noun phrase it stands in, the words around that phrase, and to which groups of like
meaning the words belong.

All attributes are 64-bit hashes, computed for many sentences at once by arithmetic on arrays, so
that no string is built per character. The hash of a stretch of text comes from prefix sums.
"""

import threading
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

# Stands for whatever earlier stages have found, so that no member's spelling sways the model.
HIDDEN = "\ue000"

_U = np.uint64
_MODULUS = 2**64
_BASE = 0x9E3779B97F4A7C15
# Between sentences: two edges of two characters each, so that no window reaches beyond them.
_GAP = 4
_EDGE_SIZE = 2

_NOUN, _SIGN, _VERB, _OTHER, _EDGE = 1, 2, 3, 4, 0
_RANGES = (
    (0x30A1, 0x30FA, 1), (0x30FC, 0x30FE, 1), (0x3041, 0x309F, 2), (0x3400, 0x9FFF, 3),
    (0x20000, 0x3FFFF, 3), (0x41, 0x5A, 4), (0x61, 0x7A, 5), (0xC0, 0x24F, 5), (0x370, 0x5FF, 5),
    (0x30, 0x39, 6),
)
_SINGLE = {"々〆ヶ": 3, "・=": 7, " \u3000": 9, "、。,.": 10, "「」『』\"()（）": 11, HIDDEN: 12}


def _kinds() -> npt.NDArray[np.uint8]:
    table = np.full(0x110000, 8, np.uint8)
    for first, last, kind in _RANGES:
        table[first:last + 1] = kind
    for chars, kind in _SINGLE.items():
        for char in chars:
            table[ord(char)] = kind
    table[0] = 0
    return table


_KIND = _kinds()
_OPEN = np.array([ord(char) for char in "「『（("], _U)
_CLOSE = np.array([ord(char) for char in "」』）)"], _U)


@cache
def _dictionary() -> Any:
    from sudachipy import Dictionary
    return Dictionary(dict="core")


_MINE = threading.local()


def _tokenizer() -> Any:
    """One for each thread: a tokenizer serves one at a time."""
    if not hasattr(_MINE, "tokenizer"):
        _MINE.tokenizer = _dictionary().tokenizer()
    return _MINE.tokenizer


@lru_cache(4096)
def is_word(text: str) -> bool:
    """Whether the dictionary has a text as one word."""
    found = list(_tokenizer().tokenize(text))
    return len(found) == 1 and not found[0].is_oov()


def words(text: str) -> list[tuple[str, bool, tuple[str, ...]]]:
    """The words of a text, whether the dictionary has each, and its parts of speech."""
    return [
        (one.surface(), not one.is_oov(), one.part_of_speech())
        for one in _tokenizer().tokenize(text) if one.begin() < one.end()
    ]


_TAGS: dict[int, tuple[int, int]] = {}


def _tag(morpheme: Any) -> tuple[int, int]:
    """A number for the part of speech, and its coarse class."""
    known = _TAGS.get(morpheme.part_of_speech_id())
    if known is None:
        pos = morpheme.part_of_speech()
        coarse = (
            _NOUN if pos[0] in ("名詞", "接尾辞", "接頭辞") else
            _SIGN if pos[0] in ("記号", "補助記号", "空白") else
            _VERB if pos[0] in ("動詞", "形容詞", "形状詞", "代名詞") else _OTHER
        )
        name = "|".join(pos[:4] if pos[0] == "名詞" else pos[:2])
        known = _TAGS[morpheme.part_of_speech_id()] = zlib.crc32(name.encode()), coarse
    return known


class _Words:
    """The words of all sentences, with an edge before, between and after them."""

    def __init__(self, sentences: Sequence[str]) -> None:
        begin, end = [0, _EDGE_SIZE], [_EDGE_SIZE, _GAP]
        tag, coarse = [1, 1], [_EDGE, _EDGE]
        offset = _GAP
        tokenizer = _tokenizer()
        for sentence in sentences:
            for morpheme in tokenizer.tokenize(sentence):
                first, last = morpheme.begin(), morpheme.end()
                if first == last:
                    continue
                number, kind = _tag(morpheme)
                if kind == _SIGN and sentence[first:last] in f"・&=ー-'.＝{HIDDEN}":
                    kind = _NOUN
                begin.append(first + offset)
                end.append(last + offset)
                tag.append(number)
                coarse.append(kind)
            offset += len(sentence)
            begin += (offset, offset + _EDGE_SIZE)
            end += (offset + _EDGE_SIZE, offset + _GAP)
            tag += (1, 1)
            coarse += (_EDGE, _EDGE)
            offset += _GAP
        self.begin, self.end = np.array(begin), np.array(end)
        self.tag, self.coarse = np.array(tag, _U), np.array(coarse)


class _Powers:
    """Powers of the base and of its inverse, as many as needed so far."""

    def __init__(self) -> None:
        self.up = self.down = np.ones(1, _U)

    def upto(self, size: int) -> None:
        if len(self.up) <= size:
            size = max(size, 1 << 14)
            self.up = _series(_BASE, size)
            self.down = _series(pow(_BASE, -1, _MODULUS), size)


def _series(base: int, size: int) -> Hashes:
    factors = np.full(size + 1, base, _U)
    factors[0] = 1
    return np.cumprod(factors)


_POWERS = _Powers()


def _mix(salt: int, *parts: Any) -> Hashes:
    mixed: Any = _U((salt * 0xD6E8FEB86659FD93 + 0x1234567) % _MODULUS)
    for part in parts:
        mixed = (mixed ^ part) * _U(0xBF58476D1CE4E5B9)
        mixed = mixed ^ (mixed >> _U(31))
    result: Hashes = mixed * _U(0x94D049BB133111EB)
    return result


def _moved(values: Hashes, by: int) -> Hashes:
    """Each place gets the value `by` places before it (behind it, if negative)."""
    moved = np.zeros_like(values)
    if by > 0:
        moved[by:] = values[:-by]
    elif by < 0:
        moved[:by] = values[-by:]
    else:
        moved = values
    return moved


@dataclass(frozen=True)
class Groups:
    """Words of like meaning: their sorted hashes, and for each the number of its group from 16 up;
    number // 4 and number // 16 are the numbers of the wider groups that hold it."""

    hashes: Hashes
    numbers: Hashes

    @classmethod
    def of(cls, lines: Sequence[str]) -> "Groups":
        """From lines of words, a line for each group."""
        words = [line.split() for line in lines]
        text = "".join(map("".join, words))
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(_U)
        lengths = np.array([len(word) for line in words for word in line])
        last = np.cumsum(lengths)
        within = np.arange(len(codes)) - np.repeat(last - lengths, lengths)
        _POWERS.upto(int(lengths.max()) + 1)
        with np.errstate(over="ignore"):
            sums = np.zeros(len(codes) + 1, _U)
            sums[1:] = np.cumsum((codes + _U(7)) * _POWERS.down[1 + within])
            hashes = sums[last] - sums[last - lengths] ^ lengths.astype(_U)
        numbers = np.repeat(np.arange(len(lines), dtype=_U) + _U(16), [len(w) for w in words])
        hashes, first = np.unique(hashes, return_index=True)
        return cls(hashes, numbers[first])

    def number(self, words: Hashes) -> Hashes:
        """The number of each word's group; 0 where it is in none."""
        where = np.searchsorted(self.hashes, words)
        where[where == len(self.hashes)] = 0
        return np.where(self.hashes[where] == words, self.numbers[where], _U(0))


def attributes(sentences: Sequence[str], groups: Groups) -> Hashes:
    """A row of hashes for each character of the sentences, which hold no NUL."""
    text = "\0" * _GAP + ("\0" * _GAP).join(sentences) + "\0" * _GAP
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    with np.errstate(over="ignore"):
        return _attributes(codes.astype(_U), _Words(sentences), groups)


def _attributes(codes: Hashes, words: _Words, groups: Groups) -> Hashes:
    size = len(codes)
    kinds = _KIND[codes.astype(np.int64)].astype(_U)
    _POWERS.upto(size + 1)
    sums = np.zeros(size + 1, _U)
    sums[1:] = np.cumsum((codes + _U(7)) * _POWERS.down[1:size + 1])

    def stretch(first: Places, last: Places) -> Hashes:
        """The hash of [first, last), the same wherever it stands."""
        hashed: Hashes = (sums[last] - sums[first]) * _POWERS.up[first] ^ (last - first).astype(_U)
        return hashed

    real = codes != 0
    word_of = np.repeat(np.arange(len(words.begin)), words.end - words.begin)
    surface = stretch(words.begin, words.end)
    by_word, phrase = _of_words(words, surface)
    by_word += _of_groups(words, groups.number(surface))
    by_run, run_of, run_begin, run_end = _of_runs(kinds, stretch, size)
    by_char = _of_chars(codes, kinds)
    place = np.arange(size)
    in_word = _position(place, words.begin[word_of], words.end[word_of])
    in_phrase = _position(place, words.begin[phrase[0]][word_of], words.end[phrase[1]][word_of])
    in_run = (np.minimum(place - run_begin[run_of], 3) * 4
              + np.minimum(run_end[run_of] - 1 - place, 3)).astype(_U)
    tags, surfaces = words.tag[word_of], surface[word_of]
    before, behind = _moved(words.tag, 1)[word_of], _moved(words.tag, -1)[word_of]
    by_char += [
        _mix(19, in_run, kinds), _mix(52, in_word, tags), _mix(53, in_word, surfaces),
        _mix(54, in_phrase, tags), _mix(55, in_word, in_phrase, tags, before, behind),
    ]
    return np.stack([
        *(column[real] for column in by_char),
        *(column[word_of][real] for column in by_word),
        *(column[run_of][real] for column in by_run),
    ], 1)


def _of_groups(words: _Words, numbers: Hashes) -> list[Hashes]:
    """Columns by word from the group of 64, 256 and 1,024 that it and its neighbours are of."""
    columns = []
    for salt, coarser in ((100, 4), (110, 2), (120, 0)):
        group = numbers >> _U(coarser)
        before, behind = _moved(group, 1), _moved(group, -1)
        columns += [
            _mix(salt, group), _mix(salt + 1, before), _mix(salt + 2, behind),
            _mix(salt + 3, before, group), _mix(salt + 4, group, behind),
        ]
    return columns


def _position(place: Places, begin: Places, end: Places) -> Hashes:
    """0 first, 1 inside, 2 last, 3 alone."""
    within = np.where(place == begin, 0, np.where(place == end - 1, 2, 1))
    return np.where(end - begin == 1, 3, within).astype(_U)


def _of_chars(codes: Hashes, kinds: Hashes) -> list[Hashes]:
    b3, b2, b1, c, a1, a2, a3 = (_moved(codes, by) for by in (3, 2, 1, 0, -1, -2, -3))
    around = [_moved(kinds, by) for by in (3, 2, 1, 0, -1, -2, -3)]
    depth = np.cumsum(np.isin(codes, _OPEN).astype(np.int64) - np.isin(codes, _CLOSE))
    depth -= depth[np.maximum.accumulate(np.where(codes == 0, np.arange(len(codes)), 0))]
    return [
        _mix(1, c), _mix(2, b1), _mix(3, a1), _mix(4, b2), _mix(5, a2), _mix(6, b1, c),
        _mix(7, c, a1), _mix(8, b2, b1), _mix(9, a1, a2), _mix(10, b1, c, a1), _mix(11, b2, b1, c),
        _mix(12, c, a1, a2), _mix(13, *around[1:6]), _mix(14, *around[2:5]), _mix(15, *around),
        _mix(16, b3), _mix(17, a3), _mix(18, np.clip(depth, 0, 2).astype(_U), kinds),
        _mix(50, b3, b2, b1, c), _mix(51, c, a1, a2, a3),
    ]


def _of_runs(kinds: Hashes, stretch: Any, size: int) -> tuple[list[Hashes], Places, Places, Places]:
    starts = np.ones(size, bool)
    starts[1:] = kinds[1:] != kinds[:-1]
    begin = np.flatnonzero(starts)
    end = np.append(begin[1:], size)
    kind = kinds[begin]
    ahead, behind = np.maximum(begin - 3, 0), np.minimum(end + 3, size)
    near, beyond = np.maximum(begin - 2, 0), np.minimum(end + 2, size)
    columns = [
        _mix(60, stretch(begin, end)), _mix(61, kind, np.minimum(end - begin, 8).astype(_U)),
        _mix(62, stretch(np.maximum(end - 2, begin), end)),
        _mix(63, stretch(begin, np.minimum(begin + 2, end))),
        _mix(64, stretch(ahead, begin)), _mix(65, stretch(end, behind)),
        _mix(66, _moved(kind, 1), kind, _moved(kind, -1)),
        _mix(67, stretch(np.maximum(end - 3, begin), end)),
        _mix(68, stretch(near, begin), stretch(end, beyond), kind),
    ]
    return columns, np.cumsum(starts) - 1, begin, end


def _of_words(words: _Words, surface: Hashes) -> tuple[list[Hashes], tuple[Places, Places]]:
    """Columns by word, and the first and last word of each word's noun phrase."""
    count = len(surface)
    index = np.arange(count)
    noun = words.coarse == _NOUN
    opens = np.ones(count, bool)
    opens[1:] = ~(noun[1:] & noun[:-1])
    phrase = np.cumsum(opens) - 1
    heads = np.flatnonzero(opens)
    first, last = heads[phrase], (np.append(heads[1:], count) - 1)[phrase]

    def at(values: Any, where: Places) -> Any:
        return values[np.clip(where, 0, count - 1)]

    content = noun | (words.coarse == _VERB)
    following = np.minimum.accumulate(np.where(content, index, count - 1)[::-1])[::-1]
    preceding = np.maximum.accumulate(np.where(content, index, 0))
    sentence = np.cumsum(words.coarse == _EDGE)

    def within(where: Places, values: Hashes) -> Hashes:
        return np.where(sentence[where] == sentence, values, _U(1))

    next1 = at(following, last + 1)
    next2 = at(following, last[next1] + 1)
    prev1 = at(preceding, first - 1)
    prev2 = at(preceding, first[prev1] - 1)
    said1, said2 = within(next1, surface[last[next1]]), within(next2, surface[last[next2]])
    told1, told2 = within(prev1, surface[prev1]), within(prev2, surface[prev2])
    tag, head = words.tag, surface[last]
    b1, b2, a1, a2 = (at(surface, index + by) for by in (-1, -2, 1, 2))
    tb1, tb2, ta1, ta2 = (at(tag, index + by) for by in (-1, -2, 1, 2))
    front, front2 = at(surface, first - 1), at(surface, first - 2)
    back, back2 = at(surface, last + 1), at(surface, last + 2)
    length = np.minimum(last - first, 4).astype(_U)
    return [
        _mix(20, surface), _mix(21, tag), _mix(22, b1), _mix(23, a1), _mix(24, tb1, tag),
        _mix(25, tag, ta1), _mix(26, tb1, tag, ta1), _mix(27, b1, surface), _mix(28, surface, a1),
        _mix(29, b2), _mix(30, a2), _mix(31, tb2, tb1, tag), _mix(32, tag, ta1, ta2),
        _mix(33, head), _mix(34, tag[last], tag), _mix(35, front), _mix(36, back),
        _mix(37, front, back), _mix(38, back, back2), _mix(39, head, back),
        _mix(40, surface[first]), _mix(41, said1), _mix(42, said2), _mix(43, told1),
        _mix(44, told2), _mix(45, back, said1), _mix(46, front2, front),
        _mix(47, tag[first], tag[last], length, tag), _mix(48, head, front),
    ], (first, last)
