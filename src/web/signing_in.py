"""Signing in and out, the same on both sides: each gives its own tables and its own people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from foundation import attempts, journal, sessions
from foundation.attempts import AttemptColumns
from foundation.dates import day_in_japan
from foundation.errors import Refused
from foundation.passwords import password_matches
from web.site import Site
from web.visit import Visit


@dataclass(frozen=True)
class Account:
    """What is needed to check a password."""

    person_id: str
    password_hash: str | None


@dataclass(frozen=True)
class Gate:
    """One side's way in: where tries are counted, and how an account is found by its address.
    `find` answers None for an unknown account and for one that has ended by the day."""

    attempts: type[AttemptColumns]
    find: Callable[[Session, str, date], Account | None]


def sign_in(visit: Visit, gate: Gate, email: str, password: str) -> str:
    """Check the password and start a session; its cookie goes out with the answer. Opens its own
    transactions, so that the slow check holds nobody up. Answers the person's id.

    Raises TooMany, or Refused "sign_in.wrong" for a wrong password and an unknown account alike.
    """
    site, address = visit.site, email.strip().lower()
    account_bucket = attempts.bucket("account", address)
    client = visit.request.client.host if visit.request.client else ""
    buckets = [account_bucket, attempts.bucket("client", client)]
    with site.database.writing() as db:
        counted = attempts.count(db, gate.attempts, buckets, site.clock.now(), site.chance)
    with site.database.reading() as db:
        account = gate.find(db, address, day_in_japan(site.clock.now()))
    if not password_matches(account.password_hash if account else None, password):
        raise Refused("sign_in.wrong")
    with site.database.writing() as db:
        now = moment(site, db)
        day = day_in_japan(now)
        if account is None or gate.find(db, address, day) != account:
            raise Refused("sign_in.wrong")  # changed while we were checking
        if site.who(db, account.person_id, day) is None:
            raise Refused("sign_in.wrong")  # has an account, but not on this side
        attempts.forget(db, gate.attempts, counted, account_bucket)
        let_in(visit, db, account.person_id, now)
    return account.person_id


def let_in(visit: Visit, db: Session, person_id: str, now: datetime) -> None:
    """Start a new session in an open writing transaction, in place of the one there was."""
    site = visit.site
    if visit.session is not None:
        sessions.end(db, site.sessions, visit.session.person_id, visit.session.id)
    client = visit.request.headers.get("user-agent", "")
    session, token = sessions.start(db, site.sessions, person_id, client, now, site.chance)
    journal.append(
        db, site.journal, at=now, actor_id=person_id, verb="sign_in",
        subject=("session", session.id),
    )
    visit.cookies["session"] = token


def sign_out(visit: Visit) -> None:
    """End this session, in the visit's open transaction."""
    if visit.session is not None:
        sessions.end(visit.work.db, visit.site.sessions, visit.session.person_id, visit.session.id)
        visit.work.record("sign_out", ("session", visit.session.id))
    visit.cookies["session"] = None


def moment(site: Site, db: Session) -> datetime:
    """Now, but never before what the journal has last."""
    return journal.not_before(db, site.journal, site.clock.now())
