"""The outbox to the ministry's gateway: filled by the courier in the transaction in which it marks
that a package has reached the release store, so that what stands there is sent, and once."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any, Protocol

from sqlmodel import Session

from foundation import journal
from foundation.actor import SYSTEM
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.columns import canonical
from foundation.journal import JournalEntry
from foundation.work import Work
from submissions.gateway.models import FILE, GatewayDelivery
from submissions.gateway.rules import next_slot
from submissions.gateway.stages import Delivery


class File(Protocol):
    """A file as it was frozen; `sha256` is over `content`."""

    @property
    def name(self) -> str: ...

    @property
    def sha256(self) -> str: ...

    @property
    def content(self) -> bytes: ...


@dataclass(frozen=True)
class Outbox:
    """`minutes` is the distance of the moments at which something new leaves."""

    minutes: int
    clock: Clock
    chance: Chance

    def put(self, db: Session, kind: str, subject_id: str, package: Any) -> None:
        """Queue a frozen package, in the caller's transaction."""
        body = canonical(package)
        sha256 = hashlib.sha256(body.encode()).hexdigest()
        self._put(db, kind, subject_id, package.get("number", ""), body, sha256)

    def put_file(self, db: Session, owner_id: str, number: str, file: File) -> None:
        """Queue a file of a letter, of an item of it or of an answer, in the same transaction."""
        body = base64.b64encode(file.content).decode()
        subject_id, label = f"{owner_id}.{file.name}", f"{number} {file.name}".strip()
        self._put(db, FILE, subject_id, label, body, file.sha256)

    def _put(
        self, db: Session, kind: str, subject_id: str, label: str, body: str, sha256: str
    ) -> None:
        work = as_system(db, self.clock, self.chance)
        row = GatewayDelivery(
            id=work.id("gateway_delivery"), kind=kind, subject_id=subject_id, label=label,
            body=body, sha256=sha256, state=Delivery.WAITING.value,
            due_at=next_slot(work.now, self.minutes), created_at=work.now,
        )  # fmt: skip
        db.add(row)
        db.flush()
        work.record(
            "gateway.queue", ("gateway_delivery", row.id),
            after={"message": row.message, "sha256": row.sha256},
        )  # fmt: skip


def as_system(db: Session, clock: Clock, chance: Chance) -> Work:
    """Hands for what nobody asked for, never before what the journal has last."""
    return Work(db, SYSTEM, journal.not_before(db, JournalEntry, clock.now()), chance)
