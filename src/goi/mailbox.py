"""The development mailbox: every mail that would have gone out, newest first."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Annotated

from pydantic import BaseModel, Field

from foundation.errors import NotFound
from foundation.mail import MailboxMailer
from web.door import Audience, Door, View
from web.form import Form
from web.visit import Visit

MOST = 100


class MailboxQuery(Form):
    """`to` leaves the mails of one address."""

    to: Annotated[str, Field(max_length=254)] = ""


class MailLine(BaseModel):
    """A mail as it was handed over."""

    id: str
    sender: str
    to: str
    at: datetime
    subject: str
    body: str


class MailboxView(BaseModel):
    """At most the newest hundred mails; `addresses` are all that were ever written to."""

    to: str
    mails: list[MailLine]
    full: bool
    addresses: list[str]


def mailbox(visit: Visit) -> MailboxView:
    """Raises NotFound where mails really leave: there is nothing to be read then."""
    mailer = visit.site.tools.get("mailer")
    if not isinstance(mailer, MailboxMailer):
        raise NotFound
    to: str = visit.query.to.strip()
    mails = [_line(mail) for mail in islice(mailer.read(to or None), MOST)]
    return MailboxView(
        to=to,
        mails=mails,
        full=len(mails) == MOST,
        addresses=sorted({str(mail["To"]) for mail in mailer.read()}),
    )


def _line(mail: EmailMessage) -> MailLine:
    return MailLine(
        id=str(mail["Message-ID"]).strip("<>").partition("@")[0],
        sender=str(mail["From"]),
        to=str(mail["To"]),
        at=parsedate_to_datetime(str(mail["Date"])),
        subject=str(mail["Subject"]),
        body=str(mail.get_content()).replace("\r\n", "\n"),
    )


ROUTES: tuple[Door, ...] = (
    View(
        "mailbox", "/demo/mailbox", "notifications/mailbox.html", mailbox, MailboxView,
        audience=Audience.DEMO, query=MailboxQuery,
    ),
)
