"""What an officer does about a departure that waits: record why few may leave, or take it back."""

from foundation.errors import require
from foundation.work import Work
from submissions import news, queries
from submissions.departures import rules
from submissions.departures.models import Departure
from submissions.departures.queries import texts
from submissions.departures.queue import drop
from submissions.stages import Gate


def override(work: Work, row: Departure, reason: str) -> None:
    """At its next time it leaves whatever the number of companies. Raises Refused."""
    require(rules.may_override(work.actor, row.state, row.override_reason))
    row.override_reason, row.override_by_id = reason, work.actor.id
    work.db.add(row)
    work.record("departure.override", ("departure", row.id), after={"reason": reason})


def recall(work: Work, row: Departure) -> None:
    """Its texts wait to be released anew; the companies' consents stand. Raises Refused."""
    require(rules.may_recall(work.actor, row.state))
    for text in texts(work.db, row.id):
        drop(work, text, Gate.AWAITING_RELEASE)
        request = queries.request_of(work.db, text)
        news.tell_asking_side(work, request, "mail.departure_recalled", f"/requests/{request.id}")
    row.state, row.held = rules.ENDED, ""
    work.db.add(row)
    work.record("departure.recall", ("departure", row.id))
