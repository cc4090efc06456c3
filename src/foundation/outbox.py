"""Carries mails out of a store's outbox: claim, send, mark, each step on its own.

A mail is claimed by moving its due time past the longest that sending can take, so of several
processes one has it. Whoever dies between sending and marking leaves it to be sent once more, with
the same Message-ID, date and words.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from foundation.clock import Clock
from foundation.database import Database
from foundation.mail import Mail, Mailer
from foundation.retries import wait_after

log = logging.getLogger("goi.mail")

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 24  # about four days

Worded = Callable[[], Mail]


@dataclass(frozen=True)
class Claim:
    """A mail in our hands. It is worded outside the transaction in which it was claimed."""

    id: str
    attempts: int
    worded: Worded


@dataclass(frozen=True)
class Outbox:
    """The mails of a store: a table with `id`, `due_at`, `attempts` and `sent_at`. `find` answers
    how the mail of a row is worded, or None where nobody can read it any more."""

    database: Database
    table: Any
    find: Callable[[Session, Any, datetime], Worded | None]

    def send_due(self, mailer: Mailer, clock: Clock, limit: int) -> int:
        """Send at most `limit` mails that are due; the number that went out."""
        sent = 0
        for _ in range(limit):
            claim = self.claim_next(clock)
            if claim is None:
                break
            sent += self._carry(mailer, clock, claim)
        return sent

    def claim_next(self, clock: Clock) -> Claim | None:
        """Take the mail that has been due longest. One that nobody can read is removed."""
        with self.database.reading() as db:
            if self._first_due(db, clock.now()) is None:
                return None
        with self.database.writing() as db:
            now = clock.now()
            while row := self._first_due(db, now):
                worded = self.find(db, row, now)
                if worded:
                    row.attempts += 1
                    row.due_at = now + LEASE
                    db.add(row)
                    return Claim(row.id, row.attempts, worded)
                db.delete(row)
                db.flush()
        return None

    def _first_due(self, db: Session, now: datetime) -> Any:
        table = self.table
        return db.exec(
            select(table)
            .where(table.sent_at.is_(None), table.due_at <= now, table.attempts < MAX_ATTEMPTS)
            .order_by(table.due_at, table.id)
            .limit(1)
        ).first()

    def _carry(self, mailer: Mailer, clock: Clock, claim: Claim) -> bool:
        try:
            mailer.send(claim.worded())
        except Exception as error:
            # Whatever is wrong with one mail must not hold up the others.
            log.warning("mail %s, attempt %d: %r", claim.id, claim.attempts, error)
            if claim.attempts == MAX_ATTEMPTS:
                log.error("mail %s is given up after %d attempts", claim.id, claim.attempts)
            self._put_off(clock, claim)
            return False
        self._mark_sent(clock, claim)
        return True

    def _put_off(self, clock: Clock, claim: Claim) -> None:
        with self.database.writing() as db:
            row = db.get(self.table, claim.id)
            if row and row.attempts == claim.attempts:
                row.due_at = clock.now() + wait_after(claim.id, claim.attempts)
                db.add(row)

    def _mark_sent(self, clock: Clock, claim: Claim) -> None:
        with self.database.writing() as db:
            row = db.get(self.table, claim.id)
            if row:
                row.sent_at = clock.now()
                db.add(row)
