"""Who finds a deadlock, and what must be shown first (RFC 3929, 4). Pure."""

from collections.abc import Collection

from foundation.verdict import YES, Verdict, first_no, no
from proposals.stages import State

# A decision is needed; it is between stated alternatives; it is truly blocked; the group agrees to
# use another way (RFC 3929, 4).
PRECONDITIONS = ("decision_needed", "alternatives_stated", "truly_blocked", "method_agreed")
BLOCKABLE = frozenset({State.RECONCILING, State.CONSENSUS_CHECK})


def may_open(*, state: State, presides: bool, secretary: bool, found: bool) -> Verdict:
    """Who presides or keeps the request; once for a version (`found`: there is one)."""
    return first_no(
        YES if presides or secretary else no("deadlock.not_yours"),
        YES if state in BLOCKABLE else no("deadlock.wrong_state"),
        no("deadlock.found") if found else YES,
    )


def may_show(*, state: State, presides: bool, secretary: bool, agreed: bool) -> Verdict:
    """The same people give the evidence, until it is agreed on."""
    return first_no(
        YES if presides or secretary else no("deadlock.not_yours"),
        YES if state in BLOCKABLE else no("deadlock.wrong_state"),
        no("deadlock.agreed") if agreed else YES,
    )


def may_agree(
    *, state: State, presides: bool, agreed: bool, shown: Collection[str]
) -> Verdict:
    """Who presides agrees once every precondition has its evidence."""
    missing = [one for one in PRECONDITIONS if one not in shown]
    return first_no(
        YES if presides else no("deadlock.chair_only"),
        YES if state in BLOCKABLE else no("deadlock.wrong_state"),
        no("deadlock.agreed") if agreed else YES,
        no("deadlock.not_shown", n=len(missing)) if missing else YES,
    )
