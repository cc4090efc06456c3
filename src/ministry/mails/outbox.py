"""The desk's outbox: mails are written with the change itself and carried afterwards.

A mail is claimed by moving its due time past the longest that sending can take, so of several
processes one has it; whoever dies between sending and marking leaves it to be sent once more with
the same Message-ID.
"""

import logging
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from foundation.clock import Clock
from foundation.database import Database
from foundation.mail import Mail, Mailer
from foundation.retries import wait_after
from foundation.texts import texts
from foundation.work import Work
from ministry.models import DeskMessage
from submissions.release_store import Official

log = logging.getLogger("goi.ministry")

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 24  # about four days
# Stands in a body where the desk's own address is put when the mail is sent.
ADDRESS = "{desk}"


def tell(work: Work, official: Official, text_key: str, link: str, **params: str) -> None:
    """Write a mail to an official, in the caller's transaction and the official's language."""
    say = texts(official.locale).say
    subject = " ".join(say(f"{text_key}.subject", params).split())
    put(work, official, subject, say(f"{text_key}.body", params), link)


def put(
    work: Work, official: Official, subject: str, body: str, link: str, day: date | None = None
) -> None:
    """Write a mail whose words are ready; `day` where it is that day's digest."""
    work.db.add(
        DeskMessage(
            id=work.id("desk_message"), official_id=official.id, digest_day=day, subject=subject,
            body=_framed(official, body, link), created_at=work.now, due_at=work.now,
        )
    )  # fmt: skip
    work.db.flush()


def send_due(release: Database, mailer: Mailer, clock: Clock, address: str, limit: int) -> int:
    """Send at most `limit` mails that are due; the number that went out. `address` is the desk's
    own, without a slash at its end."""
    sent = 0
    for _ in range(limit):
        mail = _claim(release, clock, address)
        if mail is None:
            break
        try:
            mailer.send(mail)
        except Exception as error:
            # Whatever is wrong with one mail must not hold up the others.
            log.warning("mail %s: %r", mail.id, error)
            _put_off(release, clock, mail.id)
            continue
        _mark_sent(release, clock, mail.id)
        sent += 1
    return sent


def _framed(official: Official, body: str, link: str) -> str:
    say = texts(official.locale).say
    name = (
        official.name_ja or official.name_en if official.locale == "ja"
        else official.name_en or official.name_ja
    )
    parts = (
        say("mail.to_person", {"name": name}),
        body,
        say("mail.open", {"address": f"{ADDRESS}{link}"}),
        say("mail.automatic"),
    )
    return "\n\n".join(parts) + "\n"


def _claim(release: Database, clock: Clock, address: str) -> Mail | None:
    with release.reading() as db:
        if _first_due(db, clock.now()) is None:
            return None
    with release.writing() as db:
        now = clock.now()
        while row := _first_due(db, now):
            official = db.get_one(Official, row.official_id)
            if official.active:
                row.attempts += 1
                row.due_at = now + LEASE
                db.add(row)
                body = row.body.replace(ADDRESS, address)
                return Mail(row.id, official.email, row.subject, body, row.created_at)
            db.delete(row)
            db.flush()
    return None


def _first_due(db: Session, now: datetime) -> DeskMessage | None:
    return db.exec(
        select(DeskMessage)
        .where(col(DeskMessage.sent_at).is_(None), col(DeskMessage.due_at) <= now)
        .where(DeskMessage.attempts < MAX_ATTEMPTS)
        .order_by(col(DeskMessage.due_at), col(DeskMessage.id))
        .limit(1)
    ).first()


def _put_off(release: Database, clock: Clock, message_id: str) -> None:
    with release.writing() as db:
        row = db.get(DeskMessage, message_id)
        if row is not None:
            row.due_at = clock.now() + wait_after(row.id, row.attempts)
            db.add(row)


def _mark_sent(release: Database, clock: Clock, message_id: str) -> None:
    with release.writing() as db:
        row = db.get(DeskMessage, message_id)
        if row is not None:
            row.sent_at = clock.now()
            db.add(row)
