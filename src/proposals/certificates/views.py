"""What a reader sees of a certificate and of the appeals against it."""

from datetime import date

from pydantic import BaseModel

from web.visit import May


class StepLine(BaseModel):
    """A step taken with an item, and what was said with it."""

    label: str
    text: str
    criteria: list[str]


class ItemLine(BaseModel):
    """A concern or an objection as it stands in the certificate."""

    kind: str
    gravity: str
    state: str
    place: str
    quote: str
    ground: str
    remedy: str
    steps: list[StepLine]


class OpinionLine(BaseModel):
    text: str
    holder: str


class SectorLine(BaseModel):
    """How the companies of a sector stand; no counts where one of them would be small."""

    name: str
    asked: int
    counts: list[int] | None


class AppealLine(BaseModel):
    """An appeal; `may_decide` is for who presides over the body above."""

    id: str
    company: str
    day: date
    ground: str
    state: str
    state_label: str
    decision: str
    decided: str
    may_decide: May


class CertificateView(BaseModel):
    """A certificate's page: grounds before counts (RFC 7282, 7). `status` is confirmed,
    provisional, contested or overtaken."""

    id: str
    request_id: str
    request_number: str
    request_title: str
    body: str
    version: int
    text_hash: str
    outcome: str
    outcome_label: str
    status: str
    status_label: str
    statement: str
    reasoning: str
    called: date | None
    objections_until: date | None
    meeting: date | None
    provisional_until: date | None
    items: list[ItemLine]
    minority: list[OpinionLine]
    words: list[str]
    sectors: list[SectorLine]
    others: list[int] | None
    total: list[int] | None
    smallest: int
    roll: list[str]
    silence: str
    chairs: list[str]
    issued: date
    appeal_until: date | None
    appeal_to: str
    appeals: list[AppealLine]
    may_appeal: May
    content_hash: str
    journal_seq: int
    journal_hash: str
    faults: list[str]
