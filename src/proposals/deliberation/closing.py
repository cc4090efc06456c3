"""Rounds end by the clock, whether anybody looks or not."""

from foundation.work import Work
from proposals.deliberation import queries
from proposals.drafting import news
from proposals.models import Request
from proposals.moves import be_moved
from proposals.queries import relate
from proposals.rules import Facts
from proposals.stages import State


def close_due(work: Work) -> int:
    """Close every round whose time is over; answers how many."""
    due = queries.overdue(work.db, work.now)
    for row in due:
        request = work.db.get_one(Request, row.request_id)
        be_moved(work, request, "close_consultation", Facts())
        news.moved(work, relate(work, request), "close_consultation", State.CONSULTATION)
    return len(due)
