"""What waits for a person at the gate: reviews, consents, releases, questions of the ministry."""

from sqlmodel import col, select

from proposals import authorship
from proposals.models import Request
from proposals.rules import NOT_HIDDEN, releases_apart
from proposals.stages import State
from submissions import queries
from submissions.departures import queries as departures
from submissions.models import Question, Review
from submissions.rules import (
    is_officer,
    may_answer,
    may_consent,
    may_handle_release,
    may_open,
    may_release,
)
from submissions.stages import Gate
from web.visit import Visit
from web.waiting import Waiting


def waiting(visit: Visit) -> list[Waiting]:
    """What this person has to do at the gate, by number of the request."""
    if visit.actor is None:
        return []
    return [*_to_open(visit), *_at_gate(visit), *_held(visit), *_questions(visit)]


def _to_open(visit: Visit) -> list[Waiting]:
    actor = visit.work.actor
    if not actor.offices:
        return []
    return [
        _told(visit, "waiting.open_review", request, "/reviews")
        for request in queries.unopened(visit.work.db)
        if may_open(actor, request.anonymity, State(request.state), opened=False)
    ]


def _at_gate(visit: Visit) -> list[Waiting]:
    db = visit.work.db
    states = (Gate.REVIEWING, Gate.AWAITING_CONSENT, Gate.AWAITING_RELEASE)
    rows = [(row, queries.request_of(db, row)) for row in queries.at_gate(db, *states)]
    rows.sort(key=lambda pair: (pair[1].number or "", pair[0].id))
    return [told for row, request in rows if (told := _waits(visit, row, request))]


def _waits(visit: Visit, row: Review, request: Request) -> Waiting | None:
    db, actor = visit.work.db, visit.work.actor
    if row.state == Gate.REVIEWING:
        mine = is_officer(actor)
        return _told(visit, "waiting.review", request, f"/reviews/{row.id}") if mine else None
    if row.state == Gate.AWAITING_CONSENT:
        if not authorship.is_requester(db, request.id, actor):
            return None
        if not may_consent(actor, queries.gate_facts(db, row, actor)):
            return None
        return _told(visit, "waiting.consent", request, f"/reviews/{row.id}/consent")
    if not may_handle_release(actor) or not may_release(actor, queries.gate_facts(db, row, actor)):
        return None
    return _told(visit, "waiting.release", request, "/releases")


def _held(visit: Visit) -> list[Waiting]:
    """Departures that did not leave at their time; one line for all, they have a page."""
    if not may_handle_release(visit.work.actor):
        return []
    if not any(row.held for row in departures.waiting(visit.work.db)):
        return []
    return [Waiting(what=visit.t("waiting.departure"), title=visit.t("departures.title"),
                    link="/departures")]


def _questions(visit: Visit) -> list[Waiting]:
    db, actor = visit.work.db, visit.work.actor
    rows = db.exec(
        select(Question, Request)
        .join(Request, col(Request.id) == col(Question.request_id))
        .where(col(Question.answered_day).is_(None), authorship.asked_by(actor))
        .order_by(col(Question.asked_day), Question.id)
    ).all()
    return [
        _told(visit, "waiting.answer_question", request, f"/questions/{row.id}")
        for row, request in rows
        if queries.review_of_question(db, row.id) is None
        and may_answer(actor, requester=True, answered=False, gate=None)
    ]


def _told(visit: Visit, what: str, request: Request, link: str) -> Waiting:
    title = visit.name(request.title_ja, request.title_en)
    if request.anonymity != NOT_HIDDEN and releases_apart(visit.work.actor):
        title = request.number or ""
    return Waiting(what=visit.t(what), title=title, link=link)
