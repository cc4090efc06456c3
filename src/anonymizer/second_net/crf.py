"""A linear-chain conditional random field over hashed attributes: learning and reading.

Learned by AdaGrad on small batches with attributes dropped at random, so that no single one (the
very name) is relied upon. Labels are 0 for no name, then two a class: its first character and
the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_NEVER = np.float32(-30)


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
    rows: Floats
    follow: Floats

    def scores(self, attributes: npt.NDArray[np.uint64]) -> Floats:
        """The sum of the known attributes' weights, per character and label."""
        where = np.searchsorted(self.hashes, attributes)
        where[where == len(self.hashes)] = 0
        known = self.hashes[where] == attributes
        where[~known] = len(self.hashes)  # the last row is zero
        out: Floats = self.rows[where].sum(1)
        return out

    def marginals(self, scores: Floats, lengths: Sequence[int]) -> list[Floats]:
        """The probability of each label at each character, per sentence."""
        out: list[Floats] = [np.zeros((0, scores.shape[1]), np.float32)] * len(lengths)
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(int)
        order = sorted((i for i, length in enumerate(lengths) if length), key=lengths.__getitem__)
        for begin in range(0, len(order), 64):
            group = order[begin:begin + 64]
            batch = _Batch([lengths[i] for i in group])
            rows = np.concatenate([np.arange(offsets[i], offsets[i + 1]) for i in group])
            padded, _ = batch.expected(scores[rows], self.follow)
            for place, i in enumerate(group):
                out[i] = padded[place, :lengths[i]]
        return out


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

    def expected(self, scores: Floats, follow: Floats) -> tuple[Floats, Floats]:
        """Marginals, padded, and the expected number of times that labels follow each other."""
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
        marginals = ahead * behind
        marginals /= marginals.sum(2, keepdims=True)
        labels = scores.shape[1]
        left = (ahead[:, :-1] * self.mask[:, 1:, None]).reshape(-1, labels)
        right = (behind[:, 1:] * emitted[:, 1:]).reshape(-1, labels)
        return marginals, moves * (left.T @ right)


def learn(
    attributes: npt.NDArray[np.uint64], lengths: Sequence[int], labels: npt.NDArray[np.int64],
    count: int, *, epochs: int = 7, rate: float = 0.07, drop: float = 0.4, l2: float = 1e-3,
    seed: int = 1,
) -> Weights:
    """Weights learned from characters (rows of attributes) of sentences. Same input, same result.

    Needs scipy. Attributes seen once are left out, small weights dropped.
    """
    from scipy.sparse import csr_matrix

    chance = np.random.default_rng(seed)
    values, inverse, seen = np.unique(attributes, return_inverse=True, return_counts=True)
    kept = seen >= 2
    hashes = values[kept]
    numbers = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)[inverse]
    numbers = numbers.reshape(attributes.shape)
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
    may = allowed(count)
    weights = np.zeros((len(hashes), count), np.float32)
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
    heavy = np.abs(mean).max(1) >= 0.02
    rows = np.concatenate([mean[heavy], np.zeros((1, count), np.float32)])
    return Weights(hashes[heavy], rows, follow_mean.astype(np.float32))
