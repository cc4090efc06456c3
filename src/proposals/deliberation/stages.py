"""The way of an objection, as a table: who may take which step, and what must be given with it.

An objection is a matter to be dealt with, no veto (RFC 7282): it must be answered, and then comes
to one of four ends. Only its holder withdraws it (W3C Process, formal objections).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ObjectionState(StrEnum):
    """`OPEN` is unanswered; the last four are ends."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    ACCOMMODATED = "accommodated"
    ADDRESSED = "addressed"
    SUSTAINED = "sustained"


class Side(StrEnum):
    """Who takes a step, seen from the objection."""

    HOLDER = "holder"
    REQUESTER = "requester"
    PRESIDER = "presider"
    SECRETARY = "secretary"


@dataclass(frozen=True)
class Step:
    """A line of the table. `text`: an answer or a reason in words is required. `newer`: only once
    there is a version newer than the one objected to."""

    name: str
    sources: frozenset[ObjectionState]
    target: ObjectionState
    sides: frozenset[Side]
    text: bool = False
    newer: bool = False


def _step(
    name: str, sources: Iterable[ObjectionState], target: ObjectionState, sides: Iterable[Side],
    *, text: bool = False, newer: bool = False,
) -> Step:
    return Step(name, frozenset(sources), target, frozenset(sides), text, newer)


_S = ObjectionState

STEPS: tuple[Step, ...] = (
    _step("answer", [_S.OPEN, _S.ANSWERED], _S.ANSWERED,
          [Side.REQUESTER, Side.PRESIDER, Side.SECRETARY], text=True),
    _step("withdraw", [_S.OPEN, _S.ANSWERED], _S.WITHDRAWN, [Side.HOLDER]),
    _step("accept", [_S.ANSWERED], _S.ACCOMMODATED, [Side.HOLDER]),
    _step("accommodate", [_S.ANSWERED], _S.ACCOMMODATED, [Side.PRESIDER], text=True, newer=True),
    _step("address", [_S.ANSWERED], _S.ADDRESSED, [Side.PRESIDER], text=True),
    _step("sustain", [_S.ANSWERED], _S.SUSTAINED, [Side.PRESIDER], text=True),
)

BY_NAME = {step.name: step for step in STEPS}
# The ends a presiding officer may choose from.
JUDGEMENTS = ("accommodate", "address", "sustain")
LIVE = frozenset({_S.OPEN, _S.ANSWERED})
# Ends with which the holder's concern still stands.
DISSENT = frozenset({_S.OPEN, _S.ANSWERED, _S.ADDRESSED, _S.SUSTAINED})
