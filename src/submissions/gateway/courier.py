"""Carries the outbox to the ministry's gateway: claim, send, mark, each step on its own.

A delivery is claimed by moving its due time past the longest that a try can take, so of several
processes one has it. Whoever dies between two steps leaves it to be sent once more, with the same
key and the same bytes; the receiver takes it once.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.outbound import Answer, Link, TooMuch, Unreachable
from foundation.retries import wait_after
from foundation.sealing import Sealer
from submissions.gateway import keys, wire
from submissions.gateway.incidents import write_down
from submissions.gateway.models import GatewayDelivery
from submissions.gateway.outbox import as_system
from submissions.gateway.rules import LEASE
from submissions.gateway.stages import Delivery
from submissions.gateway.wire import Ends, Receipt, WrongMessage

log = logging.getLogger("goi.gateway")

GOOD = (200, 201)


@dataclass(frozen=True)
class Gateway:
    """What every try works with. Nothing is kept between two tries but what stands in `main`."""

    main: Database
    link: Link
    ends: Ends
    clock: Clock
    chance: Chance
    minutes: int
    sealer: Sealer


@dataclass(frozen=True)
class Claim:
    """A delivery in our hands."""

    id: str
    message: str
    sha256: str
    signed: str
    attempts: int


def push_due(gateway: Gateway, limit: int = 50) -> int:
    """Send at most `limit` deliveries that are due; the number for which a receipt came. Where the
    other side can't be reached the rest is left for later."""
    arrived = 0
    for _ in range(limit):
        claim = claim_next(gateway)
        if claim is None:
            break
        headers = {"Content-Type": wire.MEDIA_TYPE, "Idempotency-Key": claim.message}
        try:
            answer = gateway.link.post(wire.SUBMISSIONS, claim.signed.encode(), headers)
        except Unreachable as error:
            _put_off(gateway, claim, "unreachable", str(error))
            break
        except TooMuch:
            _put_off(gateway, claim, "too_much")
            continue
        arrived += _judge(gateway, claim, answer)
    return arrived


def is_due(main: Database, now: datetime) -> bool:
    """Whether anything waits to be sent at this moment."""
    with main.reading() as db:
        return db.exec(_due(now).limit(1)).first() is not None


def claim_next(gateway: Gateway) -> Claim | None:
    """Take one that is due. They go in the order of their random ids, which tells nothing."""
    if not is_due(gateway.main, gateway.clock.now()):
        return None
    with gateway.main.writing() as db:
        first = db.exec(_due(gateway.clock.now()).limit(1)).first()
        if first is None:
            return None
        row = db.get_one(GatewayDelivery, first)
        work = as_system(db, gateway.clock, gateway.chance)
        valid = {key.id for key in keys.published(db, work.now)}
        if row.key_id not in valid:
            key = keys.signing_key(work, gateway.sealer)
            row.key_id = key.id
            row.signed = wire.package_message(
                key.secret, gateway.ends, row.kind, row.message, row.payload
            )
        row.attempts += 1
        row.tried_at = gateway.clock.now()
        row.due_at = gateway.clock.now() + LEASE
        db.add(row)
        return Claim(row.id, row.message, row.sha256, row.signed, row.attempts)


def _due(now: datetime) -> SelectOfScalar[str]:
    return (
        select(GatewayDelivery.id)
        .where(GatewayDelivery.state == Delivery.WAITING, col(GatewayDelivery.due_at) <= now)
        .order_by(GatewayDelivery.id)
    )


def _judge(gateway: Gateway, claim: Claim, answer: Answer) -> bool:
    """Whether this answer is the receipt; if not, the delivery is tried again later."""
    if answer.status not in GOOD:
        _put_off(gateway, claim, "status", str(answer.status))
        return False
    try:
        receipt = wire.read_receipt(answer.body, gateway.ends, claim.message, claim.sha256)
    except WrongMessage as wrong:
        with gateway.main.writing() as db:
            work = as_system(db, gateway.clock, gateway.chance)
            write_down(work, "receipt", wrong.reason, claim.message)
        _put_off(gateway, claim, "receipt", wrong.reason)
        return False
    _mark(gateway, claim, receipt, answer.body.decode())
    return True


def _mark(gateway: Gateway, claim: Claim, receipt: Receipt, signed: str) -> None:
    with gateway.main.writing() as db:
        row = db.get_one(GatewayDelivery, claim.id)
        if row.state == Delivery.DELIVERED:
            return
        work = as_system(db, gateway.clock, gateway.chance)
        row.state, row.delivered_at = Delivery.DELIVERED.value, work.now
        row.receipt, row.received_day = signed, receipt.received_day.isoformat()
        row.error = row.error_detail = ""
        db.add(row)
        work.record(
            "gateway.deliver", ("gateway_delivery", row.id),
            after={"message": row.message, "sha256": row.sha256, "attempts": row.attempts},
        )  # fmt: skip


def _put_off(gateway: Gateway, claim: Claim, error: str, detail: str = "") -> None:
    log.info("%s, attempt %d: %s %s", claim.message, claim.attempts, error, detail)
    with gateway.main.writing() as db:
        row = db.get_one(GatewayDelivery, claim.id)
        if row.attempts == claim.attempts and row.state != Delivery.DELIVERED:
            row.error, row.error_detail = error, detail
            row.due_at = gateway.clock.now() + wait_after(claim.message, claim.attempts)
            db.add(row)
