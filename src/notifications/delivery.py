"""Carries messages out of the outbox: claim, send, mark, each step on its own.

A message is claimed by moving its due time past the longest that sending can take, so of several
processes one has it. Whoever dies between sending and marking leaves it to be sent once more, with
the same Message-ID, date and words.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from foundation.clock import Clock
from foundation.database import Database
from foundation.dates import day_in_japan
from foundation.mail import Mail, Mailer
from foundation.retries import wait_after
from identity.models import Company, Person
from notifications.models import Message
from notifications.wording import subject_and_body

log = logging.getLogger("goi.notifications")

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 24  # about four days


@dataclass(frozen=True)
class Claim:
    """A message in our hands, with what is needed to word it."""

    id: str
    attempts: int
    text_key: str
    params: dict[str, Any]
    link: str
    created_at: datetime
    to: str
    lang: str
    name: str
    company: str


def send_due(
    database: Database, mailer: Mailer, clock: Clock, limit: int, public_origin: str
) -> int:
    """Send at most `limit` messages that are due; the number that went out."""
    sent = 0
    for _ in range(limit):
        claim = claim_next(database, clock)
        if claim is None:
            break
        sent += _carry(database, mailer, clock, claim, public_origin)
    return sent


def claim_next(database: Database, clock: Clock) -> Claim | None:
    """Take the message that has been due longest. One that nobody can read any more is removed."""
    with database.reading() as db:
        if _first_due(db, clock.now()) is None:
            return None
    with database.writing() as db:
        now = clock.now()
        while message := _first_due(db, now):
            person = db.get(Person, message.person_id)
            if person and (not person.active_until or person.active_until >= day_in_japan(now)):
                message.attempts += 1
                message.due_at = now + LEASE
                db.add(message)
                return _claim(db, message, person)
            db.delete(message)
            db.flush()
    return None


def _first_due(db: Session, now: datetime) -> Message | None:
    return db.exec(
        select(Message)
        .where(Message.sent_at == None, Message.due_at <= now)  # noqa: E711
        .where(Message.attempts < MAX_ATTEMPTS)
        .order_by(Message.due_at, Message.id)  # type: ignore[arg-type]
        .limit(1)
    ).first()


def _claim(db: Session, message: Message, person: Person) -> Claim:
    company = db.get(Company, person.company_id) if person.company_id else None
    names = [(person.name_ja, person.name_en)]
    names.append((company.name_ja, company.name_en) if company else ("", ""))
    name, company_name = ((ja or en) if person.locale == "ja" else (en or ja) for ja, en in names)
    return Claim(
        id=message.id,
        attempts=message.attempts,
        text_key=message.text_key,
        params=message.params,
        link=message.link,
        created_at=message.created_at,
        to=person.email,
        lang=person.locale,
        name=name,
        company=company_name,
    )


def _carry(
    database: Database, mailer: Mailer, clock: Clock, claim: Claim, public_origin: str
) -> bool:
    try:
        _hand_over(mailer, claim, public_origin)
    except Exception as error:
        # Whatever is wrong with one mail must not hold up the others.
        log.warning("mail %s, attempt %d: %r", claim.id, claim.attempts, error)
        if claim.attempts == MAX_ATTEMPTS:
            log.error("mail %s is given up after %d attempts", claim.id, claim.attempts)
        _put_off(database, clock, claim)
        return False
    _mark_sent(database, clock, claim)
    return True


def _hand_over(mailer: Mailer, claim: Claim, public_origin: str) -> None:
    subject, body = subject_and_body(
        claim.text_key,
        claim.params,
        lang=claim.lang,
        name=claim.name,
        company=claim.company,
        address=public_origin + claim.link,
    )
    mailer.send(Mail(claim.id, claim.to, subject, body, claim.created_at))


def _put_off(database: Database, clock: Clock, claim: Claim) -> None:
    with database.writing() as db:
        message = db.get(Message, claim.id)
        if message and message.attempts == claim.attempts:
            message.due_at = clock.now() + wait_after(claim.id, claim.attempts)
            db.add(message)


def _mark_sent(database: Database, clock: Clock, claim: Claim) -> None:
    with database.writing() as db:
        message = db.get(Message, claim.id)
        if message:
            message.sent_at = clock.now()
            db.add(message)
