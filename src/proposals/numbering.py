"""Request numbers such as R08-SYS-006: fiscal year, body, serial.

The serial is drawn from what is still free in a block of ten, never counted up: members and the
ministry can't tell from two numbers which of two requests came first, so that an anonymous one
can't be matched with whoever was seen to be busy that week.
"""

import re
from collections.abc import Callable, Collection

from foundation.chance import Chance
from foundation.dates import fiscal_era

BLOCK = 10
_NUMBER = re.compile(r"(?P<year>[A-Z]\d{2})-(?P<body>.+)-(?P<serial>\d{3,})\Z")


def prefix(fiscal_year: int, body_code: str) -> str:
    """R08-SYS- for fiscal year 2026 (令和8年度) and the body's code."""
    era, year = fiscal_era(fiscal_year)
    return f"{era.letter}{year:02}-{body_code}-"


def serial(taken: Collection[int], draw: Callable[[list[int]], int]) -> int:
    """A free serial of the lowest block that has one; `draw` chooses among the candidates."""
    start = 1
    while all(number in taken for number in range(start, start + BLOCK)):
        start += BLOCK
    return draw([number for number in range(start, start + BLOCK) if number not in taken])


def serial_of(number: str) -> int:
    """The serial of a number. Raises ValueError for what is no number."""
    found = _NUMBER.match(number)
    if found is None:
        raise ValueError(number)
    return int(found["serial"])


def drawing(chance: Chance, stream: str) -> Callable[[list[int]], int]:
    """Draws evenly from a list of candidates, from the purpose's own stream."""

    def draw(candidates: list[int]) -> int:
        shuffled = list(candidates)
        chance.shuffle(stream, shuffled)
        return shuffled[0]

    return draw
