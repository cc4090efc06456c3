"""Whether a company's word counts only with its representative's approval."""

from sqlmodel import Session

from foundation.actor import Actor, Standing
from foundation.verdict import YES, Verdict, no
from proposals.rooms.models import RoomRule


def wants_approval(db: Session, company_id: str) -> bool:
    """The company's own setting; without one, whoever speaks for it needs nobody's approval."""
    row = db.get(RoomRule, company_id)
    return row is not None and row.approval


def may_speak_alone(db: Session, actor: Actor) -> Verdict:
    """Whether this person's word counts without anybody's approval (稟議)."""
    if actor.company_id is None or actor.standing is Standing.REPRESENTATIVE:
        return YES
    return no("room.approval_needed") if wants_approval(db, actor.company_id) else YES
