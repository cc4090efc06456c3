"""Texts at the gate as an actor may find them; outside that they are not found."""

from collections.abc import Iterable

from pydantic import ValidationError
from sqlmodel import Session, col, func, select

from foundation.actor import Actor
from foundation.errors import NotFound
from foundation.work import Work
from proposals import authorship
from proposals.models import IdentityLook, PointReply, Request
from proposals.stages import State
from submissions.attachments import queries as attachments
from submissions.candidates.queries import to_confirm
from submissions.models import Letter, Question, Review, ReviewFinding
from submissions.package import ReleasedAnswer, ReleasedItem, WithFiles, digest
from submissions.rules import GateFacts, is_officer
from submissions.stages import Gate


def review(db: Session, review_id: str) -> Review:
    """Raises NotFound."""
    row = db.get(Review, review_id)
    if row is None:
        raise NotFound
    return row


def out_of_review(db: Session, review_id: str) -> Review:
    """A review that is finished; before that whoever releases finds none. Raises NotFound."""
    row = review(db, review_id)
    if row.state == Gate.REVIEWING:
        raise NotFound
    return row


def officers_review(work: Work, review_id: str) -> Review:
    """The review, for the anonymity officer alone. A secondee finds none. Raises NotFound."""
    if not is_officer(work.actor):
        raise NotFound
    return review(work.db, review_id)


def own_review(work: Work, review_id: str) -> Review:
    """A review of a text of this actor's own company. Raises NotFound for any other."""
    row = review(work.db, review_id)
    if not authorship.is_requester(work.db, row.request_id, work.actor):
        raise NotFound
    return row


def request_of(db: Session, row: Review) -> Request:
    return db.get_one(Request, row.request_id)


def review_of_request(db: Session, request_id: str) -> Review | None:
    """The review of a request itself, not of an answer about it."""
    return db.exec(
        select(Review).where(Review.request_id == request_id, col(Review.question_id).is_(None))
    ).first()


def review_of_question(db: Session, question_id: str) -> Review | None:
    return db.exec(select(Review).where(Review.question_id == question_id)).first()


def at_gate(db: Session, *states: Gate) -> list[Review]:
    """Texts in these states that are still waited for, in the order of their random ids."""
    rows = db.exec(
        select(Review)
        .where(col(Review.state).in_([state.value for state in states]))
        .order_by(Review.id)
    ).all()
    return [row for row in rows if waited_for(db, row)]


def unopened(db: Session) -> list[Request]:
    """Approved requests for which no review has been opened, by number."""
    opened = select(Review.request_id).where(col(Review.question_id).is_(None))
    rows = select(Request).where(
        Request.state == State.APPROVED.value, col(Request.id).not_in(opened)
    )
    return list(db.exec(rows.order_by(col(Request.number), Request.id)).all())


def findings(db: Session, review_id: str) -> list[ReviewFinding]:
    """By field and place."""
    rows = db.exec(select(ReviewFinding).where(ReviewFinding.review_id == review_id)).all()
    return sorted(rows, key=lambda row: (row.field, row.start))


def finding(db: Session, review_id: str, finding_id: str) -> ReviewFinding:
    """A finding of this review. Raises NotFound."""
    row = db.get(ReviewFinding, finding_id)
    if row is None or row.review_id != review_id:
        raise NotFound
    return row


def waited_for(db: Session, row: Review) -> bool:
    """Whether this text is still to leave: its request stands approved, or the question it
    answers has no answer yet. True for what has left."""
    if row.state == Gate.RELEASED:
        return True
    if row.question_id:
        return db.get_one(Question, row.question_id).answer is None
    return request_of(db, row).state == State.APPROVED


def thaw(row: Review) -> ReleasedItem | ReleasedAnswer | None:
    """The frozen package, None where there is none or it can't be one."""
    shape: type[ReleasedItem] | type[ReleasedAnswer] = (
        ReleasedAnswer if row.question_id else ReleasedItem
    )
    try:
        return shape.model_validate(row.package) if row.package is not None else None
    except ValidationError:
        return None


