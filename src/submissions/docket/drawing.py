"""The timeline in per cent of its width. Pure: days in, places out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_MARGIN = timedelta(days=20)
_MOST_YEARS = 6  # labels on the axis


@dataclass(frozen=True)
class Axis:
    """The days a timeline spans."""

    first: date
    last: date

    @classmethod
    def over(cls, days: Iterable[date]) -> "Axis":
        """An axis that holds all these days, of which there is at least one."""
        known = sorted(days)
        return cls(known[0] - _MARGIN, known[-1] + _MARGIN)

    def place(self, day: date) -> float:
        """Where a day stands, from 0 to 100."""
        return round((day - self.first).days * 100 / (self.last - self.first).days, 2)

    def years(self) -> list[tuple[int, float]]:
        """The Januaries within, each with its place; only some of them on a long axis."""
        found = range(self.first.year + 1, self.last.year + 1)
        step = -(-len(found) // _MOST_YEARS) or 1
        return [(year, self.place(date(year, 1, 1))) for year in found[::step]]


def stretch(axis: Axis, begun: date, ended: date) -> tuple[float, float]:
    """Place and width of a stretch, never too narrow to be seen."""
    start = axis.place(begun)
    return start, max(round(axis.place(ended) - start, 2), 0.6)

