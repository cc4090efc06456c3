"""Terms of offices."""

from sqlmodel import Session, col, select

from committees.models import OfficeTerm
from foundation.errors import NotFound
from identity.models import Person


def office_term(db: Session, term_id: str) -> OfficeTerm:
    """The term. Raises NotFound."""
    found = db.get(OfficeTerm, term_id)
    if found is None:
        raise NotFound
    return found


def office_terms(db: Session) -> list[tuple[OfficeTerm, Person]]:
    """All terms with who holds them, the newest first."""
    rows = select(OfficeTerm, Person).where(OfficeTerm.person_id == Person.id)
    return list(
        db.exec(
            rows.order_by(OfficeTerm.office, col(OfficeTerm.starts).desc(), Person.reading)
        ).all()
    )


def terms_of(db: Session, person_id: str) -> list[OfficeTerm]:
    """A person's terms, the newest first."""
    rows = select(OfficeTerm).where(OfficeTerm.person_id == person_id)
    return list(db.exec(rows.order_by(col(OfficeTerm.starts).desc(), OfficeTerm.id)).all())
