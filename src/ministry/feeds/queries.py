"""Whose feed it is, and what is new in it."""

from sqlmodel import Session, col, select

from ministry.keys import hashed
from submissions.release_store import Item, Letter, Official, Question

MOST = 100


def owner(db: Session, key: str) -> Official | None:
    """The official whose feed has this key; None for no key and for an ended account."""
    row = db.exec(select(Official).where(Official.feed_hash == hashed(key))).first()
    return row if row is not None and row.active else None


def new_items(db: Session) -> list[tuple[Item, Letter]]:
    """The newest items, in the order of the list."""
    query = (
        select(Item, Letter)
        .join(Letter, col(Letter.id) == col(Item.letter_id))
        .order_by(col(Letter.released_day).desc(), col(Letter.number), col(Item.place))
        .limit(MOST)
    )
    return [(item, letter) for item, letter in db.exec(query).all()]


def new_answers(db: Session) -> list[tuple[Question, Item]]:
    """The newest answers to questions, by day."""
    query = (
        select(Question, Item)
        .join(Item, col(Item.id) == col(Question.item_id))
        .where(col(Question.answered_day).is_not(None))
        .order_by(col(Question.answered_day).desc(), col(Question.id))
        .limit(MOST)
    )
    return [(question, item) for question, item in db.exec(query).all()]
