"""What the desk does without anybody asking. It needs the release store and nothing else, so that
it runs wherever the desk runs."""

import logging
from dataclasses import dataclass, field
from datetime import date
from threading import Event

from foundation import journal
from foundation.actor import SYSTEM
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.dates import day_in_japan
from foundation.mail import Mailer
from foundation.work import Work
from ministry.mails import digest, outbox
from submissions.release_store import DeskJournal

log = logging.getLogger("goi.ministry")

MAILS_A_ROUND = 50
PAUSE = 5.0  # seconds between two rounds


@dataclass
class Jobs:
    """`address` is the desk's own, without a slash at its end; `written` the day whose digests
    this process has written."""

    release: Database
    mailer: Mailer
    clock: Clock
    chance: Chance
    address: str
    written: date | None = field(default=None)

    def run(self) -> None:
        """Write what is due, then send what waits. Repeating it does nothing twice."""
        now = self.clock.now()
        if digest.is_time(now) and self.written != day_in_japan(now):
            self._write()
            self.written = day_in_japan(now)
        outbox.send_due(self.release, self.mailer, self.clock, self.address, MAILS_A_ROUND)

    def _write(self) -> None:
        with self.release.writing() as db:
            now = journal.not_before(db, DeskJournal, self.clock.now())
            digest.write_due(Work(db, SYSTEM, now, self.chance, DeskJournal))


def run_until(stop: Event, jobs: Jobs) -> None:
    """Run the jobs again and again until told to stop. A fault that stays is told of once."""
    before = ""
    while not stop.is_set():
        told = ""
        try:
            jobs.run()
        except Exception as error:
            told = repr(error)
            if told != before:
                log.exception("the desk's mails failed and will be tried again")
        before = told
        stop.wait(PAUSE)
