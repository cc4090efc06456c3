"""Chains of requests as an actor may find them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from foundation.dates import day_in_japan
from foundation.work import Work
from proposals.drafting.queries import later, linked
from proposals.models import PointReply, Request, StateChange
from proposals.provisions.models import ChangeAnswer, ProvisionChange
from proposals.provisions.queries import newest_replies
from proposals.stages import State
from submissions.models import Letter, Review
from submissions.package import ReleasedItem

MOST = 40  # requests in a chain
_OPENED, _DECIDED = "open_consultation", ("approve", "carry", "convey_both_views")


@dataclass(frozen=True)
class Link:
    """A request of a chain with the days that all who see it may know. `depth` counts how many of
    the chain it goes back to; `received` and `studied` are the ministry's days. `points` is what
    was asked of the ministry, point by point."""

    request: Request
    depth: int
    opened: date | None = None
    decided: date | None = None
    letter: Letter | None = None
    received: date | None = None
    studied: date | None = None
    points: tuple[str, ...] = ()
    replies: Sequence[PointReply] = ()
    changes: Sequence[tuple[ChangeAnswer, ProvisionChange]] = field(default_factory=tuple)

    @property
    def state(self) -> State:
        return State(self.request.state)

    @property
    def outcomes(self) -> list[str | None]:
        """The answer to each point, None for one that is still missing."""
        known = {row.point: row.outcome for row in self.replies}
        return [known.get(n) for n in range(1, max(len(self.points), *known, 0, 0) + 1)]


def chain(work: Work, request: Request) -> list[Link]:
    """The requests before and after one that this actor may see, each after the one it goes back
    to; a hidden one ends the chain, and nothing tells that it is there."""
    first = _first(work, request)
    ordered: list[tuple[Request, int]] = []
    waiting = [(first, 0)]
    while waiting and len(ordered) < MOST:
        one, depth = waiting.pop()
        if any(known.id == one.id for known, _ in ordered):
            continue
        ordered.append((one, depth))
        waiting += [(after, depth + 1) for after in reversed(later(work, one))]
    return _told(work.db, ordered)


def _first(work: Work, request: Request) -> Request:
    first, known = request, {request.id}
    while (above := linked(work, first.earlier_id)) and above.request.id not in known:
        first = above.request
        known.add(first.id)
    return first


def _told(db: Session, ordered: list[tuple[Request, int]]) -> list[Link]:
    ids = [request.id for request, _ in ordered]
    days = _days(db, ids)
    letters = {
        review.request_id: (letter, review)
        for review, letter in db.exec(
            select(Review, Letter)
            .join(Letter, col(Letter.id) == Review.letter_id)
            .where(col(Review.request_id).in_(ids), col(Review.question_id).is_(None))
        )
    }
    replies = newest_replies(db, ids)
    changes = _changes(db, ids)
    links = []
    for request, depth in ordered:
        letter, left = letters.get(request.id, (None, None))
        item = ReleasedItem.model_validate(left.package) if left else None
        links.append(
            Link(
                request, depth, opened=days.get((request.id, _OPENED)),
                decided=next(
                    (days[key] for move in _DECIDED if (key := (request.id, move)) in days), None
                ),
                letter=letter, received=left.received_day if left else None,
                studied=left.study_day if left else None, points=item.points if item else (),
                replies=replies.get(request.id, ()), changes=changes.get(request.id, ()),
            )
        )  # fmt: skip
    return links


def _days(db: Session, ids: list[str]) -> dict[tuple[str, str], date]:
    """The first day of each move that tells nobody apart: not those by the asking company."""
    rows = db.exec(
        select(StateChange)
        .where(
            col(StateChange.request_id).in_(ids), col(StateChange.move).in_((_OPENED, *_DECIDED))
        )
        .order_by(col(StateChange.at).desc())
    )
    return {(row.request_id, row.move): day_in_japan(row.at) for row in rows}


def _changes(
    db: Session, ids: list[str]
) -> dict[str, list[tuple[ChangeAnswer, ProvisionChange]]]:
    """Changes of the law that gave what was asked, wholly or in part."""
    rows = db.exec(
        select(ChangeAnswer, ProvisionChange)
        .join(ProvisionChange, col(ProvisionChange.id) == ChangeAnswer.change_id)
        .where(col(ChangeAnswer.request_id).in_(ids), ChangeAnswer.answers != "not")
        .order_by(col(ProvisionChange.in_force), ProvisionChange.id)
    )
    found: dict[str, list[tuple[ChangeAnswer, ProvisionChange]]] = {}
    for answer, changed in rows:
        found.setdefault(answer.request_id, []).append((answer, changed))
    return found
