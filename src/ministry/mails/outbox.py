"""The desk's outbox: mails are written with the change itself and carried afterwards."""

from datetime import date, datetime

from sqlmodel import Session

from foundation.clock import Clock
from foundation.database import Database
from foundation.mail import Mail, Mailer
from foundation.outbox import Outbox, Worded
from foundation.texts import texts
from foundation.work import Work
from ministry.models import DeskMessage
from submissions.release_store import Official

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

    def find(db: Session, row: DeskMessage, now: datetime) -> Worded | None:
        official = db.get_one(Official, row.official_id)
        body = row.body.replace(ADDRESS, address)
        mail = Mail(row.id, official.email, row.subject, body, row.created_at)
        return (lambda: mail) if official.active else None

    return Outbox(release, DeskMessage, find).send_due(mailer, clock, limit)


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
