"""A linear-chain conditional random field over hashed attributes: learning and reading.

Learned by AdaGrad on small batches with attributes dropped at random, so that no single one (the
very name) is relied upon. Labels are 0 for no name, then two a class: its first character and
the others.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]
Name = tuple[int, int, int, float]  # first character, behind the last, class, probability
_NEVER = np.float32(-30)
_TINY = np.float32(1e-30)
# Names less likely than this are not thought of.
_LEAST = 0.2
_BITS = 21


def allowed(labels: int) -> npt.NDArray[np.bool_]:
    """[one, next]: an inner label follows the first or another inner one of its own class."""
    table = np.ones((labels, labels), bool)
    for inner in range(2, labels, 2):
        table[:, inner] = False
        table[inner - 1:inner + 1, inner] = True
    return table


@dataclass(frozen=True)
class Weights:
    """Sorted hashes, a row of weights for each, and what it costs that labels follow."""

    hashes: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.floating[Any]]
    follow: Floats

    @cached_property
    def _buckets(self) -> npt.NDArray[np.int32]:
        """Where the hashes with the same first bits begin: they lie evenly, so few share them."""
        heads = np.arange(2**_BITS + 1, dtype=np.uint64) << np.uint64(64 - _BITS)
        starts = np.searchsorted(self.hashes, heads[:-1])
        return np.append(starts, len(self.hashes)).astype(np.int32)

    def places(self, attributes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
        """The row of each attribute; that behind the last, which is zero, where it is unknown."""
        buckets = self._buckets
        head = (attributes >> np.uint64(64 - _BITS)).astype(np.int64)
        places, end = buckets[head], buckets[head + 1]
        left = np.flatnonzero(places < end)
        out = np.full(len(attributes), len(self.hashes), np.int32)
        while len(left):
            here = places[left]
            hit = self.hashes[here] == attributes[left]
            out[left[hit]] = here[hit]
            left = left[~hit]
            places[left] += 1
            left = left[places[left] < end[left]]
        return out

    def scores(self, attributes: npt.NDArray[np.uint64]) -> Floats:
        """The sum of the known attributes' weights, per character and label."""
        where = self.places(attributes.ravel()).reshape(attributes.shape)
        out = np.empty((len(where), self.rows.shape[1]), np.float32)
        for begin in range(0, len(where), 256):  # what fits the processor's cache
            out[begin:begin + 256] = self.rows[where[begin:begin + 256]].astype(np.float32).sum(1)
        return out

    def read(self, scores: Floats, lengths: Sequence[int]) -> list[tuple[Floats, list[Name]]]:
        """The probability of each label at each character, and the names that are likely enough
        to be chosen among, per sentence."""
        none: list[Name] = []
        out = [(np.zeros((0, scores.shape[1]), np.float32), none)] * len(lengths)
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(int)
        order = sorted((i for i, length in enumerate(lengths) if length), key=lengths.__getitem__)
        for begin in range(0, len(order), 64):
            group = order[begin:begin + 64]
            batch = _Batch([lengths[i] for i in group])
            rows = np.concatenate([np.arange(offsets[i], offsets[i + 1]) for i in group])
            padded, opens, goes_on = batch.likely(scores[rows], self.follow)
            for place, i in enumerate(group):
                size = lengths[i]
                out[i] = padded[place, :size], list(
                    _names(padded[place, :size], opens[place], goes_on[place]))
        return out


def _names(likely: Floats, opens: Floats, goes_on: Floats) -> Iterator[Name]:
    """The names of a sentence that have a probability of _LEAST or more. `opens` and `goes_on`:
    by place and class, how likely a name goes on behind its first and behind another character."""
    for place, kind in np.argwhere(likely[:, 1::2] >= _LEAST).tolist():
        probability, last = float(likely[place, 2 * kind + 1]), place
        more = float(opens[place, kind])
        while probability >= _LEAST:
            if probability * (1 - more) >= _LEAST:
                yield place, last + 1, kind, probability * (1 - more)
            probability *= more
            last += 1
            if last == len(likely):
                break
            more = float(goes_on[last, kind])


