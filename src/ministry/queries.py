"""Finds letters, items, points and answers in the release store. Lists stand in the order of
letter and place, which were drawn by lot; nothing else is known that they could stand in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, select

from foundation.errors import NotFound
from foundation.work import Work
from submissions.release_store import Item, Letter, Official, Point, Question, Reply

Row = TypeVar("Row")


@dataclass(frozen=True)
class Counted:
    """An item with how many of its points have an answer."""

    item: Item
    letter: Letter
    points: int
    answered: int

    @property
    def waits(self) -> bool:
        return self.answered < self.points


def letter(work: Work, letter_id: str) -> Letter:
    """Raises NotFound."""
    return _found(work.db.get(Letter, letter_id))


def item(work: Work, item_id: str) -> Item:
    """Raises NotFound."""
    return _found(work.db.get(Item, item_id))


def point(work: Work, item_id: str, point_id: str) -> Point:
    """A point of this item. Raises NotFound."""
    row = _found(work.db.get(Point, point_id))
    if row.item_id != item_id:
        raise NotFound
    return row


def items(db: Session, letter_id: str | None = None) -> list[Counted]:
    """Items of a letter, or all: newest letters first, in each letter's own order."""
    query = (
        select(Item, Letter)
        .join(Letter, col(Letter.id) == col(Item.letter_id))
        .order_by(col(Letter.released_day).desc(), col(Letter.number), col(Item.place))
    )
    if letter_id:
        query = query.where(Item.letter_id == letter_id)
    points = _points_by_item(db)
    answered = set(db.exec(select(Reply.point_id)).all())
    return [
        Counted(row, of, len(points[row.id]), len(answered & points[row.id]))
        for row, of in db.exec(query).all()
    ]


def matching(found: Iterable[Counted], words: str) -> list[Counted]:
    """Those whose title, text or legal references hold all the words."""
    wanted = words.casefold().split()
    return [
        one for one in found
        if all(
            word in " ".join(
                (one.item.title_ja, one.item.title_en, one.letter.number,
                 *one.item.legal_references, *one.item.sections.values())
            ).casefold()
            for word in wanted
        )
    ]


def points(db: Session, item_id: str) -> list[Point]:
    """An item's points in order."""
    query = select(Point).where(Point.item_id == item_id).order_by(col(Point.number))
    return list(db.exec(query).all())


def replies(db: Session, point_ids: Iterable[str]) -> dict[str, list[Reply]]:
    """Answers by point, newest first."""
    query = (
        select(Reply)
        .where(col(Reply.point_id).in_(list(point_ids)))
        .order_by(col(Reply.revision).desc())
    )
    by_point: dict[str, list[Reply]] = defaultdict(list)
    for row in db.exec(query).all():
        by_point[row.point_id].append(row)
    return by_point


def newest_revision(db: Session, point_id: str) -> int:
    """The number of the newest answer to a point, 0 where there is none."""
    found = replies(db, [point_id])[point_id]
    return found[0].revision if found else 0


def questions(db: Session, item_id: str) -> list[Question]:
    """Questions asked back on an item, by day."""
    query = (
        select(Question)
        .where(Question.item_id == item_id)
        .order_by(col(Question.asked_day), col(Question.id))
    )
    return list(db.exec(query).all())


def officials(db: Session) -> dict[str, Official]:
    """All officials by id."""
    return {row.id: row for row in db.exec(select(Official)).all()}


def _points_by_item(db: Session) -> dict[str, set[str]]:
    by_item: dict[str, set[str]] = defaultdict(set)
    for row in db.exec(select(Point)).all():
        by_item[row.item_id].add(row.id)
    return by_item


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row
