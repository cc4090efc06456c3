"""What the ministry's answers to the points of a request make of the request."""

from collections.abc import Sequence

SUPERSEDED = "superseded"
_NEUTRAL = frozenset({"explained", SUPERSEDED})


def outcome(points: Sequence[str | None]) -> str | None:
    """The move of the request that follows from the answers to its points, None for an answer
    that is still missing.

    A request is answered when all its points are. What is studied further keeps it open; an
    explanation of the present rules, and what another measure deals with, weigh neither way. Where
    there is nothing but explanations nothing of what was asked has been taken up; where the rest is
    left to other measures, what becomes of it is still to be seen there.
    """
    if not points or None in points:
        return None
    if "under_study" in points:
        return "continue_study"
    weighed = {point for point in points if point not in _NEUTRAL}
    if not weighed and SUPERSEDED in points:
        return "continue_study"
    if weighed == {"adopted"}:
        return "adopt"
    if weighed <= {"not_adopted"}:
        return "decline"
    return "adopt_in_part"
