"""Into the queue of departures and out of it again, until one leaves."""

from collections.abc import Iterable
from typing import Any

from foundation.work import Work
from submissions.departures.models import Departure
from submissions.departures.rules import WAITING, Batches
from submissions.models import Review
from submissions.stages import Gate


def join(
    work: Work, rows: Iterable[Review], batches: Batches, override_reason: str, head: Any = None
) -> Departure:
    """These released texts leave together at the next fixed time."""
    departure = Departure(
        id=work.id("departure"), state=WAITING, head=head,
        leaves_at=batches.times.next(work.now), override_reason=override_reason,
        override_by_id=work.actor.id if override_reason else None,
        released_by_id=work.actor.id, created_at=work.now,
    )  # fmt: skip
    work.db.add(departure)
    work.db.flush()
    for row in rows:
        row.state, row.departure_id = Gate.DEPARTING.value, departure.id
        work.db.add(row)
    return departure


def drop(work: Work, row: Review, state: Gate) -> None:
    """A text leaves the queue and stands at the gate again; its departure goes without it."""
    row.state, row.departure_id = state.value, None
    work.db.add(row)