class _Batch:
    """Sentences of about one length, side by side."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self.shape = (len(lengths), max(lengths))
        self.sentence = np.repeat(np.arange(len(lengths)), lengths)
        self.place = np.concatenate([np.arange(length) for length in lengths])
        self.mask = np.zeros(self.shape, bool)
        self.mask[self.sentence, self.place] = True

    def padded(self, values: Floats) -> Floats:
        out = np.zeros((*self.shape, values.shape[1]), np.float32)
        out[self.sentence, self.place] = values
        return out

    def _passed(self, scores: Floats, follow: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """By place, sentence and label: what lies ahead, what lies behind, what the place itself
        tells (scaled); and by label how likely others follow it."""
        padded = self.padded(scores)
        emitted = np.exp(padded - padded.max(2, keepdims=True))
        moves = np.exp(follow)
        ahead = np.empty_like(emitted)
        first = emitted[:, 0] * np.exp(follow[0])
        ahead[:, 0] = first / first.sum(1, keepdims=True)
        scale = np.ones((*self.shape, 1), np.float32)
        whole = bool(self.mask.all())
        for i in range(1, self.shape[1]):
            step = (ahead[:, i - 1] @ moves) * emitted[:, i]
            total = step.sum(1, keepdims=True)
            scale[:, i] = total
            step /= total
            ahead[:, i] = step if whole else np.where(self.mask[:, i, None], step, ahead[:, i - 1])
        behind = np.ones_like(emitted)
        emitted /= scale
        back = moves.T.copy()
        for i in range(self.shape[1] - 2, -1, -1):
            step = (behind[:, i + 1] * emitted[:, i + 1]) @ back
            behind[:, i] = step if whole else np.where(
                self.mask[:, i + 1, None], step, behind[:, i + 1])
        return ahead, behind, emitted, moves

    def expected(self, scores: Floats, follow: Floats) -> tuple[Floats, Floats]:
        """Marginals, padded, and the expected number of times that labels follow each other."""
        ahead, behind, emitted, moves = self._passed(scores, follow)
        labels = scores.shape[1]
        left = (ahead[:, :-1] * self.mask[:, 1:, None]).reshape(-1, labels)
        right = (behind[:, 1:] * emitted[:, 1:]).reshape(-1, labels)
        return _shares(ahead * behind), moves * (left.T @ right)

    def likely(self, scores: Floats, follow: Floats) -> tuple[Floats, Floats, Floats]:
        """Marginals, padded, and by class how likely a name goes on behind its first and behind
        another of its characters."""
        ahead, behind, emitted, moves = self._passed(scores, follow)
        inner = np.arange(2, scores.shape[1], 2)
        next_one = (emitted * behind)[:, 1:, inner] * self.mask[:, 1:, None]
        going = []
        for label in (inner - 1, inner):
            going.append(np.zeros((*self.shape, len(inner)), np.float32))
            going[-1][:, :-1] = moves[label, inner] * next_one / np.maximum(
                behind[:, :-1, label], _TINY)
        return _shares(ahead * behind), going[0], going[1]


def _shares(values: Floats) -> Floats:
    shares: Floats = values / values.sum(2, keepdims=True)
    return shares


def learn(
    attributes: npt.NDArray[np.uint64], lengths: Sequence[int], labels: Labels, count: int, *,
    seeds: Sequence[int] = (1, 2), epochs: int = 6, rate: float = 0.04, drop: float = 0.5,
    l2: float = 1e-3,
) -> Weights:
    """Weights learned from characters (rows of attributes) of sentences: the mean of what each
    seed gives, learned side by side. Same input, same result.

    Needs scipy and fork. Attributes seen once are left out, small weights dropped.
    """
    values, inverse, seen = np.unique(attributes, return_inverse=True, return_counts=True)
    kept = seen >= 2
    hashes = values[kept]
    numbers = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)[inverse]
    numbers = numbers.reshape(attributes.shape)
    del values, inverse, seen
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(int)
    order = sorted((i for i, length in enumerate(lengths) if length), key=lengths.__getitem__)
    batches = []
    for begin in range(0, len(order), 24):
        group = order[begin:begin + 24]
        rows = np.concatenate([np.arange(offsets[i], offsets[i + 1]) for i in group])
        known = numbers[rows] >= 0
        used, columns = np.unique(numbers[rows][known], return_inverse=True)
        pointers = np.concatenate([[0], np.cumsum(known.sum(1))])
        batches.append((_Batch([lengths[i] for i in group]), used, columns, pointers, labels[rows]))
    del numbers

    def descend(seed: int) -> tuple[Floats, Floats]:
        return _descend(batches, (len(hashes), count), seed, epochs, rate, drop, l2)

    found = _side_by_side(descend, seeds)
    mean: Floats = np.mean([weights for weights, _ in found], 0, dtype=np.float32)
    heavy = np.abs(mean).max(1) >= 0.02
    kept_rows = np.concatenate([mean[heavy], np.zeros((1, count), np.float32)])
    return Weights(hashes[heavy], kept_rows, np.mean([follow for _, follow in found], 0))


def _side_by_side(
    work: Callable[[int], tuple[Floats, Floats]], seeds: Sequence[int]
) -> list[tuple[Floats, Floats]]:
    """What the work gives for each seed, each in a process that shares our memory."""
    context = get_context("fork")

    def send(end: Any, seed: int) -> None:
        end.send(work(seed))

    started = []
    for seed in seeds:
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=send, args=(there, seed))
        process.start()
        there.close()
        started.append((here, process))
    found = [here.recv() for here, _ in started]
    for _, process in started:
        process.join()
    return found


def _descend(
    batches: Sequence[Any], shape: tuple[int, int], seed: int, epochs: int, rate: float,
    drop: float, l2: float,
) -> tuple[Floats, Floats]:
    """Weights of attributes, and of labels that follow each other, by AdaGrad."""
    from scipy.sparse import csr_matrix

    chance = np.random.default_rng(seed)
    may = allowed(shape[1])
    weights = np.zeros(shape, np.float32)
    squares = np.full_like(weights, 1e-8)
    mean = np.zeros_like(weights)
    follow = np.where(may, np.float32(0), _NEVER)
    follow_squares = np.full_like(follow, 1e-8)
    follow_mean = np.zeros_like(follow)
    averaged = range(epochs * 2 // 5, epochs)
    for epoch in range(epochs):
        for number in chance.permutation(len(batches)):
            batch, used, columns, pointers, gold = batches[number]
            data = (chance.random(len(columns), np.float32) >= drop).astype(np.float32) / (1 - drop)
            present = csr_matrix((data, columns, pointers), shape=(len(gold), len(used)))
            mine = weights[used]
            marginals, pairs = batch.expected(present @ mine, follow)
            error = marginals[batch.sentence, batch.place]
            error[np.arange(len(gold)), gold] -= 1
            gradient = present.T @ error + l2 * mine
            mine_squares = squares[used] + gradient * gradient
            squares[used] = mine_squares
            weights[used] = mine - rate * gradient / np.sqrt(mine_squares)
            within = np.flatnonzero(batch.place[1:] > 0)
            np.subtract.at(pairs, (gold[within], gold[within + 1]), 1)
            gradient = np.where(may, pairs + l2 * follow, 0)
            follow_squares += gradient * gradient
            follow -= rate * gradient / np.sqrt(follow_squares)
        if epoch in averaged:
            mean += weights / len(averaged)
            follow_mean += follow / np.float32(len(averaged))
    return mean, follow_mean.astype(np.float32)
