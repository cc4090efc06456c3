"""How many members could have written a text, by the attributes that it reveals."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from anonymizer.broader import broader
from anonymizer.views import fold

K = 5
Attributes = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """Members that fit some stated attributes: how many, and in how many groups of companies."""

    stated: tuple[tuple[str, str], ...]
    members: int
    groups: int
    enough: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A broader value for one attribute, and how many members fit all attributes then."""

    attribute: str
    value: str
    instead: str
    members: int
    enough: bool


def k_table(
    attributes: Attributes, stated: Mapping[str, str], k: int = K,
    groups: Mapping[str, str] | None = None,
) -> tuple[Row, ...]:
    """A row for every combination of the stated attributes, single ones first.

    `attributes` maps a member's id to its attributes, such as {"industry": …, "city": …}.
    `groups` maps members to parent groups: k members of one group are as one (l-diversity), so
    a row is enough only if the groups reach k too. Broader values of `broader` fit as well.
    """
    rows = []
    for size in range(1, len(stated) + 1):
        for chosen in combinations(sorted(stated.items()), size):
            fitting = _fitting(attributes, dict(chosen))
            parents = {(groups or {}).get(member, member) for member in fitting}
            rows.append(Row(chosen, len(fitting), len(parents), len(parents) >= k))
    return tuple(rows)


def stated_in(text: str, attributes: Attributes) -> dict[str, str]:
    """Values of the directory's attributes that a text names, the longest of each attribute."""
    letters = fold(text)
    found: dict[str, str] = {}
    for own in attributes.values():
        for attribute, value in own.items():
            shape = fold(value)
            if len(shape) >= 2 and shape in letters and len(value) > len(found.get(attribute, "")):
                found[attribute] = value
    return found


def offers(attributes: Attributes, stated: Mapping[str, str], k: int = K) -> tuple[Offer, ...]:
    """For each stated attribute its broader values, up to the first that suffices."""
    made = []
    for attribute, value in sorted(stated.items()):
        wider = broader(value)
        while wider is not None:
            count = len(_fitting(attributes, {**stated, attribute: wider}))
            made.append(Offer(attribute, value, wider, count, count >= k))
            if count >= k:
                break
            wider = broader(wider)
    return tuple(made)


def _fitting(attributes: Attributes, stated: Mapping[str, str]) -> list[str]:
    return [
        member for member, own in attributes.items()
        if all(_fits(own.get(attribute), value) for attribute, value in stated.items())
    ]


def _fits(own: str | None, stated: str) -> bool:
    while own is not None:
        if fold(own) == fold(stated):
            return True
        own = broader(own)
    return False
