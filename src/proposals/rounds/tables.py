"""The figures of one question: a table of groups by choices in which nobody can be found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proposals.disclosure_control.cells import Arc, suppressed
from proposals.rounds.answers import Asked, Values
from proposals.rounds.groups import Group
from proposals.rounds.kinds import FOLDED, NO_ANSWER, SCALE, QuestionKind

Figure = int | None


@dataclass(frozen=True)
class Table:
    """Numbers of companies; None is a cell that was left out. `total` is the whole by column,
    `groups` by group and column; `detail` the steps of a scale or, of a ranking, "option/place"."""

    columns: tuple[str, ...]
    total: Mapping[str, Figure]
    groups: Mapping[str, Mapping[str, Figure]]
    detail: Mapping[str, Figure]
    answered: int = 0

    def to_json(self) -> dict[str, Any]:
        return {
            "columns": list(self.columns), "total": dict(self.total),
            "groups": {one: dict(row) for one, row in self.groups.items()},
            "detail": dict(self.detail), "answered": self.answered,
        }  # fmt: skip


def table(
    question: Asked, answers: Mapping[str, Values], groups: Sequence[Group],
    group_of: Mapping[str, str],
) -> Table:
    """The table of a question over the answers that count (company to values).

    Published are the cells, both margins and, of a scale, its steps; what is left out is left out
    of all of them together.
    """
    if question.kind is QuestionKind.RANKING:
        return _ranking(question, answers)
    said = {
        company: str(values.get(question.id, {}).get("value", "")) or NO_ANSWER
        for company, values in answers.items()
    }
    scale = question.kind is QuestionKind.SCALE
    column_of = {one: FOLDED.get(one, one) if scale else one for one in set(said.values())}
    columns = (*dict.fromkeys(FOLDED[one] if scale else one for one in question.choices), NO_ANSWER)
    cells = Counter((group_of[company], column_of[word]) for company, word in said.items())
    totals = Counter(column_of[word] for word in said.values())
    steps = Counter(said.values())
    arcs = _arcs(columns, cells, totals, groups)
    if scale:
        # Neither is one step only: its column is the step.
        arcs += [
            Arc(f"d/{step}", f"steps/{FOLDED[step]}", "end", steps[step])
            for step in SCALE if FOLDED[step] != "neither"
        ]  # fmt: skip
        arcs = [_into_steps(arc) for arc in arcs]
    out = suppressed(arcs)

    def shown(cell: str, value: int) -> Figure:
        return None if cell in out else value

    detail = {}
    if scale:
        detail = {step: shown(f"d/{step}", steps[step]) for step in SCALE}
        detail["0"] = shown("c/neither", totals["neither"])
    return Table(
        columns=columns,
        total={one: shown(f"c/{one}", totals[one]) for one in columns},
        groups={
            group.id: {
                one: shown(f"x/{group.id}/{one}", cells[group.id, one]) for one in columns
            }
            for group in groups
        } if len(groups) > 1 else {},
        detail=detail,
        answered=len(said) - totals[NO_ANSWER] if f"c/{NO_ANSWER}" not in out else 0,
    )  # fmt: skip


def _arcs(
    columns: Sequence[str], cells: Mapping[tuple[str, str], int], totals: Mapping[str, int],
    groups: Sequence[Group],
) -> list[Arc]:
    """How many replied, and in which group, is told in any case; a single group has no cells of
    its own."""
    if len(groups) < 2:
        return [Arc(f"c/{one}", "all", "end", totals[one]) for one in columns] + [
            Arc("n", "end", "all", sum(totals[one] for one in columns), known=True)
        ]
    return [
        *(Arc(f"x/{group.id}/{one}", f"g/{group.id}", f"col/{one}", cells[group.id, one])
          for group in groups for one in columns),
        *(Arc(f"r/{group.id}", "all", f"g/{group.id}", group.replied, known=True)
          for group in groups),
        *(Arc(f"c/{one}", f"col/{one}", "end", totals[one]) for one in columns),
        Arc("n", "end", "all", sum(totals[one] for one in columns), known=True),
    ]  # fmt: skip


def _into_steps(arc: Arc) -> Arc:
    """The totals of agreeing and disagreeing are divided among their steps."""
    if arc.cell in ("c/agree", "c/disagree"):
        return Arc(arc.cell, arc.tail, f"steps/{arc.cell[2:]}", arc.value)
    return arc


def _ranking(question: Asked, answers: Mapping[str, Values]) -> Table:
    """Options by places, over all companies that ranked."""
    orders = [
        values[question.id]["value"] for values in answers.values()
        if isinstance(values.get(question.id, {}).get("value"), list)
    ]
    places = range(1, len(question.options) + 1)
    counts = Counter(
        (option, place) for order in orders for place, option in enumerate(order, start=1)
    )
    arcs = [
        *(Arc(f"{option}/{place}", f"o/{option}", f"p/{place}", counts[option, place])
          for option in question.options for place in places),
        *(Arc(f"o/{option}", "all", f"o/{option}", len(orders), known=True)
          for option in question.options),
        *(Arc(f"p/{place}", f"p/{place}", "end", len(orders), known=True) for place in places),
        Arc("n", "end", "all", len(orders) * len(question.options), known=True),
    ]  # fmt: skip
    out = suppressed(arcs)
    detail = {
        f"{option}/{place}": None if f"{option}/{place}" in out else counts[option, place]
        for option in question.options for place in places
    }
    return Table(tuple(question.options), {}, {}, detail, len(orders))
