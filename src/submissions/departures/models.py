"""What an officer has released and what has yet to leave."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


class Departure(SQLModel, table=True):
    """Texts that leave together: the requests of a letter, of which `head` holds what stands over
    them (see `letters.actions.Head`), or one answer to a question, without a head.

    `state` is waiting, left or ended (nothing was left to leave). `held` is the key of the reason
    why it did not leave when its time had come; it then waits for the next.
    """

    __tablename__ = "departure"

    id: str = Field(primary_key=True)
    state: str = Field(index=True)
    head: Any = Field(default=None, sa_type=Json, nullable=True)
    leaves_at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
    held: str = ""
    override_reason: str = ""
    override_by_id: str | None = Field(default=None, foreign_key="person.id")
    released_by_id: str = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
