"""What the secretariat does at the gateway: try now, stop, fetch now, note what was refused."""

from foundation.errors import require
from foundation.work import Work
from submissions.gateway.inbox import ONLY
from submissions.gateway.models import GatewayDelivery, GatewayInbox, GatewayIncident
from submissions.gateway.rules import may_retry, may_stop
from submissions.gateway.stages import Delivery


def retry(work: Work, row: GatewayDelivery) -> None:
    """Try in the worker's next round, also what was stopped. Raises Refused."""
    require(may_retry(row.state))
    before = {"state": row.state, "attempts": row.attempts}
    row.state, row.attempts, row.due_at = Delivery.WAITING.value, 0, work.now
    work.db.add(row)
    work.record("gateway.retry", ("gateway_delivery", row.id), before)


def stop(work: Work, row: GatewayDelivery) -> None:
    """Send it no more. A try that is under way may still arrive, and is then shown as arrived.
    Raises Refused."""
    require(may_stop(row.state))
    row.state = Delivery.STOPPED.value
    work.db.add(row)
    work.record("gateway.stop", ("gateway_delivery", row.id), {"attempts": row.attempts})


def fetch(work: Work) -> None:
    """Ask for replies in the worker's next round."""
    row = work.db.get(GatewayInbox, ONLY)
    if row:
        row.due_at, row.attempts = work.now, 0
        work.db.add(row)
    work.record("gateway.fetch", ("gateway_inbox", ONLY))


def see(work: Work, row: GatewayIncident) -> None:
    """Note that a person has looked at it; seen twice is seen once."""
    if row.seen_at is None:
        row.seen_at, row.seen_by_id = work.now, work.actor.id
        work.db.add(row)
        work.record("gateway.see", ("gateway_incident", row.id), after={"count": row.count})
