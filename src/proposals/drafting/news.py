"""Whom a change of a request is told.

No message names a company, and one about an anonymous request has no title either: a mail passes
through many hands.
"""

from collections.abc import Callable, Iterable
from typing import Any

from committees.queries import chairs, officers, secretaries
from foundation.actor import Office
from foundation.dates import day_in_japan
from foundation.work import Work
from notifications.outbox import tell
from notifications.wording import both
from proposals import authorship
from proposals.hosts.queries import hosts
from proposals.models import Request
from proposals.queries import Seen
from proposals.rules import HIDDEN_FROM_MEMBERS, NOT_HIDDEN
from proposals.stages import State

Recipients = Callable[[Work, Request], Iterable[str]]


def requester(work: Work, request: Request) -> Iterable[str]:
    """Those who wrote for the asking company."""
    return authorship.writers(work.db, request.id)


def keepers(work: Work, request: Request) -> Iterable[str]:
    """The secretaries who look after the request; for one hidden from members the anonymity
    officers alone."""
    day = day_in_japan(work.now)
    if request.anonymity == HIDDEN_FROM_MEMBERS:
        return officers(work.db, Office.ANONYMITY_OFFICER, day)
    in_office = officers(work.db, Office.SECRETARY, day)
    of_body = set(secretaries(work.db, request.body_id, day))
    return [person for person in in_office if person in of_body] or in_office


def presiders(work: Work, request: Request) -> Iterable[str]:
    day = day_in_japan(work.now)
    return {one for body in hosts(work.db, request) for one in chairs(work.db, body, day)}


AFTER_MOVE: dict[str, tuple[Recipients, ...]] = {
    "submit": (keepers,),
    "return_to_draft": (requester,),
    "close_consultation": (requester, presiders),
    "call_consensus": (requester, keepers),
    "reopen_reconciling": (requester,),
    "approve": (requester, keepers),
    "merge": (requester,),
    "withdraw": (keepers, presiders),
}


def moved(work: Work, seen: Seen, move: str, before: State) -> None:
    """Tell of a move those whose turn it is now, and those whose request it is."""
    groups = AFTER_MOVE[move]
    if move == "withdraw":
        groups = _told_of_withdrawal(seen.request, before)
    _tell(work, seen.request, f"mail.request_{move}", groups)


def _told_of_withdrawal(request: Request, before: State) -> tuple[Recipients, ...]:
    """Nobody is told of a request they never could see."""
    if before is State.DRAFT:
        return ()
    return AFTER_MOVE["withdraw"] if request.number else (keepers,)


def revised(work: Work, seen: Seen) -> None:
    """Tell of a new version once others read along."""
    if seen.request.number:
        _tell(work, seen.request, "mail.request_revised", (requester, presiders))


def _tell(work: Work, request: Request, key: str, groups: Iterable[Recipients]) -> None:
    people = {person for group in groups for person in group(work, request)}
    tell(work, people, key, f"/requests/{request.id}", title=named(request))


def named(request: Request) -> dict[str, Any]:
    """What a message calls a request."""
    if request.anonymity == NOT_HIDDEN:
        return both(request.title_ja, request.title_en)
    number = request.number or ""
    return both(f"匿名の要望{number}", f"an anonymous request {number}".strip())
