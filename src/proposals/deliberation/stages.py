"""The way of a concern and of a formal objection, as tables: when each is raised, who may take
which step with it, and what must be given with the step.

A concern (懸念) is raised before the chair's call, a formal objection (正式な異議) is to the call:
were they one thing, the rule would be circular (w3c/process#624). Either is a matter to be dealt
with, no veto (RFC 7282): it must be answered, and then comes to one of four ends. Only its holder
withdraws it (W3C Process, formal objections).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from proposals.stages import State


class ObjectionKind(StrEnum):
    """Before the call, or to the call."""

    CONCERN = "concern"
    FORMAL = "formal"


class Gravity(StrEnum):
    """Whether its holder could live with the text as it is: "I disagree" is no "stop" (RFC 7282,
    2; w3c/process#314)."""

    CAN_LIVE = "can_live"
    CANNOT_LIVE = "cannot_live"


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


@dataclass(frozen=True)
class Step:
    """A line of the table. `text`: an answer or a reason in words is required. `newer`: only once
    there is a version newer than the one objected to. `limited`: as often as the body's rule
    says, and only while such a thing may be raised. `criteria`: every one of `CRITERIA` must be
    found to be met."""

    name: str
    sources: frozenset[ObjectionState]
    target: ObjectionState
    sides: frozenset[Side]
    text: bool = False
    newer: bool = False
    limited: bool = False
    criteria: bool = False


def _step(
    name: str, sources: Iterable[ObjectionState], target: ObjectionState, sides: Iterable[Side],
    *, text: bool = False, newer: bool = False, limited: bool = False, criteria: bool = False,
) -> Step:
    return Step(
        name, frozenset(sources), target, frozenset(sides), text, newer, limited, criteria
    )


_S = ObjectionState

STEPS: tuple[Step, ...] = (
    _step("answer", [_S.OPEN, _S.ANSWERED], _S.ANSWERED, [Side.REQUESTER, Side.PRESIDER],
          text=True),
    _step("withdraw", [_S.OPEN, _S.ANSWERED], _S.WITHDRAWN, [Side.HOLDER]),
    _step("accept", [_S.ANSWERED], _S.ACCOMMODATED, [Side.HOLDER]),
    _step("reopen", [_S.ANSWERED, _S.ADDRESSED], _S.OPEN, [Side.HOLDER], text=True, limited=True),
    _step("accommodate", [_S.ANSWERED], _S.ACCOMMODATED, [Side.PRESIDER], text=True, newer=True),
    _step("address", [_S.ANSWERED], _S.ADDRESSED, [Side.PRESIDER], text=True),
    _step("sustain", [_S.ANSWERED], _S.SUSTAINED, [Side.PRESIDER], text=True, criteria=True),
)

BY_NAME = {step.name: step for step in STEPS}
# The ends a presiding officer may choose from.
JUDGEMENTS = ("accommodate", "address", "sustain")
# What makes an opposition a sustained one, all three (ISO/IEC Directives 1, 2.5.6).
CRITERIA = ("on_record", "important_part", "incompatible")
LIVE = frozenset({_S.OPEN, _S.ANSWERED})
# Ends with which the holder's concern still stands.
DISSENT = frozenset({_S.OPEN, _S.ANSWERED, _S.ADDRESSED, _S.SUSTAINED})
# What is raised in which state of the request.
RAISED_IN: dict[State, ObjectionKind] = {
    State.CONSULTATION: ObjectionKind.CONCERN,
    State.RECONCILING: ObjectionKind.CONCERN,
    State.CONSENSUS_CHECK: ObjectionKind.FORMAL,
}
