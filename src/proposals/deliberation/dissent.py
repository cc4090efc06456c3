"""How much opposition there is to a request at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass

from proposals.deliberation.kinds import Stand
from proposals.deliberation.stages import DISSENT, Gravity, ObjectionState
from proposals.models import MinorityOpinion, Objection, Position


@dataclass(frozen=True)
class Dissent:
    """Numbers, of what its holders can't live with: not answered; answered and not ended; ended
    without being met (`dissenting`); and of companies whose position is to object."""

    unanswered: int
    answered: int
    dissenting: int
    objecting: int


def dissent(standing: Iterable[Position], objections: Iterable[Objection]) -> Dissent:
    """Count what stands against a request."""
    states = [row.state for row in objections if row.gravity == Gravity.CANNOT_LIVE]
    return Dissent(
        unanswered=states.count(ObjectionState.OPEN),
        answered=states.count(ObjectionState.ANSWERED),
        dissenting=states.count(ObjectionState.ADDRESSED)
        + states.count(ObjectionState.SUSTAINED),
        objecting=sum(row.value == Stand.OBJECT for row in standing),
    )


def disagrees(
    company_id: str | None, standing: Iterable[Position], objections: Iterable[Objection],
    opinions: Iterable[MinorityOpinion],
) -> bool:
    """Whether the company's position or an objection of it stands, or it has left an opinion."""
    if any(row.company_id == company_id for row in opinions):
        return True
    if any(row.company_id == company_id and row.value == Stand.OBJECT for row in standing):
        return True
    return any(
        row.company_id == company_id and ObjectionState(row.state) in DISSENT
        for row in objections
    )
