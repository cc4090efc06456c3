"""How many members could have written a text, by the attributes that it reveals."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from anonymizer.broader import broader
from anonymizer.views import fold

K = 5
# An attribute has one value, or several such as the items a member makes.
Attributes = Mapping[str, Mapping[str, str | tuple[str, ...]]]


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
    fitting = {name: _fitting(attributes, {name: value}) for name, value in stated.items()}
    return tuple(
        _row(
            tuple((name, stated[name]) for name in chosen),
            frozenset.intersection(*(fitting[name] for name in chosen)), k, groups or {},
        )
        for size in range(1, len(stated) + 1)
        for chosen in combinations(sorted(stated), size)
    )


def offers(
    attributes: Attributes, stated: Mapping[str, str], k: int = K,
    groups: Mapping[str, str] | None = None,
) -> tuple[Offer, ...]:
    """For each stated attribute its broader values, up to the first that suffices."""
    made = []
    for attribute, value in sorted(stated.items()):
        wider = broader(value)
        while wider is not None:
            found = _fitting(attributes, {**stated, attribute: wider})
            row = _row((), found, k, groups or {})
            made.append(Offer(attribute, value, wider, row.members, row.enough))
            if row.enough:
                break
            wider = broader(wider)
    return tuple(made)


def stated_in(text: str, attributes: Attributes) -> dict[str, str]:
    """Values of the directory's attributes that a text names, the longest of each attribute."""
    letters = fold(text)
    found: dict[str, str] = {}
    for own in attributes.values():
        for attribute, values in own.items():
            for value in _several(values):
                shape = fold(value)
                longer = len(value) > len(found.get(attribute, ""))
                if len(shape) >= 2 and shape in letters and longer:
                    found[attribute] = value
    return found


def _row(
    stated: tuple[tuple[str, str], ...], fitting: Iterable[str], k: int, groups: Mapping[str, str]
) -> Row:
    members = list(fitting)
    parents = {groups.get(member, member) for member in members}
    return Row(stated, len(members), len(parents), len(parents) >= k)


def _fitting(attributes: Attributes, stated: Mapping[str, str]) -> frozenset[str]:
    wanted = {name: fold(value) for name, value in stated.items()}
    return frozenset(
        member for member, own in attributes.items()
        if all(
            any(value in _forms(one) for one in _several(own.get(name, ())))
            for name, value in wanted.items()
        )
    )


def _several(values: str | tuple[str, ...]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else values


@lru_cache(maxsize=20_000)
def _forms(value: str) -> frozenset[str]:
    return frozenset(map(fold, _chain(value)))


def _chain(value: str) -> Iterator[str]:
    step: str | None = value
    while step is not None:
        yield step
        step = broader(step)
