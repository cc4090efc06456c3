"""Officials: who comes in, and as whom."""

from datetime import date

from sqlmodel import Session, col, select

from foundation.actor import Actor, Kind, Office
from submissions.release_store import DeskAttempt, Official
from web.signing_in import Account, Gate


def who(db: Session, official_id: str, day: date) -> Actor | None:
    """The actor of a day; None for an account that was ended."""
    row = db.get(Official, official_id)
    if row is None or not row.active:
        return None
    # The office of the ministry's own administrators; at the members' side it is nobody's.
    offices = frozenset({Office.ADMINISTRATOR} if row.administrator else ())
    return Actor(
        id=row.id, kind=Kind.OFFICIAL, name_ja=row.name_ja, name_en=row.name_en,
        locale=row.locale, offices=offices,
    )


def account(db: Session, address: str, day: date) -> Account | None:
    """The account with this e-mail address."""
    row = db.exec(select(Official).where(Official.email == address)).first()
    return Account(row.id, row.password_hash) if row and row.active else None


def demo_officials(db: Session) -> list[Official]:
    """Officials of the demonstration; nobody can be reached under their addresses (RFC 2606)."""
    rows = db.exec(select(Official).order_by(col(Official.email))).all()
    return [row for row in rows if row.active and row.email.endswith("example.jp")]


GATE = Gate(attempts=DeskAttempt, find=account)
