"""Collects what the ministry wrote at its desk: acknowledgements, answers to points, questions.

Pulled by our side, so that the desk never learns when or whether anybody read. Repeating it
changes nothing: what is the same is left alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlmodel import col, select

from foundation import journal
from foundation.actor import SYSTEM
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.journal import JournalEntry
from foundation.work import Work
from proposals.finding import facets
from proposals.models import PointReply, Request
from proposals.moves import be_moved
from proposals.rules import NOT_HIDDEN, Facts
from proposals.stages import BY_NAME, State
from search import index
from search.audiences import of_request
from submissions import models, news
from submissions.outcome import outcome
from submissions.release_store import Point, Progress, Question, Reply

_BATCH = 50


@dataclass(frozen=True)
class Answered:
    """An item with its points in order, each with its newest answer, how far it has come, and its
    questions."""

    item_id: str
    points: Sequence[tuple[Point, Reply | None]]
    questions: Sequence[Question]
    progress: Progress | None = None


# Requests whose receipt was acknowledged, by the letter in which they stood.
Acknowledged = dict[str, list[Request]]


def collect(main: Database, release: Database, clock: Clock, chance: Chance) -> int:
    """Bring over what is new, a batch to a transaction; answers how many items had news."""
    news_of = 0
    found = iter(_read(release))
    while batch := list(islice(found, _BATCH)):
        with main.writing() as db:
            now = journal.not_before(db, JournalEntry, clock.now())
            work = Work(db, SYSTEM, now, chance)
            acknowledged: Acknowledged = {}
            news_of += sum(_take(work, one, acknowledged) for one in batch)
            _tell(work, acknowledged)
    return news_of


def _read(release: Database) -> list[Answered]:
    """Items about which the desk has written anything."""
    with release.reading() as db:
        newest: dict[str, Reply] = {}
        for reply in db.exec(select(Reply).order_by(col(Reply.revision))).all():
            newest[reply.point_id] = reply
        questions = defaultdict(list)
        for question in db.exec(select(Question).order_by(Question.id)).all():
            questions[question.item_id].append(question)
        points = defaultdict(list)
        for point in db.exec(select(Point).order_by(col(Point.number))).all():
            points[point.item_id].append((point, newest.get(point.id)))
        progress = {row.item_id: row for row in db.exec(select(Progress)).all()}
    return [
        Answered(item_id, points[item_id], questions[item_id], progress.get(item_id))
        for item_id in sorted(points)
        if questions[item_id] or item_id in progress
        or any(reply for _, reply in points[item_id])
    ]  # fmt: skip


def _take(work: Work, answered: Answered, acknowledged: Acknowledged) -> bool:
    review = work.db.exec(
        select(models.Review).where(models.Review.item_id == answered.item_id)
    ).first()
    if review is None:
        return False
    request = work.db.get_one(Request, review.request_id)
    further = _take_progress(work, request, review, answered.progress, acknowledged)
    new_questions = [one for one in answered.questions if _take_question(work, request, one)]
    changed = list(_changed(work, request, answered.points))
    for point, reply in changed:
        _take_reply(work, request, point, reply)
    if changed:
        outcomes = [reply.outcome if reply else None for _, reply in answered.points]
        _move(work, request, outcomes)
        _make_findable(work, request, answered.points)
        news.tell_following(work, request, "mail.points_answered")
    return bool(changed or new_questions or further)


def _take_progress(
    work: Work, request: Request, review: models.Review, progress: Progress | None,
    acknowledged: Acknowledged,
) -> bool:
    """Keep the days on which the ministry received the request and took it under study. What is
    told of the two at once is the further one."""
    if progress is None:
        return False
    received = review.received_day is None and progress.received_day is not None
    studied = review.study_day is None and progress.study_day is not None
    review.received_day = review.received_day or progress.received_day
    review.study_day = review.study_day or progress.study_day
    work.db.add(review)
    if received:
        work.record("request.received", ("request", request.id),
                    after={"day": str(review.received_day)})  # fmt: skip
    if studied:
        work.record("request.study", ("request", request.id), after={"day": str(review.study_day)})
        news.tell_following(work, request, "mail.request_studied")
    elif received and review.letter_id:
        acknowledged.setdefault(review.letter_id, []).append(request)
    return received or studied


def _tell(work: Work, acknowledged: Mapping[str, Sequence[Request]]) -> None:
    """One message for all of a letter that was acknowledged together."""
    for letter_id, requests in sorted(acknowledged.items()):
        news.tell_of_receipt(work, work.db.get_one(models.Letter, letter_id), requests)


def _take_question(work: Work, request: Request, question: Question) -> bool:
    if work.db.get(models.Question, question.id) is not None:
        return False
    work.db.add(
        models.Question(
            id=question.id, request_id=request.id, text=question.text,
            asked_day=question.asked_day,
        )
    )  # fmt: skip
    work.db.flush()
    work.record("question.ask", ("question", question.id), after={"request": request.id})
    link = f"/questions/{question.id}"
    news.tell_asking_side(work, request, "mail.question_asked", link)
    news.tell_officers(work, request, "mail.question_asked", link)
    return True


def _changed(
    work: Work, request: Request, points: Iterable[tuple[Point, Reply | None]]
) -> Iterator[tuple[Point, Reply]]:
    known = {row.point: row for row in _replies(work, request)}
    for point, reply in points:
        if reply is not None and _told(known.get(point.number)) != _told(reply):
            yield point, reply


def _replies(work: Work, request: Request) -> Sequence[PointReply]:
    return work.db.exec(select(PointReply).where(PointReply.request_id == request.id)).all()


def _told(row: PointReply | Reply | None) -> tuple[str, ...]:
    if row is None:
        return ()
    return (
        row.outcome, row.text, row.reason, row.measure, row.measure_day, row.provision,
        str(row.effective_day), str(row.replied_day),
    )  # fmt: skip


def _take_reply(work: Work, request: Request, point: Point, reply: Reply) -> None:
    row = work.db.exec(
        select(PointReply).where(
            PointReply.request_id == request.id, PointReply.point == point.number
        )
    ).first()
    before = {"outcome": row.outcome, "text": row.text} if row else None
    row = row or PointReply(
        id=work.id("point_reply"), request_id=request.id, point=point.number, asked=point.text,
        outcome="", text="", replied_day="",
    )  # fmt: skip
    row.outcome, row.text, row.reason = reply.outcome, reply.text, reply.reason
    row.measure, row.measure_day = reply.measure, reply.measure_day
    row.effective_day, row.provision = reply.effective_day, reply.provision
    row.replied_day = reply.replied_day.isoformat()
    work.db.add(row)
    work.db.flush()
    work.record(
        "request.point_answered", ("request", request.id), before,
        {"point": point.number, "outcome": row.outcome, "text": row.text},
    )  # fmt: skip


def _move(work: Work, request: Request, outcomes: Sequence[str | None]) -> None:
    """Move the request on, once all points are answered and where that changes its state."""
    move = outcome(outcomes)
    if move is None or BY_NAME[move].target == State(request.state):
        return
    be_moved(work, request, move, Facts())


def _make_findable(
    work: Work, request: Request, points: Iterable[tuple[Point, Reply | None]]
) -> None:
    lines = [
        f"{reply.text}\n{reply.reason}\n{reply.provision}" for _, reply in points if reply
    ]
    index.put(
        work, kind="answer", subject_id=f"answers/{request.id}",
        audience=of_request(hidden=request.anonymity != NOT_HIDDEN),
        title=f"{request.number or ''} {request.title_ja}".strip(), body="\n".join(lines),
        link=f"/requests/{request.id}", facets=facets(work.db, request),
    )
