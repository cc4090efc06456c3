"""What is told of a round by mail. No message holds an answer, and one about an anonymous request
has no title: a mail passes through many hands."""

from collections.abc import Iterable
from typing import Any

from foundation.work import Work
from notifications.outbox import tell
from notifications.wording import both
from proposals.models import Request
from proposals.rounds.models import Round
from proposals.rules import NOT_HIDDEN


def tell_of(
    work: Work, row: Round, people: Iterable[str], key: str, *, at: str = "", **params: Any
) -> None:
    """Tell these people of a round, with its number and title."""
    tell(work, people, key, f"/rounds/{row.id}{at}", title=_named(work, row), **params)


def _named(work: Work, row: Round) -> dict[str, str]:
    number = row.number or ""
    if row.request_id is not None:
        request = work.db.get_one(Request, row.request_id)
        if request.anonymity != NOT_HIDDEN:
            return both(f"照会{number}", f"round {number}")
    return both(f"{number} {row.title_ja}".strip(), f"{number} {row.title_en or row.title_ja}")
