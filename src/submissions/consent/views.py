"""What the asking company reads at the gate."""

from datetime import datetime

from pydantic import BaseModel

from submissions.as_read import AsRead
from web.visit import May


class Replaced(BaseModel):
    """A passage of the company's own text and what stands in its place."""

    field_label: str
    text: str
    replacement: str


class ConsentView(BaseModel):
    """Exactly what the ministry would read, with the hash that names it. `as_read` is None while
    the officer is at work. `few` is what the officer noted that the text says of the company though
    few others fit: its own words, without any number. `leaves_at` while a released text waits for
    its time."""

    id: str
    request_id: str
    number: str
    title: str
    what: str
    question: str
    state: str
    state_label: str
    package_hash: str
    short_hash: str
    as_read: AsRead | None
    replaced: list[Replaced]
    few: list[str]
    leaves_at: datetime | None
    has_receipt: bool
    may_consent: May
    may_decline: May
    may_withdraw: May


class ReceiptView(BaseModel):
    """A receipt of authorship. `receipt` (the file's content) and `nonce` are told once, with the
    consent, and empty ever after: nobody here has them."""

    id: str
    number: str
    title: str
    commitment: str
    receipt: str
    nonce: str
