"""What the secretariat reads about the gateway."""

from datetime import date, datetime

from pydantic import BaseModel

from web.visit import May


class DeliveryRow(BaseModel):
    """A package on its way or arrived; `error` says why the last try failed."""

    id: str
    title: str
    message: str
    state: str
    state_label: str
    attempts: int
    error: str
    tried_at: datetime | None
    due_at: datetime | None
    delivered_at: datetime | None
    received_day: date | None
    sha256: str
    may_retry: May
    may_stop: May


class InboxView(BaseModel):
    """How fetching the replies goes."""

    fetched_at: datetime | None
    due_at: datetime | None
    attempts: int
    error: str


class IncidentRow(BaseModel):
    """Something the other side sent that was refused."""

    id: str
    source_label: str
    reason: str
    about: str
    count: int
    first_at: datetime
    last_at: datetime
    seen: bool


class KeyRow(BaseModel):
    """A published key of ours; `expires_at` is empty for the one that signs."""

    id: str
    created_at: datetime
    expires_at: datetime | None


class GatewayView(BaseModel):
    """`address` is empty where no gateway is set up."""

    address: str
    waiting: int
    unseen: int
    deliveries: list[DeliveryRow]
    inbox: InboxView
    incidents: list[IncidentRow]
    signing_keys: list[KeyRow]
