"""Finds ready wordings."""

from sqlmodel import Session, col, select

from foundation.errors import NotFound
from foundation.work import Work
from ministry.models import ReplyTemplate


def templates(db: Session, *, active: bool = False) -> list[ReplyTemplate]:
    """All wordings by name; only those on offer where `active`."""
    query = select(ReplyTemplate).order_by(col(ReplyTemplate.name), col(ReplyTemplate.id))
    return [row for row in db.exec(query).all() if row.active or not active]


def template(work: Work, template_id: str) -> ReplyTemplate:
    """Raises NotFound."""
    row = work.db.get(ReplyTemplate, template_id)
    if row is None:
        raise NotFound
    return row
