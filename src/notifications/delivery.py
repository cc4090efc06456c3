"""Messages leave the outbox as mails, worded when they leave in their reader's language."""

from datetime import datetime
from functools import partial

from sqlmodel import Session

from foundation.clock import Clock
from foundation.database import Database
from foundation.dates import day_in_japan
from foundation.mail import Mail, Mailer
from foundation.outbox import Outbox, Worded
from identity.models import Company, Person
from notifications.models import Message
from notifications.wording import subject_and_body


def send_due(
    database: Database, mailer: Mailer, clock: Clock, limit: int, public_origin: str
) -> int:
    """Send at most `limit` messages that are due; the number that went out."""
    return outbox(database, public_origin).send_due(mailer, clock, limit)


def outbox(database: Database, public_origin: str) -> Outbox:
    """The members' outbox; links in its mails begin with `public_origin`."""

    def find(db: Session, message: Message, now: datetime) -> Worded | None:
        person = db.get(Person, message.person_id)
        if not person or (person.active_until and person.active_until < day_in_japan(now)):
            return None
        company = db.get(Company, person.company_id) if person.company_id else None
        return partial(_mail, message, person, company, public_origin)

    return Outbox(database, Message, find)


def _mail(message: Message, person: Person, company: Company | None, public_origin: str) -> Mail:
    subject, body = subject_and_body(
        message.text_key,
        message.params,
        lang=person.locale,
        name=_name(person, person.locale),
        company=_name(company, person.locale) if company else "",
        address=public_origin + message.link,
    )
    return Mail(message.id, person.email, subject, body, message.created_at)


def _name(of: Person | Company, lang: str) -> str:
    return (of.name_ja or of.name_en) if lang == "ja" else (of.name_en or of.name_ja)
