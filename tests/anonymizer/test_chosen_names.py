"""How likely a name is as a whole, and which of overlapping names are said."""

from itertools import product

import numpy as np
import pytest

from anonymizer.second_net.crf import Weights, allowed
from anonymizer.second_net.net import _chosen


def test_a_name_is_as_likely_as_all_rows_of_labels_that_hold_it():
    chance = np.random.default_rng(4)
    labels, sizes = 5, (4, 1, 3)
    follow = np.where(allowed(labels), chance.normal(size=(labels, labels)), -30).astype(np.float32)
    weights = Weights(np.zeros(0, np.uint64), np.zeros((1, labels), np.float32), follow)
    scores = 2 * chance.normal(size=(sum(sizes), labels)).astype(np.float32)
    seen, offset = 0, 0
    for size, (_, names) in zip(sizes, weights.read(scores, sizes), strict=True):
        here = scores[offset:offset + size]
        offset += size
        rows = {
            row: np.exp(sum(here[i, label] + follow[row[i - 1] if i else 0, label]
                            for i, label in enumerate(row)))
            for row in product(range(labels), repeat=size)}
        for start, end, kind, probability in names:
            first, inner = 2 * kind + 1, 2 * kind + 2
            holding = sum(
                weight for row, weight in rows.items()
                if row[start] == first and set(row[start + 1:end]) <= {inner}
                and (end == size or row[end] != inner))
            assert probability == pytest.approx(holding / sum(rows.values()), rel=1e-3)
            seen += 1
    assert seen > 2


@pytest.mark.parametrize(("names", "said"), [
    ([(0, 4, 0, .6), (2, 6, 0, .5)], [(0, 4, 0)]),
    # Two names may be likelier together than the one that spans both.
    ([(0, 6, 0, .55), (0, 3, 0, .5), (3, 6, 1, .5)], [(0, 3, 0), (3, 6, 1)]),
    ([(0, 3, 0, .3), (4, 6, 1, .3)], []),
    ([(0, 3, 1, .38), (4, 6, 0, .38)], [(0, 3, 1)]),
])
def test_the_names_that_are_together_likeliest_are_said(names, said):
    assert _chosen(names) == said
