"""Which changed paragraph of one text answers to which of the other."""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from proposals.alignment import Effort, words

# Paragraphs that share less than this part of their words are no counterparts.
_ALIKE = 1 / 3
# Comparing two paragraphs by their counts of words costs about as much as this many pairs of units.
_PAIRS_PER_COMPARISON = 100


def paired(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[tuple[str, str]]:
    """Pairs in the order of both lists; "" stands where a paragraph has no counterpart.

    The pairs are those with the greatest likeness in sum; of lists too long for that, the first
    goes with the first, the second with the second.
    """
    if not old or not new:
        return [*((a, "") for a in old), *(("", b) for b in new)]
    if not effort.affords(len(old) * len(new) * _PAIRS_PER_COMPARISON):
        return list(zip_longest(old, new, fillvalue=""))
    likeness = _likeness(old, new)
    sums = _best_sums(likeness)
    pairs: list[tuple[str, str]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and sums[i][j] == likeness[i][j] + sums[i + 1][j + 1]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            pairs.append((old[i], ""))
            i += 1
        else:
            pairs.append(("", new[j]))
            j += 1
    return pairs + [(a, "") for a in old[i:]] + [("", b) for b in new[j:]]


def _likeness(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """Dice's measure on words, 0 to 1; 0 also for what is too unlike to stand side by side."""
    old_counts = [Counter(words(text)) for text in old]
    new_counts = [Counter(words(text)) for text in new]
    table = [[2 * (a & b).total() / ((a + b).total() or 1) for b in new_counts] for a in old_counts]
    return [[value if value >= _ALIKE else 0.0 for value in row] for row in table]


def _best_sums(likeness: Sequence[Sequence[float]]) -> list[list[float]]:
    """For every i, j the greatest sum that pairs of old[i:] with new[j:] can reach."""
    width = len(likeness[0])
    sums = [[0.0] * (width + 1) for _ in range(len(likeness) + 1)]
    for i in range(len(likeness) - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            together = likeness[i][j] + sums[i + 1][j + 1]
            sums[i][j] = max(together, sums[i + 1][j], sums[i][j + 1])
    return sums
