"""Finds the official a proved subject is."""

from sqlmodel import Session, select

from submissions.release_store import Official


def official(db: Session, issuer: str, subject: str) -> Official | None:
    """By issuer and subject together, never by e-mail address (ASVS 5.0, 6.8.1)."""
    return db.exec(
        select(Official).where(Official.issuer == issuer, Official.subject == subject)
    ).first()


def is_taken(db: Session, email: str) -> bool:
    """Whether an account has this address."""
    return db.exec(select(Official.id).where(Official.email == email)).first() is not None
