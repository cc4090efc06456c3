"""The tree of bodies, the numbers in it, and the rule that holds in a body."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from committees.models import Body, Seat
from committees.queries import body, descent, in_force, lineage


def rule_of(db: Session, body_id: str) -> tuple[dict[str, Any] | None, Body | None]:
    """The decision rule that holds in the body and the body that made it: its own, else that of
    the nearest body above that has one."""
    for one in lineage(db, body_id):
        row = body(db, one)
        if row.rule is not None:
            return row.rule, row
    return None, None


def company_counts(db: Session, day: date) -> Mapping[str, int]:
    """How many companies have a voting seat on the day, by body id."""
    counted = (
        select(Seat.body_id, func.count(func.distinct(Seat.company_id)))
        .where(in_force(Seat, day), col(Seat.voting).is_(True), col(Seat.company_id).is_not(None))
        .group_by(Seat.body_id)
    )
    return {body_id: count for body_id, count in db.exec(counted).all()}


def depth(db: Session, body_id: str | None) -> int:
    """How many storeys a body stands on, itself counted; 0 for none."""
    return len(lineage(db, body_id)) if body_id else 0


def depth_beneath(db: Session, body_id: str) -> int:
    """How many storeys there are under a body."""
    own = depth(db, body_id)
    return max(depth(db, one) - own for one in descent(db, body_id))


def code_is_taken(db: Session, code: str, but: str | None = None) -> bool:
    """Whether another body has this code."""
    found = db.exec(select(Body.id).where(Body.code == code)).first()
    return found is not None and found != but
