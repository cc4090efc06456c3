"""Finds letters being prepared, for those who may prepare them."""

from sqlmodel import Session, col, select

from foundation.errors import NotFound
from foundation.work import Work
from proposals.models import PointReply
from submissions import queries
from submissions.departures.models import Departure
from submissions.departures.rules import ENDED
from submissions.letter_drafts.models import LetterDraft
from submissions.letter_drafts.rules import may_prepare
from submissions.models import Letter, Review
from submissions.stages import Gate


def drafts(work: Work) -> list[LetterDraft]:
    """Those that have not been released, the newest change first; none for who may not prepare
    letters."""
    if not may_prepare(work.actor):
        return []
    rows = select(LetterDraft).order_by(col(LetterDraft.changed_at).desc(), LetterDraft.id)
    return [row for row in work.db.exec(rows).all() if not is_released(work.db, row)]


def draft(work: Work, draft_id: str) -> LetterDraft:
    """Raises NotFound, also for who may not prepare letters."""
    row = work.db.get(LetterDraft, draft_id)
    if row is None or not may_prepare(work.actor):
        raise NotFound
    return row


def is_released(db: Session, row: LetterDraft) -> bool:
    """Whether the letter is on its way or has left; one that was called back can be changed."""
    if row.departure_id is None:
        return False
    return db.get_one(Departure, row.departure_id).state != ENDED


def ready(db: Session) -> list[Review]:
    """Texts of requests that may be gathered: reviewed, consented to, and not on their way."""
    return [
        row for row in queries.at_gate(db, Gate.AWAITING_RELEASE) if row.question_id is None
    ]


def gathered(db: Session, row: LetterDraft) -> list[Review]:
    """The texts of a draft that can still leave with it; others have been sent back, or left."""
    wanted = set(row.reviews)
    if not is_released(db, row):
        return [one for one in ready(db) if one.id in wanted]
    query = select(Review).where(col(Review.departure_id) == row.departure_id)
    return list(db.exec(query.order_by(Review.id)).all())


def refused(db: Session, review: Review) -> tuple[Letter | None, list[str]]:
    """The letter in which the earlier request of a repeated one stood, and the reasons for which
    its points were refused, in order and each once."""
    earlier = queries.request_of(db, review).earlier_id
    if earlier is None:
        return None, []
    before = queries.review_of_request(db, earlier)
    letter = db.get(Letter, before.letter_id) if before and before.letter_id else None
    replies = db.exec(
        select(PointReply)
        .where(PointReply.request_id == earlier, col(PointReply.reason) != "")
        .order_by(col(PointReply.point))
    ).all()
    return letter, list(dict.fromkeys(reply.reason for reply in replies))
