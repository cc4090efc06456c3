"""What everybody agrees on, what divides, what is particular to a sector: told from published
figures alone, so that nothing that was left out can be calculated from a score.

Group-informed consensus after Polis (Small et al., Polis: Scaling Deliberation by Mapping High
Dimensional Opinion Spaces, 2021), over declared groups and not over discovered ones, with the
Jeffreys prior (A + 0.5) / (S + 1) and a geometric mean, so that rounds with different numbers of
groups compare. A score tells the chair where to look; it decides nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from proposals.rounds.groups import Group
from proposals.rounds.tables import Table

# Of the groups at least this part must be published for a score to be told.
_ENOUGH = 0.5
_TELLING_RATIO, _TELLING_Z = 1.25, 1.645  # one-sided 5 %


@dataclass(frozen=True)
class Score:
    """`consensus` 0 to 1, None where too much was left out; `based_on` how many groups it was told
    from; `divides` 0 (all on one side) to 1 (two equal camps), None likewise. `telling`: groups
    that agree clearly more often than the others."""

    consensus: float | None
    based_on: int
    divides: float | None
    telling: tuple[str, ...] = ()


def score(table: Table, groups: Sequence[Group], agree: str, disagree: str) -> Score:
    """The score of a statement. Whoever replied has seen it; no answer to it is a pass."""
    told = [
        (table.groups[group.id][agree], group.replied) for group in groups
        if group.id in table.groups
    ]
    known = [(a, s) for a, s in told if a is not None and s]
    consensus = None
    if len(known) >= 2 and len(known) >= _ENOUGH * len(told):
        consensus = exp(sum(log((a + 0.5) / (s + 1)) for a, s in known) / len(known))
    for_, against = table.total.get(agree), table.total.get(disagree)
    replied = sum(group.replied for group in groups)
    divides = None
    if for_ is not None and against is not None and replied:
        divides = 2 * min(for_, against) / replied
    return Score(consensus, len(known), divides, _telling(table, groups, agree))


def _telling(table: Table, groups: Sequence[Group], agree: str) -> tuple[str, ...]:
    """Groups whose part in agreement is clearly greater than that of all others (two-proportion
    z-test, as Polis's representativeness)."""
    whole = table.total.get(agree)
    if whole is None:
        return ()
    replied = sum(group.replied for group in groups)
    found = []
    for group in groups:
        own = table.groups.get(group.id, {}).get(agree)
        rest = replied - group.replied
        if own is None or not rest or not group.replied:
            continue
        inside, outside = (own + 0.5) / (group.replied + 1), (whole - own + 0.5) / (rest + 1)
        pooled = whole / replied
        spread = sqrt(pooled * (1 - pooled) * (1 / group.replied + 1 / rest))
        if spread and inside / outside >= _TELLING_RATIO and (
            inside - outside
        ) / spread >= _TELLING_Z:
            found.append(group.id)
    return tuple(found)


def in_order(scores: Mapping[str, Score], by: str) -> list[str]:
    """Statements by consensus or division, the greatest first; those without a score left out."""
    known = [(getattr(one, by), name) for name, one in scores.items()]
    rated = [(value, name) for value, name in known if value is not None]
    places = {name: place for place, name in enumerate(scores)}
    rated.sort(key=lambda one: (-round(one[0], 9), places[one[1]]))
    return [name for _, name in rated]
