"""What may become of a comment, and who says so, as a table (ISO/IEC commenting template)."""

from dataclasses import dataclass
from enum import StrEnum

from proposals.deliberation.kinds import CommentKind
from proposals.stages import Mover


class Outcome(StrEnum):
    """The dispositions in use with the template."""

    ACCEPTED = "accepted"
    IN_PRINCIPLE = "in_principle"
    PARTLY = "partly"
    NOT_ACCEPTED = "not_accepted"
    NOTED = "noted"
    OUT_OF_SCOPE = "out_of_scope"
    DUPLICATE = "duplicate"


@dataclass(frozen=True)
class Line:
    """A line of the table: a disposition and the sides that may give it. `refers`: it names the
    comment that says the same."""

    outcome: Outcome
    sides: frozenset[Mover]
    refers: bool = False


_ALL = frozenset({Mover.REQUESTER, Mover.SECRETARY, Mover.PRESIDER})
# Whether a matter belongs to this text at all is not for its authors alone to say.
_NEUTRAL = frozenset({Mover.SECRETARY, Mover.PRESIDER})

LINES: tuple[Line, ...] = (
    Line(Outcome.ACCEPTED, _ALL),
    Line(Outcome.IN_PRINCIPLE, _ALL),
    Line(Outcome.PARTLY, _ALL),
    Line(Outcome.NOT_ACCEPTED, _ALL),
    Line(Outcome.NOTED, _ALL),
    Line(Outcome.OUT_OF_SCOPE, _NEUTRAL),
    Line(Outcome.DUPLICATE, _ALL, refers=True),
)
BY_OUTCOME = {line.outcome: line for line in LINES}

# The template's types; it has none for a question, which is general.
TYPES: dict[CommentKind, str] = {
    CommentKind.GENERAL: "ge",
    CommentKind.TECHNICAL: "te",
    CommentKind.EDITORIAL: "ed",
    CommentKind.QUESTION: "ge",
}
