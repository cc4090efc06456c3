"""Who may open a straw poll and answer it. Pure: facts in, verdict out.

No rule here and no action of this chapter moves a request: a straw poll starts a conversation, it
does not end one (RFC 7282, 4).
"""

from datetime import datetime, timedelta

from foundation.verdict import YES, Verdict, first_no, no
from proposals.stages import State

POLLED = frozenset({State.CONSULTATION, State.RECONCILING, State.CONSENSUS_CHECK})
LONGEST = timedelta(days=60)


def may_open(
    *, state: State, presides: bool, requester: bool, drafter_polls: bool, running: bool
) -> Verdict:
    """Who presides, and whoever asks where the body's rule says so; one poll at a time."""
    return first_no(
        YES if state in POLLED else no("straw_poll.wrong_state"),
        YES if presides or (requester and drafter_polls) else no("straw_poll.not_yours"),
        no("straw_poll.running") if running else YES,
    )


def may_last(closes_at: datetime, now: datetime) -> Verdict:
    """It closes in the future, and within two months."""
    if closes_at <= now:
        return no("straw_poll.closes_in_past")
    return YES if closes_at <= now + LONGEST else no("straw_poll.too_long")


def may_answer(
    *, speaks: bool, asked: bool, closes_at: datetime, now: datetime
) -> Verdict:
    """A company that is asked answers through whoever speaks for it, until the close."""
    return first_no(
        YES if speaks else no("straw_poll.not_speaking"),
        YES if asked else no("straw_poll.not_asked"),
        YES if now <= closes_at else no("straw_poll.over"),
    )
