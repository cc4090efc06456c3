"""Entering and changing people, and a first password for somebody."""

from dataclasses import asdict
from typing import Any

from foundation import sessions
from foundation.errors import Invalid, require
from foundation.password_rules import may_be_password
from foundation.passwords import hash_password
from foundation.work import Work
from identity.access.queries import names_around
from identity.models import Person, SignInSession
from identity.people.facts import PersonFacts
from identity.people.rules import may_be_person


def add_person(work: Work, facts: PersonFacts, password_hash: str | None = None) -> Person:
    """A new person; without a password hash they can't sign in yet.

    Raises Refused where the facts don't fit together.
    """
    require(may_be_person(facts.kind, facts.standing, facts.company_id, facts.home_company_id))
    row = Person(id=work.id("person"), password_hash=password_hash, **_plain(facts))
    work.db.add(row)
    work.db.flush()
    work.record("add_person", ("person", row.id), after=_told(_plain(facts)))
    return row


def change_person(work: Work, row: Person, changes: dict[str, Any]) -> None:
    """Set columns of a person; the journal has what they were."""
    before = {column: getattr(row, column) for column in changes}
    for column, value in changes.items():
        setattr(row, column, value)
    work.db.add(row)
    work.db.flush()
    work.record("change_person", ("person", row.id), _told(before), _told(changes))


def set_password(work: Work, row: Person, password: str, *, officer: bool) -> None:
    """Give somebody a password from the command line, and end all their sessions.

    Raises Invalid "password" for one that is unfit.
    """
    verdict = may_be_password(
        password, officer=officer, email=row.email, names=names_around(work.db)
    )
    if not verdict:
        raise Invalid(password=(verdict.reason, verdict.params))
    row.password_hash = hash_password(password)
    work.db.add(row)
    sessions.end_all(work.db, SignInSession, row.id)
    work.record("set_password", ("person", row.id))


def _plain(facts: PersonFacts) -> dict[str, Any]:
    told = asdict(facts)
    told["email"] = facts.email.strip().lower()
    told["kind"] = facts.kind.value
    told["standing"] = facts.standing.value if facts.standing else None
    return told


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """The values as the journal writes them: days as ISO text."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
    }
