"""When is sent, how long is waited, what somebody may ask for. Pure: facts in, verdict out."""

from datetime import UTC, datetime, timedelta

from foundation.verdict import YES, Verdict, no
from submissions.gateway.stages import Delivery

# Longer than a whole try can take: afterwards whoever had claimed it is taken to be dead.
LEASE = timedelta(minutes=5)
_SINCE = datetime(2020, 1, 1, tzinfo=UTC)


def next_slot(now: datetime, minutes: int) -> datetime:
    """When something new leaves: at the next whole multiple of `minutes`, counted in UTC, so that
    its moment does not tell when somebody pressed a button. With 0 at once."""
    if not minutes:
        return now
    slot = timedelta(minutes=minutes)
    return _SINCE + -((_SINCE - now) // slot) * slot


def may_retry(state: str) -> Verdict:
    """Try now, whatever the waiting time; also what was stopped."""
    return no("gateway.delivered_already") if state == Delivery.DELIVERED else YES


def may_stop(state: str) -> Verdict:
    """Stop trying. What has arrived can't be called back."""
    if state == Delivery.DELIVERED:
        return no("gateway.delivered_already")
    return no("gateway.stopped_already") if state == Delivery.STOPPED else YES
