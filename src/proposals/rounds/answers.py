"""What may be answered to a question. Pure: what was sent in, what is kept or what is wrong out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from proposals.rounds.kinds import ITEM, REASONED, SCALE, QuestionKind

# Question to {"value", "reason"}; the value of a ranking is the list of its options in order.
Values = dict[str, dict[str, Any]]
Faults = dict[str, str | tuple[str, Mapping[str, Any]]]


@dataclass(frozen=True)
class Asked:
    """A question as the rules see it."""

    id: str
    kind: QuestionKind
    options: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        given = {QuestionKind.SCALE: SCALE, QuestionKind.ITEM: ITEM}
        return given.get(self.kind, self.options)


@dataclass(frozen=True)
class Sent:
    """What somebody sent for one question; `ranks` by option: 1 for the first."""

    question: str
    value: str = ""
    reason: str = ""
    ranks: Mapping[str, str] = field(default_factory=dict)


def read(
    questions: Iterable[Asked], sent: Iterable[Sent], *, complete: bool
) -> tuple[Values, Faults]:
    """The values that are kept, and what is wrong by field ("v.<question>", "r.<question>").

    `complete`: they are to count, so a condition or an objection needs its reason and something
    must be said at all. A draft may be as unfinished as it likes.
    """
    asked = {one.id: one for one in questions}
    values: Values = {}
    faults: Faults = {}
    for one in sent:
        question = asked.get(one.question)
        if question is None:
            faults["form"] = "round.unknown_question"
            continue
        if question.kind is QuestionKind.RANKING:
            _ranked(question, one, values, faults, complete=complete)
        elif one.value or one.reason:
            _said(question, one, values, faults, complete=complete)
    if complete and not faults and not any(one["value"] for one in values.values()):
        faults["form"] = "round.nothing_said"
    return values, faults


def _said(
    question: Asked, sent: Sent, values: Values, faults: Faults, *, complete: bool
) -> None:
    free = question.kind is QuestionKind.TEXT
    if sent.value and not free and sent.value not in question.choices:
        faults[f"v.{question.id}"] = "field.unknown_choice"
        return
    needs = question.kind is QuestionKind.ITEM and sent.value in REASONED
    if complete and needs and not sent.reason:
        faults[f"r.{question.id}"] = "round.reason_needed"
        return
    values[question.id] = {"value": sent.value, "reason": "" if free else sent.reason}


def _ranked(
    question: Asked, sent: Sent, values: Values, faults: Faults, *, complete: bool
) -> None:
    given = {option: rank for option, rank in sent.ranks.items() if rank}
    if not given:
        return
    wanted = [str(place) for place in range(1, len(question.options) + 1)]
    if not set(given) <= set(question.options) or not set(given.values()) <= set(wanted):
        faults[f"v.{question.id}"] = "field.unknown_choice"
    elif sorted(given.values()) == sorted(wanted):
        order = sorted(given, key=lambda option: int(given[option]))
        values[question.id] = {"value": order, "reason": sent.reason}
    elif complete:
        faults[f"v.{question.id}"] = ("round.rank_each_once", {"n": len(wanted)})
    else:
        values[question.id] = {"value": "", "reason": sent.reason, "ranks": given}
