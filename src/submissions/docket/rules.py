"""Who may ask again for what the ministry did not give. Pure: facts in, verdict out."""

from foundation.actor import Actor
from foundation.verdict import YES, Verdict, no
from proposals.drafting.classification import Novelty
from proposals.drafting.rules import may_draft
from proposals.stages import State

# What a request of this answer is when it is asked again.
AGAIN: dict[State, Novelty] = {
    State.DECLINED: Novelty.RESUBMISSION,
    State.PARTIALLY_ADOPTED: Novelty.RESUBMISSION,
    State.CONTINUED: Novelty.CONTINUED,
}


def may_repeat(actor: Actor, state: State) -> Verdict:
    """Whoever drafts may ask again for what was refused, taken up in part or left under study:
    also another company than the one that asked first."""
    if state not in AGAIN:
        return no("docket.nothing_refused")
    allowed = may_draft(actor)
    return allowed if not allowed else YES
