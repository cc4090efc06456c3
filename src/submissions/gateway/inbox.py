"""Pulls the ministry's replies from its gateway, a page at a time.

A reply is taken over in the release store, by the same actions as at the ministry's desk; from
there the members' side collects it as ever. What was taken already is left alone, so that a page
may come twice. One that can't be taken is written down and holds up no other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from foundation.database import Database
from foundation.errors import Invalid, NotFound, Refused
from foundation.outbound import Answer, TooMuch, Unreachable
from foundation.retries import wait_after
from submissions.gateway import keys, wire
from submissions.gateway.courier import GOOD, Gateway
from submissions.gateway.incidents import write_down
from submissions.gateway.models import GatewayInbox
from submissions.gateway.outbox import as_system
from submissions.gateway.rules import LEASE, next_slot
from submissions.gateway.wire import Entry, Page, WrongMessage

ONLY = "inbox"
NOT_BEFORE = timedelta(seconds=1)

# Takes a reply over; False where it was taken before. Raises Invalid, NotFound, Refused, or
# WrongMessage where the same id was taken with other words.
Take = Callable[[Entry], bool]


@dataclass(frozen=True)
class Turn:
    """Our turn to ask for what comes after the cursor."""

    after: str
    attempts: int
    nonce: str
    signed: str


def pull_due(gateway: Gateway, take: Take, most_pages: int = 20) -> int:
    """Fetch what is new if it is time to; the number of replies that were taken over."""
    taken = 0
    for _ in range(most_pages):
        turn = _take_turn(gateway)
        if turn is None:
            break
        page = _fetch(gateway, turn)
        if page is None:
            break
        taken += sum(_take(gateway, take, given) for given in page.replies)
        _advance(gateway, turn, page)
    return taken


def is_due(main: Database, now: datetime) -> bool:
    """Whether it is time to ask."""
    with main.reading() as db:
        row = inbox(db)
        return row is None or row.due_at <= now


def inbox(db: Session) -> GatewayInbox | None:
    """Up to where has been fetched; None before the first time."""
    return db.get(GatewayInbox, ONLY)


def _take_turn(gateway: Gateway) -> Turn | None:
    if not is_due(gateway.main, gateway.clock.now()):
        return None
    with gateway.main.writing() as db:
        now = gateway.clock.now()
        row = inbox(db) or GatewayInbox(id=ONLY, due_at=now)
        if row.due_at > now:
            return None
        row.attempts += 1
        row.tried_at, row.due_at = now, now + LEASE
        db.add(row)
        key = keys.signing_key(as_system(db, gateway.clock, gateway.chance), gateway.sealer)
        nonce = gateway.chance.token("gateway_nonce")
        signed = wire.asking(key.secret, gateway.ends, row.cursor, nonce)
        return Turn(row.cursor, row.attempts, nonce, signed)


def _fetch(gateway: Gateway, turn: Turn) -> Page | None:
    try:
        answer = gateway.link.post(
            wire.REPLIES, turn.signed.encode(), {"Content-Type": wire.MEDIA_TYPE}
        )
        return _page(answer, gateway, turn)
    except Unreachable as error:
        _put_off(gateway, turn, "unreachable", str(error))
    except TooMuch:
        _put_off(gateway, turn, "too_much")
    except _Status as error:
        _put_off(gateway, turn, "status", str(error))
    except WrongMessage as wrong:
        with gateway.main.writing() as db:
            work = as_system(db, gateway.clock, gateway.chance)
            write_down(work, "replies", wrong.reason, turn.after)
        _put_off(gateway, turn, "replies", wrong.reason)
    return None


class _Status(Exception):
    """An answer that is no page."""


def _page(answer: Answer, gateway: Gateway, turn: Turn) -> Page:
    if answer.status not in GOOD:
        raise _Status(str(answer.status))
    return wire.read_page(answer.body, gateway.ends, turn.after, turn.nonce)


def _take(gateway: Gateway, take: Take, given: dict[str, object]) -> bool:
    try:
        return take(wire.read_entry(given))
    except WrongMessage as wrong:
        reason = wrong.reason
    except (Invalid, NotFound, Refused) as problem:
        reason = f"not_taken.{problem.type}"
    with gateway.main.writing() as db:
        work = as_system(db, gateway.clock, gateway.chance)
        write_down(work, "reply", reason, wire.name_of(given))
    return False


def _advance(gateway: Gateway, turn: Turn, page: Page) -> None:
    with gateway.main.writing() as db:
        row = db.get_one(GatewayInbox, ONLY)
        if row.cursor != turn.after:
            return  # another process was faster
        now = gateway.clock.now()
        row.cursor, row.attempts = page.next, 0
        row.error = row.error_detail = ""
        row.fetched_at = now
        row.due_at = now if page.more else next_slot(now + NOT_BEFORE, gateway.minutes)
        db.add(row)


def _put_off(gateway: Gateway, turn: Turn, error: str, detail: str = "") -> None:
    with gateway.main.writing() as db:
        row = db.get_one(GatewayInbox, ONLY)
        if row.attempts == turn.attempts and row.cursor == turn.after:
            row.error, row.error_detail = error, detail
            row.due_at = gateway.clock.now() + wait_after(f"replies.{turn.after}", turn.attempts)
            db.add(row)
