"""What an official may send. Pure: facts in, verdict out."""

from foundation.verdict import YES, Verdict, no
from ministry.outcomes import NEEDS_REASON, Outcome


def may_answer(outcome: Outcome, reason: str) -> Verdict:
    """What is not adopted, or only in part, needs its reason: without it nobody can ask better."""
    if outcome in NEEDS_REASON and not reason:
        return no("reply.reason_needed")
    return YES


def is_current(based_on: int, newest: int) -> Verdict:
    """An answer replaces the one its writer had read, not one that came in between."""
    return YES if based_on == newest else no("reply.answered_meanwhile")
