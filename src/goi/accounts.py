"""Accounts given from the command line: how the first people get in."""

import sys
from getpass import getpass

from sqlmodel import select

from committees.offices.actions import give_office
from foundation.actor import SYSTEM, Office
from foundation.dates import day_in_japan
from foundation.errors import Invalid, Problem, Refused
from foundation.password_rules import may_be_password
from foundation.passwords import hash_password
from foundation.texts import texts
from foundation.work import Work
from goi.server import House
from identity.models import Person
from identity.people.actions import set_password
from submissions.release_store import DeskJournal, Official


def give_password(house: House, email: str, administrator: bool) -> int:
    """Give somebody who was imported the password read from input, and the office of
    administrator where asked; answers the exit status."""
    with house.main.reading() as db:
        known = db.exec(select(Person.id).where(Person.email == email.lower())).first()
    if known is None:
        return _refused(f"{email}: nobody has this address; import people first")
    password = _read()
    try:
        with house.main.writing() as db:
            person = db.get_one(Person, known)
            work = Work(db, SYSTEM, house.clock.now(), house.chance)
            set_password(work, person, password, officer=administrator)
            if administrator:
                today = day_in_japan(work.now)
                give_office(work, person, Office.ADMINISTRATOR, today, None)
    except (Invalid, Refused) as problem:
        return _refused(_in_words(problem))
    return 0


def add_official(
    house: House, email: str, name_ja: str, name_en: str, *, administrator: bool = False
) -> int:
    """An account at METI's desk with the password read from input; answers the exit status."""
    email = email.lower()
    with house.release.reading() as db:
        if db.exec(select(Official.id).where(Official.email == email)).first():
            return _refused(f"{email}: has an account already")
    password = _read()
    verdict = may_be_password(password, officer=True, email=email, names=(name_ja, name_en))
    if not verdict:
        return _refused(texts("en").say(verdict.reason, verdict.params))
    with house.release.writing() as db:
        work = Work(db, SYSTEM, house.clock.now(), house.chance, DeskJournal)
        row = Official(
            id=work.id("official"), email=email, name_ja=name_ja, name_en=name_en,
            password_hash=hash_password(password), administrator=administrator,
        )  # fmt: skip
        db.add(row)
        db.flush()
        work.record("add_official", ("official", row.id), after={"email": email})
    return 0


def _read() -> str:
    """The password: asked for at a terminal, else the first line of the input."""
    return getpass("New password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _in_words(problem: Problem) -> str:
    say = texts("en").say
    told = problem.fields.values() if isinstance(problem, Invalid) else []
    return "\n".join(say(key, params) for key, params in told) or say(problem.key, problem.params)


def _refused(words: str) -> int:
    print(words, file=sys.stderr)
    return 1
