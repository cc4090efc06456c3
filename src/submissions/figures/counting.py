"""Counting cases. Pure: cases in, figures out.

What is counted are requests that have reached the ministry. By sector a number of one or two could
tell which company asked; such numbers are left out, and others with them where they could be
calculated back (`proposals.disclosure_control`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from proposals.disclosure_control.cells import Arc, suppressed


class By(StrEnum):
    """What the cases are divided by."""

    YEAR = "year"
    COMMITTEE = "committee"
    SECTOR = "sector"
    ITEM = "item"
    KIND = "kind"


OUTCOMES = ("adopted", "partly", "under_study", "not_adopted", "waiting")
_ANSWERED, _TAKEN = frozenset(OUTCOMES[:-1]), frozenset(OUTCOMES[:2])
# Kinds that ask for less burden; the others ask how control is to be or how it is to be read.
RELIEF = frozenset({"procedure", "operation"})


@dataclass(frozen=True)
class Case:
    """A request that has reached the ministry. `items` are the rows of the control list it cites;
    `sector` is None where the reader may not know who asks. `effective` is from when all is in
    force that the ministry named a day for; `burden` and `control` are how many characters its text
    gives to each."""

    year: int
    committee: str
    sector: str | None
    items: tuple[str, ...]
    kind: str
    outcome: str
    released: date | None = None
    answered: date | None = None
    effective: date | None = None
    burden: int = 0
    control: int = 0


@dataclass(frozen=True)
class Line:
    """A row of a table; None is a number that is left out."""

    key: str
    counts: Mapping[str, int | None]
    requested: int | None
    answered: int | None
    adopted: int | None


def divided(cases: Sequence[Case], by: By) -> list[Line]:
    """Cases by what they are divided by, in the order of the keys; a case with several items
    counts at each."""
    parts: dict[str, list[Case]] = {}
    for case in cases:
        for key in _keys(case, by):
            parts.setdefault(key, []).append(case)
    lines = [_line(key, parts[key]) for key in sorted(parts)]
    return _hidden(lines) if by is By.SECTOR else lines


def _keys(case: Case, by: By) -> tuple[str, ...]:
    if by is By.ITEM:
        return case.items or ("",)
    if by is By.SECTOR:
        return (case.sector or "",)
    return (str(getattr(case, by.value)),)


def _line(key: str, cases: Sequence[Case]) -> Line:
    counts = {name: sum(one.outcome == name for one in cases) for name in OUTCOMES}
    return Line(
        key,
        counts,
        requested=len(cases),
        answered=sum(counts[name] for name in _ANSWERED),
        adopted=sum(counts[name] for name in _TAKEN),
    )


def _hidden(lines: Sequence[Line]) -> list[Line]:
    """Without the numbers that could tell a company. How many there are of each outcome is told
    by the other tables, so it is taken as known; how many a sector asked is not."""
    arcs = [
        Arc(f"{line.key}/{name}", f"row {line.key}", f"column {name}", line.counts[name] or 0)
        for line in lines for name in OUTCOMES
    ]
    arcs += [
        Arc(f"{line.key}/", "all", f"row {line.key}", line.requested or 0) for line in lines
    ]
    arcs += [
        Arc(f"/{name}", f"column {name}", "all",
            sum(line.counts[name] or 0 for line in lines), known=True)
        for name in OUTCOMES
    ]  # fmt: skip
    out = suppressed(arcs)

    def shown(line: Line) -> Line:
        counts = {
            name: None if f"{line.key}/{name}" in out else n for name, n in line.counts.items()
        }
        return Line(
            line.key,
            counts,
            requested=None if f"{line.key}/" in out else line.requested,
            answered=_sum(counts, _ANSWERED),
            adopted=_sum(counts, _TAKEN),
        )

    return [shown(line) for line in lines]


def _sum(counts: Mapping[str, int | None], names: Iterable[str]) -> int | None:
    """The sum of numbers that are all told."""
    known = [counts[name] for name in names]
    return None if None in known else sum(n for n in known if n is not None)


@dataclass(frozen=True)
class Wait:
    """Days from the letter to the last answer, of the requests of a year that are answered."""

    year: int
    answered: int
    median_days: int
    longest_days: int


def waits(cases: Iterable[Case]) -> list[Wait]:
    """How long the ministry took, by year of the letter."""
    days: dict[int, list[int]] = {}
    for case in cases:
        if case.released and case.answered:
            days.setdefault(case.year, []).append((case.answered - case.released).days)
    return [
        Wait(year, len(of), round(median(of)), max(of)) for year, of in sorted(days.items())
    ]


@dataclass(frozen=True)
class Carried:
    """What became of the adopted requests of a year: of how many the ministry named the day from
    which it is in force (`dated`), how many are in force, and the days from letter to then."""

    year: int
    adopted: int
    dated: int
    in_force: int
    median_days: int | None


def carried(cases: Iterable[Case], today: date) -> list[Carried]:
    """How much of what was adopted is in force, by year of the letter; years without anything
    adopted are left out."""
    by_year: dict[int, list[Case]] = {}
    for case in cases:
        if case.outcome in _TAKEN:
            by_year.setdefault(case.year, []).append(case)
    told = []
    for year, of in sorted(by_year.items()):
        days = [(one.effective - one.released).days for one in of if one.effective and one.released]
        dated = [one.effective for one in of if one.effective]
        told.append(
            Carried(
                year, len(of), len(dated), sum(day <= today for day in dated),
                round(median(days)) if days else None,
            )
        )  # fmt: skip
    return told


@dataclass(frozen=True)
class Balance:
    """What a year's requests were for. `relief` of the `requested` ask for less burden; `control`
    is the share, in per cent, of what is written on the effectiveness of control in what is
    written on it and on the burden."""

    year: int
    requested: int
    relief: int
    control: int

    @property
    def leans(self) -> bool:
        """Whether the body is turning into a mere petitioner: most requests ask for less burden
        and less than a quarter of their words are on how control is kept."""
        return self.relief * 2 > self.requested and self.control < 25


def balances(cases: Iterable[Case]) -> list[Balance]:
    """Burden against effectiveness of control, by year."""
    by_year: dict[int, list[Case]] = {}
    for case in cases:
        by_year.setdefault(case.year, []).append(case)
    return [
        Balance(
            year,
            len(of),
            sum(one.kind in RELIEF for one in of),
            _share(sum(one.control for one in of), sum(one.burden for one in of)),
        )
        for year, of in sorted(by_year.items())
    ]


def _share(control: int, burden: int) -> int:
    return round(control * 100 / (control + burden)) if control + burden else 0


