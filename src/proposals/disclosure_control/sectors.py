"""How companies stand by sector, without a number from which one company could be told."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from proposals.disclosure_control import K

# Certificates name the method, so that they can be computed again: another one is another name.
METHOD = f"goi.sectors-k{K}/1"


@dataclass(frozen=True)
class Table:
    """Numbers of companies by word: for the sectors that can be shown, for all others together,
    and in all; None where a number would be small. `asked` are those on the roll, by sector."""

    asked: Mapping[str, int]
    sectors: Mapping[str, Mapping[str, int]]
    others: Mapping[str, int] | None
    total: Mapping[str, int] | None


def table(words: Mapping[str, str], sectors: Mapping[str, str]) -> Table:
    """Count the word of each company (`words`), by its sector.

    A sector is shown only if each of its numbers is 0 or at least `K`. Those that are not
    are shown together where the same holds for their sum; otherwise that sum and the total are
    withheld both, for either gives the other.
    """
    names = sorted(set(words.values()))
    rows = {
        sector: _counts((words[one] for one in words if sectors.get(one, "") == sector), names)
        for sector in sorted({sectors.get(one, "") for one in words})
    }
    shown = {sector: row for sector, row in rows.items() if _safe(row)}
    hidden = [row for sector, row in rows.items() if sector not in shown]
    others = {name: sum(row[name] for row in hidden) for name in names}
    told = not hidden or _safe(others)
    return Table(
        asked={sector: sum(row.values()) for sector, row in rows.items()},
        sectors=shown,
        others=others if hidden and told else None,
        total=_counts(words.values(), names) if told else None,
    )


def _counts(found: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    counted = Counter(found)
    return {name: counted[name] for name in names}


def _safe(row: Mapping[str, int]) -> bool:
    return not any(0 < number < K for number in row.values())
