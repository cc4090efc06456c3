"""Finds letters, items, points and answers in the release store. Lists stand in the order of
letter and place, which were drawn by lot; nothing else is known that they could stand in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Text, type_coerce
from sqlmodel import Session, col, func, select

from foundation.columns import Json
from foundation.dates import day_in_japan
from foundation.errors import NotFound
from foundation.work import Work
from ministry.listing import Counted, Head, Reader
from ministry.models import Handling, HandlingStep
from submissions.release_store import (
    Item,
    Letter,
    Official,
    Point,
    Progress,
    Question,
    Reply,
    Section,
)

Row = TypeVar("Row")


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
    query = select(*(_plainly(getattr(Item, name)) for name in Head._fields))
    if letter_id:
        query = query.where(Item.letter_id == letter_id)
    in_order = db.exec(
        select(Letter).order_by(col(Letter.released_day).desc(), col(Letter.number))
    ).all()
    letters = {row.id: row for row in in_order}
    turn = {row.id: n for n, row in enumerate(in_order)}
    heads = sorted(
        map(Head._make, db.exec(query).all()), key=lambda one: (turn[one.letter_id], one.place)
    )
    points = dict(
        db.exec(select(Point.item_id, func.count()).group_by(col(Point.item_id))).all()
    )
    outcomes = _outcomes(db)
    handlings = {row.item_id: row for row in db.exec(select(Handling)).all()}
    progresses = {row.item_id: row for row in db.exec(select(Progress)).all()}
    return [
        _counted(
            head, letters[head.letter_id], points.get(head.id, 0), outcomes.get(head.id, {}),
            handlings.get(head.id), progresses.get(head.id),
        )
        for head in heads
    ]


def _plainly(column: Any) -> Any:
    """A column as it stands in the store: of thousands of lists most are never read."""
    return type_coerce(column, Text) if isinstance(column.type, Json) else column


def _outcomes(db: Session) -> dict[str, dict[str, str]]:
    """The newest outcome of each answered point, by item."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = db.exec(
        select(Point.item_id, Reply.point_id, Reply.outcome)
        .join(Point, col(Point.id) == col(Reply.point_id))
        .order_by(col(Reply.revision))
    )
    for item_id, point_id, outcome in rows:
        found[item_id][point_id] = outcome
    return found


def _counted(
    head: Head, of: Letter, points: int, outcomes: Mapping[str, str], handling: Handling | None,
    progress: Progress | None,
) -> Counted:
    told = frozenset(outcomes.values())
    return Counted(head, of, points, len(outcomes), told, handling, progress)


def handling(db: Session, item_id: str) -> Handling | None:
    """Where an item is in the ministry; None where nobody has it yet."""
    return db.get(Handling, item_id)


def progress(db: Session, item_id: str) -> Progress:
    """How far an item has come; a new row where nobody has taken it in."""
    return db.get(Progress, item_id) or Progress(item_id=item_id)


def steps(db: Session, item_id: str) -> list[HandlingStep]:
    """How an item came where it is, the newest step first."""
    query = (
        select(HandlingStep)
        .where(HandlingStep.item_id == item_id)
        .order_by(col(HandlingStep.place).desc())
    )
    return list(db.exec(query).all())


def sections(db: Session, *, active: bool = False) -> list[Section]:
    """The ministry's sections by name; only those that exist today where `active`."""
    rows = db.exec(select(Section).order_by(col(Section.name_ja), col(Section.id))).all()
    return [row for row in rows if row.active or not active]


def reader(work: Work) -> Reader:
    """The official who looks, today."""
    row = work.db.get_one(Official, work.actor.id)
    return Reader(row.id, row.section_id, day_in_japan(work.now))


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


def next_waiting(db: Session, item_id: str) -> Item | None:
    """The item after this one with points to answer, in the order of the letters; from the end
    on, the first."""
    in_order = db.exec(
        select(Item.id)
        .join(Letter, col(Letter.id) == col(Item.letter_id))
        .order_by(col(Letter.released_day).desc(), col(Letter.number), col(Item.place))
    ).all()
    open_items = set(
        db.exec(
            select(Point.item_id).where(col(Point.id).not_in(select(Reply.point_id))).distinct()
        ).all()
    )
    here = in_order.index(item_id)
    for one in (*in_order[here + 1 :], *in_order[:here]):
        if one in open_items:
            return db.get(Item, one)
    return None


def next_open(db: Session, after: Point) -> str | None:
    """The next point of the same item that has no answer, from the item's end on the first."""
    rows = points(db, after.item_id)
    answered = {point_id for point_id, found in replies(db, [row.id for row in rows]).items()
                if found}
    rows.sort(key=lambda row: (row.number <= after.number, row.number))
    return next((row.id for row in rows if row.id not in answered), None)


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


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row
