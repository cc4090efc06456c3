"""Facts about what travels over the gateway."""

import base64
from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime

FILE = "file"


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class GatewayKey(SQLModel, table=True):
    """A signing key of ours, as JWK. One holds a `secret`: the one that signs. The others are
    still published until they expire, so that what they signed can be verified. `secret` is a
    sealed text (`keys`); before keys were sealed it was the JWK itself."""

    __tablename__ = "gateway_key"

    id: str = Field(primary_key=True)
    public: Any = Field(sa_type=Json)
    secret: Any = Field(default=None, sa_type=Json, nullable=True)
    created_at: datetime = _moment()
    expires_at: datetime | None = _moment(default=None, nullable=True)


class GatewayDelivery(SQLModel, table=True):
    """A row of the outbox to the ministry's gateway: a letter, a file of a letter or an answer
    (`kind`) with its id; that of a file is the id of the letter, item or question it goes with, and
    the file's name, with a point between.

    `label` is the number of a letter, for a file with its name. `body` is the frozen package,
    exactly the bytes that were approved, or a file in base64; `sha256` is over what is sent;
    `signed` is that as it is sent, kept so that every try sends the same. `receipt` is what the
    receiver signed for it.
    """

    __tablename__ = "gateway_delivery"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)

    id: str = Field(primary_key=True)
    kind: str
    subject_id: str
    label: str = ""
    body: str
    sha256: str
    key_id: str = ""
    signed: str = ""
    state: str = Field(index=True)
    attempts: int = 0
    due_at: datetime = _moment(index=True)
    tried_at: datetime | None = _moment(default=None, nullable=True)
    error: str = ""
    error_detail: str = ""
    receipt: str = ""
    received_day: str = ""
    delivered_at: datetime | None = _moment(default=None, nullable=True)
    created_at: datetime = _moment()

    @property
    def payload(self) -> bytes:
        """What is sent, before it is signed."""
        return base64.b64decode(self.body) if self.kind == FILE else self.body.encode()

    @property
    def message(self) -> str:
        """The idempotency key: the same for every try, another for every package."""
        return f"{self.kind}.{self.subject_id}"


class GatewayInbox(SQLModel, table=True):
    """Up to where the ministry's replies have been fetched; there is one row."""

    __tablename__ = "gateway_inbox"

    id: str = Field(primary_key=True)
    cursor: str = ""
    attempts: int = 0
    due_at: datetime = _moment()
    tried_at: datetime | None = _moment(default=None, nullable=True)
    fetched_at: datetime | None = _moment(default=None, nullable=True)
    error: str = ""
    error_detail: str = ""


class GatewayIncident(SQLModel, table=True):
    """Something the other side sent that was refused: kept, shown, and seen by a person.

    `source` is "receipt", "replies" or "reply"; `about` the message, the cursor or the reply's id.
    What repeats itself until somebody has seen it is counted.
    """

    __tablename__ = "gateway_incident"

    id: str = Field(primary_key=True)
    source: str
    reason: str
    about: str
    count: int = 1
    first_at: datetime = _moment()
    last_at: datetime = _moment()
    seen_by_id: str | None = Field(default=None, foreign_key="person.id")
    seen_at: datetime | None = _moment(default=None, nullable=True)
