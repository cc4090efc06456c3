"""Which serial a request's number gets.

It is drawn from what is still free in a block of ten, never counted up: from two numbers nobody
can tell which request came first, and so none can be matched with whoever was seen to be busy.
"""

from collections.abc import Collection

from foundation.chance import Chance

BLOCK = 10


def free_serials(taken: Collection[int]) -> list[int]:
    """The serials still free in the lowest block of ten that has any."""
    first = 1
    while all(serial in taken for serial in range(first, first + BLOCK)):
        first += BLOCK
    return [serial for serial in range(first, first + BLOCK) if serial not in taken]


def draw_serial(taken: Collection[int], chance: Chance) -> int:
    """One of the free serials, each as likely as the other."""
    candidates = free_serials(taken)
    chance.shuffle("request/serial", candidates)
    return candidates[0]
