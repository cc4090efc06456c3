"""Ending sessions and changing a password."""

from foundation import attempts, sessions
from foundation.errors import Invalid, NotFound, Refused
from foundation.password_rules import may_be_password
from foundation.passwords import hash_password, password_matches
from foundation.sessions import SessionColumns
from foundation.work import Work
from identity.access.queries import names_around
from identity.models import Person, SignInAttempt
from web.signing_in import let_in, moment
from web.visit import Visit


def end_session(work: Work, table: type[SessionColumns], session_id: str) -> None:
    """End one of one's own sessions. Raises NotFound where it is not one's own."""
    if not sessions.end(work.db, table, work.actor.id, session_id):
        raise NotFound
    work.record("end_session", ("session", session_id))


def end_other_sessions(work: Work, table: type[SessionColumns], current: str) -> None:
    """End all of one's own sessions but the current one."""
    sessions.end_all(work.db, table, work.actor.id, but=current)
    work.record("end_other_sessions", ("person", work.actor.id))


def change_password(visit: Visit, current: str, new: str, again: str) -> None:
    """Put a new password in place of the old one, end every session and start a new one here.
    Opens its own transactions: hashing is slow and must hold nobody up.

    Raises Invalid for a wrong or unfit password, TooMany after too many wrong ones.
    """
    site, actor = visit.site, visit.actor
    assert actor is not None
    with site.database.reading() as db:
        person = db.get(Person, actor.id)
        names = names_around(db)
    if person is None:
        raise NotFound
    verdict = may_be_password(
        new, officer=bool(actor.offices), email=person.email, names=names
    )
    if not verdict:
        raise Invalid(new=(verdict.reason, verdict.params))
    if new != again:
        raise Invalid(again="password.differ")
    bucket = attempts.bucket("password", actor.id)
    with site.database.writing() as db:
        counted = attempts.count(db, SignInAttempt, [bucket], site.clock.now(), site.chance)
    if not password_matches(person.password_hash, current):
        raise Invalid(current="password.wrong")
    hashed = hash_password(new)
    with site.database.writing() as db:
        now = moment(site, db)
        row = db.get(Person, actor.id)
        if row is None or row.password_hash != person.password_hash:
            raise Refused("password.changed_meanwhile")
        attempts.forget(db, SignInAttempt, counted, bucket)
        row.password_hash = hashed
        db.add(row)
        sessions.end_all(db, site.sessions, actor.id)
        Work(db, actor, now, site.chance, site.journal).record(
            "change_password", ("person", actor.id)
        )
        let_in(visit, db, actor.id, now)
