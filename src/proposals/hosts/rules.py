"""Who invites a body to host a request, and who answers for it. Pure."""

from foundation.verdict import YES, Verdict, first_no, no
from proposals.stages import State

INVITED, ACCEPTED, DECLINED = "invited", "accepted", "declined"
JOINABLE = frozenset({State.CONSULTATION, State.RECONCILING})


def may_invite(*, state: State, presides: bool, secretary: bool) -> Verdict:
    """Who presides over a host, or keeps the request, before the call."""
    return first_no(
        YES if presides or secretary else no("hosts.not_yours"),
        YES if state in JOINABLE else no("hosts.wrong_state"),
    )


def may_answer(*, state: State, presides_there: bool, invited: bool) -> Verdict:
    """Who presides over the invited body, or above it."""
    return first_no(
        YES if presides_there else no("hosts.not_your_body"),
        YES if invited else no("hosts.answered"),
        YES if state in JOINABLE else no("hosts.wrong_state"),
    )
