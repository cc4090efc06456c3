"""Finds officials and sections, for those who keep them."""

from datetime import datetime

from sqlmodel import Session, col, select

from foundation.errors import NotFound
from foundation.work import Work
from ministry.keys import hashed
from submissions.release_store import Official, Section


def officials(db: Session) -> list[Official]:
    """All accounts: those of today first, by name."""
    rows = db.exec(select(Official)).all()
    return sorted(rows, key=lambda row: (not row.active, row.name_ja, row.id))


def official(work: Work, official_id: str) -> Official:
    """Raises NotFound."""
    row = work.db.get(Official, official_id)
    if row is None:
        raise NotFound
    return row


def section(work: Work, section_id: str) -> Section:
    """Raises NotFound."""
    row = work.db.get(Section, section_id)
    if row is None:
        raise NotFound
    return row


def other_administrators(db: Session, official_id: str) -> int:
    """How many active administrators there are beside this one."""
    return len(
        db.exec(
            select(Official.id)
            .where(col(Official.administrator), col(Official.active))
            .where(Official.id != official_id)
        ).all()
    )


def invited(db: Session, key: str, now: datetime) -> Official | None:
    """Whose password may be set with this key, now."""
    row = db.exec(select(Official).where(Official.setup_hash == hashed(key))).first()
    if row is None or not row.active or row.setup_until is None or row.setup_until <= now:
        return None
    return row


def has_address(db: Session, email: str, but: str = "") -> bool:
    """Whether another account has this e-mail address."""
    found = db.exec(select(Official.id).where(Official.email == email)).first()
    return found is not None and found != but


def is_subject(db: Session, issuer: str, subject: str, but: str = "") -> bool:
    """Whether another account is this person at the ministry's own sign-in."""
    found = db.exec(
        select(Official.id).where(Official.issuer == issuer, Official.subject == subject)
    ).first()
    return found is not None and found != but
