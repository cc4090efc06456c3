"""The way out for mails: SMTP, or a folder that stands for everybody's mailbox."""

import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Protocol
from urllib.parse import unquote, urlsplit

from foundation.files import Files


@dataclass(frozen=True)
class Mail:
    """A mail to one person; `id` makes the Message-ID, so that sending twice is seen as one."""

    id: str
    to: str
    subject: str
    body: str
    at: datetime


class Mailer(Protocol):
    def send(self, mail: Mail) -> None:
        """Hand the mail over. Raises OSError when it can't be, to be tried again."""


def compose(mail: Mail, sender: str) -> EmailMessage:
    """The message as it goes out; EmailMessage refuses line breaks in headers."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message


class SmtpMailer:
    """Sends over smtp://user:password@host:port (STARTTLS when offered) or smtps://."""

    def __init__(self, url: str, sender: str) -> None:
        self._url = urlsplit(url)
        self._sender = sender

    def send(self, mail: Mail) -> None:
        host, tls = self._url.hostname or "localhost", ssl.create_default_context()
        try:
            if self._url.scheme == "smtps":
                link: smtplib.SMTP = smtplib.SMTP_SSL(
                    host, self._url.port or 465, timeout=20, context=tls
                )
            else:
                link = smtplib.SMTP(host, self._url.port or 25, timeout=20)
            with link:
                if self._url.scheme == "smtp" and link.has_extn("starttls"):
                    link.starttls(context=tls)
                if self._url.username:
                    link.login(unquote(self._url.username), unquote(self._url.password or ""))
                link.send_message(compose(mail, self._sender))
        except smtplib.SMTPException as error:
            raise OSError(str(error)) from error


class MailboxMailer:
    """Development: every mail becomes a file that the mailbox page shows."""

    def __init__(self, files: Files, sender: str) -> None:
        self._files = files
        self._sender = sender

    def send(self, mail: Mail) -> None:
        stamp = mail.at.strftime("%Y%m%d%H%M%S")
        self._files.write(f"{stamp}-{mail.id}.eml", compose(mail, self._sender).as_bytes())

    def read(self, address: str | None = None) -> Iterator[EmailMessage]:
        """Mails newest first, of one address where given."""
        for name in reversed(list(self._files.names())):
            message = message_from_bytes(self._files.read(name), policy=SMTP)
            if address is None or message["To"] == address:
                yield message  # type: ignore[misc]
