"""How much opposition there is to a request at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass

from proposals.deliberation.kinds import Stand
from proposals.deliberation.stages import ObjectionState
from proposals.models import Objection, Position


@dataclass(frozen=True)
class Dissent:
    """Numbers: objections not answered; answered and not ended; ended without being met
    (`dissenting`); companies whose position is to object."""

    unanswered: int
    answered: int
    dissenting: int
    objecting: int


def dissent(standing: Iterable[Position], objections: Iterable[Objection]) -> Dissent:
    """Count what stands against a request."""
    states = [row.state for row in objections]
    return Dissent(
        unanswered=states.count(ObjectionState.OPEN),
        answered=states.count(ObjectionState.ANSWERED),
        dissenting=states.count(ObjectionState.ADDRESSED)
        + states.count(ObjectionState.SUSTAINED),
        objecting=sum(row.value == Stand.OBJECT for row in standing),
    )
