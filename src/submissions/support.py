"""How a request was agreed on, in words and numbers that point at no company."""

from collections.abc import Mapping

# Below this many companies a number can be resolved into names by those who know the committee.
SMALLEST_TOLD = 3


def told(outcome: str, counts: Mapping[str, int]) -> tuple[tuple[str, str | int], ...]:
    """The outcome as a word; numbers of companies only where each is 0 or at least three.

    One small number withholds all of them: from the others and the size of the committee it could
    be reckoned back.
    """
    if not outcome:
        return ()
    small = any(0 < number < SMALLEST_TOLD for number in counts.values())
    return (("outcome", outcome), *(() if small else counts.items()))
