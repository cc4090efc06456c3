"""What happens without anybody asking: mails, letters, METI's replies, closings.

Every job finds its work in the stores and can be repeated, so that a stop at any moment loses
nothing, and several workers do no harm to each other.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event

from foundation import journal
from foundation.actor import SYSTEM
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.journal import JournalEntry
from foundation.mail import Mailer
from foundation.settings import Settings
from foundation.work import Work
from goi import gateway
from notifications.delivery import send_due
from proposals.ballots.closing import close_due as close_due_ballots
from proposals.certificates.confirming import confirm_due
from proposals.deliberation.closing import close_due as close_due_consultations
from proposals.rounds.counting import count_due
from proposals.rounds.running import close_due as close_due_rounds
from proposals.rounds.running import remind
from proposals.same_items.telling import tell_same_items
from proposals.writing.actions import forget_ended
from submissions.answers import collect
from submissions.delivery import deliver_pending
from submissions.departures.leaving import depart_due
from submissions.departures.rules import batches

log = logging.getLogger("goi.worker")

MAILS_A_ROUND = 50


@dataclass(frozen=True)
class Parts:
    """What the jobs work with."""

    settings: Settings
    main: Database
    release: Database
    mailer: Mailer
    clock: Clock
    chance: Chance


@dataclass(frozen=True)
class Job:
    """Something to be done again and again; `name` is for the log."""

    name: str
    do: Callable[[Parts], object]


def let_depart(parts: Parts) -> None:
    """Let leave what was released, when its fixed time has come."""
    depart_due(parts.main, parts.clock, parts.chance, batches(parts.settings))


def deliver_letters(parts: Parts) -> None:
    """Carry released letters and answers to the ministry's store."""
    outbox = gateway.outbox(parts.settings, parts.clock, parts.chance)
    deliver_pending(parts.main, parts.release, parts.clock, outbox)


def convey_by_gateway(parts: Parts) -> None:
    """Push to the ministry's gateway and pull its replies, where there is one."""
    gateway.convey(parts.settings, parts.main, parts.release, parts.clock, parts.chance)


def collect_replies(parts: Parts) -> None:
    """Bring in what the ministry wrote at its desk."""
    collect(parts.main, parts.release, parts.clock, parts.chance)


def close_rounds(parts: Parts) -> None:
    """End the consultations whose time is over, then the rounds, some of which ride on them."""
    _as_system(parts, close_due_consultations)
    _as_system(parts, close_due_rounds)


def remind_of_rounds(parts: Parts) -> None:
    """Remind who has not answered a round."""
    _as_system(parts, remind)


def count_rounds(parts: Parts) -> None:
    """Count the rounds that have closed."""
    count_due(parts.main, parts.clock, parts.chance)


def close_ballots(parts: Parts) -> None:
    """Close the ballots whose time is over."""
    _as_system(parts, close_due_ballots)


def confirm_decisions(parts: Parts) -> None:
    """Confirm the decisions of meetings to which nobody has objected in time."""
    _as_system(parts, confirm_due)


def forget_drafts(parts: Parts) -> None:
    """Remove what was typed on the way to requests that nobody can write on any more."""
    _as_system(parts, forget_ended)


def tell_of_same_items(parts: Parts) -> None:
    """Tell drafters of other drafts on the same legal item."""
    _as_system(parts, tell_same_items)


def send_mails(parts: Parts) -> None:
    """Send what waits in the outbox."""
    send_due(parts.main, parts.mailer, parts.clock, MAILS_A_ROUND, parts.settings.public_origin)


# Mails come last: what the others have to tell goes out in the same round.
JOBS: tuple[Job, ...] = (
    Job("close rounds", close_rounds),
    Job("count rounds", count_rounds),
    Job("remind of rounds", remind_of_rounds),
    Job("close ballots", close_ballots),
    Job("confirm decisions", confirm_decisions),
    Job("forget drafts", forget_drafts),
    Job("tell of same items", tell_of_same_items),
    Job("let depart", let_depart),
    Job("deliver letters", deliver_letters),
    Job("convey by gateway", convey_by_gateway),
    Job("collect replies", collect_replies),
    Job("send mails", send_mails),
)


def run_once(parts: Parts, jobs: Sequence[Job] = JOBS) -> dict[str, Exception]:
    """Do every job once; one that fails does not stop the others. Answers what failed, by job."""
    faults: dict[str, Exception] = {}
    for job in jobs:
        try:
            job.do(parts)
        except Exception as error:
            faults[job.name] = error
    return faults


def work_until(stop: Event, parts: Parts, jobs: Sequence[Job] = JOBS) -> None:
    """Work, with GOI_WORKER_SECONDS between the rounds, until told to stop."""
    before: dict[str, Exception] = {}
    while not stop.is_set():
        faults = run_once(parts, jobs)
        _report(before, faults)
        before = faults
        stop.wait(parts.settings.worker_seconds)


def _report(before: Mapping[str, Exception], now: Mapping[str, Exception]) -> None:
    """Log what has changed: a job that fails every second is told of once."""
    for name, error in now.items():
        if repr(before.get(name)) != repr(error):
            log.error("%s failed and will be tried again", name, exc_info=error)
    for name in before.keys() - now.keys():
        log.info("%s works again", name)


def _as_system(parts: Parts, do: Callable[[Work], object]) -> None:
    with parts.main.writing() as db:
        now = journal.not_before(db, JournalEntry, parts.clock.now())
        do(Work(db, SYSTEM, now, parts.chance))
