"""The gate as the request's page shows it: where the text stands, what comes next, and the way on
for those who have one."""

from datetime import date

from pydantic import BaseModel

from proposals import authorship
from proposals.drafting.views import Card
from proposals.queries import Seen
from proposals.stages import State
from submissions import queries
from submissions.models import Letter, Review
from submissions.rules import (
    is_officer,
    may_handle_release,
    may_open,
    may_see_question,
)
from submissions.stages import TURN, Gate
from web.visit import May, Visit


class QuestionLink(BaseModel):
    """A question of the ministry, for those who may read it."""

    id: str
    asked_day: date
    answered: bool


class GateStep(BaseModel):
    """A step of the way out: done, current or todo."""

    label: str
    status: str


class GateCard(Card):
    """`may_open` is None unless a review is to be opened; links are empty for whom they are not."""

    template: str = "submissions/_card.html"
    request_id: str
    steps: list[GateStep]
    turn: str
    may_open: May | None
    review_id: str
    consent_id: str
    releases: bool
    letter_id: str
    letter_number: str
    released_day: date | None
    questions: list[QuestionLink]


def card(visit: Visit, seen: Seen) -> GateCard | None:
    """The card of a request, None before it is approved and where it never left."""
    db, actor, request = visit.work.db, visit.work.actor, seen.request
    row = queries.review_of_request(db, request.id)
    approved = seen.state is State.APPROVED
    if not approved and (row is None or row.state != Gate.RELEASED):
        return None
    letter = db.get(Letter, row.letter_id) if row and row.letter_id else None
    requester = authorship.is_requester(db, request.id, actor)
    may_read = may_see_question(actor, requester=requester)
    return GateCard(
        request_id=request.id,
        steps=_steps(visit, row),
        turn=_turn(visit, row),
        may_open=_may_open(visit, seen) if row is None else None,
        review_id=row.id if row and is_officer(actor) else "",
        consent_id=row.id if row and requester else "",
        releases=bool(
            row and row.state == Gate.AWAITING_RELEASE and may_handle_release(actor)
        ),
        letter_id=letter.id if letter else "",
        letter_number=letter.number if letter else "",
        released_day=letter.released_day if letter else None,
        questions=[
            QuestionLink(id=one.id, asked_day=one.asked_day, answered=one.answer is not None)
            for one in (queries.questions(db, request.id) if may_read else [])
        ],
    )


def _may_open(visit: Visit, seen: Seen) -> May:
    return visit.may(
        may_open(visit.work.actor, seen.request.anonymity, seen.state, opened=False)
    )


def _steps(visit: Visit, row: Review | None) -> list[GateStep]:
    gates = list(Gate)
    here = gates.index(Gate(row.state)) if row else -1
    released = row is not None and row.state == Gate.RELEASED
    return [
        GateStep(
            label=visit.t(f"gate.step.{gate}"),
            status="done" if place < here or released else "current" if place == here else "todo",
        )
        for place, gate in enumerate(gates)
    ]


def _turn(visit: Visit, row: Review | None) -> str:
    who = TURN[Gate(row.state)] if row else "secretariat"
    return visit.t(f"gate.turn.{who}") if who else ""
