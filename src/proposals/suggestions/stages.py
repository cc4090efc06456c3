"""The way of a suggestion, as a table: who may take which step, in which states of its request.

There is no amendment of an amendment: whoever wants other words in the same place makes a
counter-suggestion on the same words (`Suggestion.counter_to_id`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from proposals.stages import COMMENTABLE, EDITABLE, State


class SuggestionState(StrEnum):
    """`OPEN` is undecided; the others are ends."""

    OPEN = "open"
    ACCEPTED = "accepted"
    IN_PART = "in_part"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    """Who takes a step. The drafters are those who may write the request's next version."""

    HOLDER = "holder"
    DRAFTER = "drafter"


@dataclass(frozen=True)
class Step:
    """A line of the table. `states`: those of the request; `reason`: one in words is required;
    `fits`: only while the words it is on still stand as they were quoted; `changed`: only once
    they do not."""

    name: str
    target: SuggestionState
    sides: frozenset[Side]
    states: frozenset[State]
    reason: bool = False
    fits: bool = False
    changed: bool = False


def _step(
    name: str, target: SuggestionState, sides: Iterable[Side], states: Iterable[State], *,
    reason: bool = False, fits: bool = False, changed: bool = False,
) -> Step:
    return Step(name, target, frozenset(sides), frozenset(states), reason, fits, changed)


_S = SuggestionState
# Where suggestions can be made: a draft is its company's own, then wherever comments are open.
SUGGESTABLE = COMMENTABLE | {State.DRAFT}

STEPS: tuple[Step, ...] = (
    _step("accept", _S.ACCEPTED, [Side.DRAFTER], EDITABLE, fits=True),
    _step("accept_in_part", _S.IN_PART, [Side.DRAFTER], EDITABLE, reason=True, fits=True),
    _step("decline", _S.DECLINED, [Side.DRAFTER], SUGGESTABLE, reason=True),
    _step("withdraw", _S.WITHDRAWN, [Side.HOLDER], SUGGESTABLE),
    _step("rebase", _S.OPEN, [Side.HOLDER, Side.DRAFTER], SUGGESTABLE, changed=True),
)
BY_NAME = {step.name: step for step in STEPS}
