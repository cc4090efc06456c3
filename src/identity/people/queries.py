"""People."""

from sqlmodel import Session, select

from foundation.errors import NotFound
from identity.models import Person


def person(db: Session, person_id: str) -> Person:
    """The person. Raises NotFound."""
    found = db.get(Person, person_id)
    if found is None:
        raise NotFound
    return found


def people(db: Session) -> list[Person]:
    """Everybody, by reading."""
    return list(db.exec(select(Person).order_by(Person.reading, Person.id)).all())


def by_address(db: Session, email: str) -> Person | None:
    """The person with this e-mail address, however it is capitalised."""
    return db.exec(select(Person).where(Person.email == email.strip().lower())).first()
