"""What stands in a company room. Every query takes the actor and looks in the room of the actor's
own company alone; for anybody else there is no room."""

from sqlmodel import col, select

from foundation.actor import Actor, Kind
from foundation.errors import NotFound
from foundation.work import Work
from proposals.rooms.models import RoomDraft, RoomNote, RoomRule, RoomStep


def company_of(actor: Actor) -> str:
    """The company whose room this actor may enter. Raises NotFound where there is none: for the
    secretariat, its officers and administrators, advisers and observers."""
    if actor.kind is not Kind.MEMBER or actor.company_id is None:
        raise NotFound
    return actor.company_id


def draft(work: Work, subject_id: str) -> RoomDraft | None:
    """What the own company is about to say on a round or a request."""
    return work.db.exec(
        select(RoomDraft).where(
            RoomDraft.company_id == company_of(work.actor), RoomDraft.subject_id == subject_id
        )
    ).first()


def notes(work: Work, subject_id: str) -> list[RoomNote]:
    """Notes among colleagues, the first first."""
    rows = select(RoomNote).where(
        RoomNote.company_id == company_of(work.actor), RoomNote.subject_id == subject_id
    )
    return list(work.db.exec(rows.order_by(col(RoomNote.created_at), RoomNote.id)).all())


def steps(work: Work, subject_id: str) -> list[RoomStep]:
    """The approval inside the company, the first step first."""
    rows = select(RoomStep).where(
        RoomStep.company_id == company_of(work.actor), RoomStep.subject_id == subject_id
    )
    return list(work.db.exec(rows.order_by(col(RoomStep.created_at), RoomStep.id)).all())


def rule(work: Work) -> RoomRule | None:
    """The own company's setting."""
    return work.db.get(RoomRule, company_of(work.actor))


def asked(work: Work) -> list[RoomDraft]:
    """Drafts of the own company that wait for its representative."""
    rows = select(RoomDraft).where(
        RoomDraft.company_id == company_of(work.actor), RoomDraft.state == "asked"
    )
    return list(work.db.exec(rows.order_by(col(RoomDraft.changed_at), RoomDraft.id)).all())


def drafts(work: Work) -> list[RoomDraft]:
    """All drafts of the own company, those changed last first."""
    rows = select(RoomDraft).where(RoomDraft.company_id == company_of(work.actor))
    return list(work.db.exec(rows.order_by(col(RoomDraft.changed_at).desc(), RoomDraft.id)).all())
