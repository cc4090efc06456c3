"""Declared groups: sectors, those with too few replies put together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from proposals.disclosure_control import K

OTHER = "other"


@dataclass(frozen=True)
class Seat:
    """A company asked, with its sector and size on the day the round opened."""

    company_id: str
    sector_id: str
    size: str = ""


@dataclass(frozen=True)
class Group:
    """Sectors told as one; figures are numbers of companies."""

    id: str
    sectors: tuple[str, ...]
    asked: int
    replied: int


def declared(seats: Iterable[Seat], replied: Iterable[str], order: Iterable[str]) -> list[Group]:
    """Groups of at least `K` replies each, in the order of the sectors given.

    Sectors with fewer are told together as "other"; where those are still too few, the smallest
    other sector joins them, so that "other" is never a riddle with one answer.
    """
    seats, replied = list(seats), set(replied)
    asked = Counter(seat.sector_id for seat in seats)
    counts = Counter(seat.sector_id for seat in seats if seat.company_id in replied)
    sectors = [one for one in order if asked[one]]
    small = [one for one in sectors if counts[one] < K]
    large = [one for one in sectors if counts[one] >= K]
    while small and large and sum(counts[one] for one in small) < K:
        joins = min(large, key=lambda one: (counts[one], one))
        large.remove(joins)
        small.append(joins)
    groups = [Group(one, (one,), asked[one], counts[one]) for one in large]
    if small:
        members = tuple(one for one in sectors if one in small)
        groups.append(
            Group(OTHER, members, sum(asked[one] for one in members),
                  sum(counts[one] for one in members))
        )  # fmt: skip
    return groups


def sizes(seats: Iterable[Seat], replied: Iterable[str]) -> Mapping[str, tuple[int, int]]:
    """Asked and replied by size; whether a company replied tells nothing of what it said."""
    seats, replied = list(seats), set(replied)
    asked = Counter(seat.size for seat in seats)
    counts = Counter(seat.size for seat in seats if seat.company_id in replied)
    return {size: (n, counts[size]) for size, n in sorted(asked.items()) if n >= K}
