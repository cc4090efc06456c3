"""What an action needs in its hands: the session, who acts, when, and where new ids come from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from foundation import journal
from foundation.actor import Actor
from foundation.chance import Chance
from foundation.journal import JournalColumns, JournalEntry


@dataclass(frozen=True)
class Work:
    """One transaction's hands. Page, worker, import and demo all make one and call the same
    actions with it; nobody who receives one commits."""

    db: Session
    actor: Actor
    now: datetime
    chance: Chance
    journal: type[JournalColumns] = JournalEntry

    def id(self, kind: str) -> str:
        """A new public id for a row of this kind."""
        return self.chance.id(f"id/{kind}")

    def record(
        self, verb: str, subject: tuple[str, str], before: Any = None, after: Any = None
    ) -> None:
        """Write the journal entry of a change, in this same transaction."""
        journal.append(
            self.db,
            self.journal,
            at=self.now,
            actor_id=self.actor.id,
            verb=verb,
            subject=subject,
            before=before,
            after=after,
        )
