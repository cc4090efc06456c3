"""The review that waits for the anonymity officer: an approved request whose company hides."""

from foundation.dates import day_in_japan
from foundation.work import Work
from goi.demo.attached import UNDER_REVIEW
from goi.demo.letters import REVIEWER
from goi.demo.organisation import Ids
from goi.demo.timeline import Timeline
from proposals.models import Request
from submissions.gathering import gather
from submissions.reviews.actions import start

OPENED = "2026-11-16"


def open_a_review(work: Work, ids: Ids, requests: dict[str, str]) -> None:
    """Searched as it is when the officer opens it; nothing in it is decided yet."""
    hands = Timeline(work, ids).by(REVIEWER, OPENED)
    request = hands.db.get_one(Request, requests[UNDER_REVIEW])
    gathered = gather(hands.db, request, day_in_japan(hands.now))
    row = start(hands, request, gathered.texts, gathered.open, files=gathered.files)
    hands.record("review.open", ("review", row.id), after={"request": request.id})
