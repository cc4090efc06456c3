"""The members' way in: how an account is found."""

from datetime import date

from sqlmodel import Session, select

from identity.models import Person, SignInAttempt
from web.signing_in import Account, Gate


def account(db: Session, address: str, day: date) -> Account | None:
    """The account with this e-mail address (in lower case), unless it has ended by the day."""
    person = db.exec(select(Person).where(Person.email == address)).first()
    if person is None or has_ended(person, day):
        return None
    return Account(person.id, person.password_hash)


def has_ended(person: Person, day: date) -> bool:
    """Whether the account is over; its last day still counts."""
    return person.active_until is not None and person.active_until < day


GATE = Gate(attempts=SignInAttempt, find=account)