def gate_facts(
    db: Session, row: Review, actor: Actor, residue: int = 0, too_few: int = 0
) -> GateFacts:
    """What the rules ask about a text, as it stands in this transaction. `residue` and `too_few`
    cost a look at every word, so whoever decides by them brings them along."""
    found, pictures = findings(db, row.id), attachments.pictures(db, row)
    frozen = thaw(row)
    return GateFacts(
        state=Gate(row.state),
        waited_for=waited_for(db, row),
        undecided=sum(not one.decision for one in found),
        residue=residue,
        too_few=too_few,
        unconfirmed=sum(
            one.confirmed_hash != row.package_hash for one in to_confirm(db, row.id)
        ) + attachments.unseconded(pictures, row),
        package_hash=row.package_hash,
        consent_hash=row.consent_hash,
        pictures=attachments.undecided(pictures),
        whole=frozen is not None and digest(frozen) == row.package_hash
        and {one.sha256 for one in frozen.attachments} == _frozen_files(db, row, frozen),
        hands=_hands(row, found),
        knowing=_has_looked(db, row.request_id, actor),
    )


def _frozen_files(db: Session, row: Review, frozen: WithFiles) -> set[str]:
    return attachments.frozen(db, row) if frozen.attachments else set()


def looks(db: Session, request_id: str) -> list[IdentityLook]:
    """Every look at who asks, in order."""
    rows = select(IdentityLook).where(IdentityLook.request_id == request_id)
    return list(db.exec(rows.order_by(col(IdentityLook.at), IdentityLook.id)).all())


def question(db: Session, question_id: str) -> Question:
    """Raises NotFound."""
    row = db.get(Question, question_id)
    if row is None:
        raise NotFound
    return row


def questions(db: Session, request_id: str) -> list[Question]:
    """Questions asked about a request, by day."""
    rows = select(Question).where(Question.request_id == request_id)
    return list(db.exec(rows.order_by(col(Question.asked_day), Question.id)).all())


def letter(db: Session, letter_id: str) -> Letter:
    """Raises NotFound."""
    row = db.get(Letter, letter_id)
    if row is None:
        raise NotFound
    return row


def letters(db: Session) -> list[Letter]:
    """Newest first."""
    rows = select(Letter).order_by(
        col(Letter.released_day).desc(), col(Letter.fiscal_year).desc(), col(Letter.serial).desc()
    )
    return list(db.exec(rows).all())


def request_of_question(db: Session, row: Question) -> Request:
    return db.get_one(Request, row.request_id)


def requests_of_letter(db: Session, letter_id: str) -> dict[str, Request]:
    """The requests of a letter by the ids their items have at the ministry."""
    rows = db.exec(
        select(Review.item_id, Request)
        .join(Request, col(Request.id) == col(Review.request_id))
        .where(Review.letter_id == letter_id)
    ).all()
    return {item_id: request for item_id, request in rows if item_id}


def reviews_of_letter(db: Session, letter_id: str) -> dict[str, Review]:
    """What left in a letter, by the ids its items have at the ministry."""
    rows = db.exec(select(Review).where(Review.letter_id == letter_id)).all()
    return {row.item_id: row for row in rows if row.item_id}


def answered_points(db: Session) -> dict[str, int]:
    """How many points the ministry has answered, by letter."""
    rows = db.exec(
        select(Review.letter_id, func.count())
        .join(PointReply, col(PointReply.request_id) == col(Review.request_id))
        .where(col(Review.letter_id).is_not(None))
        .group_by(col(Review.letter_id))
    ).all()
    return {letter_id: count for letter_id, count in rows if letter_id}


def _hands(row: Review, found: Iterable[ReviewFinding]) -> frozenset[str]:
    people = {row.reviewer_id, *(one.decided_by_id for one in found)}
    return frozenset(person for person in people if person)


def _has_looked(db: Session, request_id: str, actor: Actor) -> bool:
    return (
        db.exec(
            select(IdentityLook.id)
            .where(IdentityLook.request_id == request_id, IdentityLook.person_id == actor.id)
            .limit(1)
        ).first()
        is not None
    )
