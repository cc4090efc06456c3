"""Everything that is told of a round after its close, counted once."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from proposals.disclosure_control import K
from proposals.rounds.agreement import in_order, score
from proposals.rounds.answers import Asked, Values
from proposals.rounds.groups import Seat, declared, sizes
from proposals.rounds.kinds import AGREEING, DISAGREEING, QuestionKind
from proposals.rounds.opinion_map import draw
from proposals.rounds.tables import table


def figures(
    questions: Sequence[Asked], seats: Sequence[Seat], answers: Mapping[str, Values],
    sectors: Sequence[str], *, named: bool = False,
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """What may be published, as plain values, and what is kept to place a company's own answer.

    `answers` are those that count, by company; `sectors` gives the order. Below `K` replies
    nothing is told but how many there were, and what was written.
    """
    groups = declared(seats, answers, sectors)
    group_of = {
        seat.company_id: group.id for group in groups for seat in seats
        if seat.sector_id in group.sectors
    }  # fmt: skip
    told: dict[str, Any] = {
        "asked": len(seats),
        "replied": len(answers),
        "groups": [asdict(group) | {"sectors": list(group.sectors)} for group in groups],
        "sizes": {size: list(pair) for size, pair in sizes(seats, answers).items()},
        "questions": {},
        "scores": {},
        "common": [],
        "dividing": [],
        "map": None,
        "words": _words(questions, answers, named=named),
    }
    if len(answers) < K:
        return told, None
    tables = {one.id: table(one, answers, groups, group_of) for one in questions}
    scores = {
        one.id: score(tables[one.id], groups, AGREEING[one.kind], DISAGREEING[one.kind])
        for one in questions if one.kind in AGREEING
    }
    drawn = draw(questions, answers, group_of)
    told |= {
        "questions": {one: found.to_json() for one, found in tables.items()},
        "scores": {one: asdict(found) for one, found in scores.items()},
        "common": in_order(scores, "consensus"),
        "dividing": in_order(scores, "divides"),
        "map": drawn.figures if drawn else None,
    }
    return told, drawn.basis if drawn else None


def _words(
    questions: Sequence[Asked], answers: Mapping[str, Values], *, named: bool
) -> dict[str, list[list[str]]]:
    """Free texts and reasons by question, each as [company or "", text]. Without names the order
    is that of the texts, which tells nothing; a reason stands without the choice it belongs to."""
    spoken: dict[str, list[list[str]]] = {}
    for question in questions:
        part = "value" if question.kind is QuestionKind.TEXT else "reason"
        found = [
            [company if named else "", str(text)] for company, values in answers.items()
            if (text := values.get(question.id, {}).get(part))
        ]  # fmt: skip
        if found:
            spoken[question.id] = sorted(found)
    return spoken
