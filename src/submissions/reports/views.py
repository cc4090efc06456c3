"""What the anonymity officer reads of a report."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel


class CountLine(BaseModel):
    """How many findings of a class came from a source, and what was decided of them."""

    kind_label: str
    source_label: str
    certainty_label: str
    decision_label: str
    count: int


class KLine(BaseModel):
    speaker_label: str
    stated: str
    members: int
    groups: int
    enough: bool


class DecisionLine(BaseModel):
    field_label: str
    text: str
    decision_label: str
    replacement: str
    reason: str
    by: str
    at: datetime


class LookLine(BaseModel):
    by: str
    reason: str
    at: datetime


class ReportView(BaseModel):
    """A report with its hash. `kept_at` is None while the review is not finished: it is then how
    things stand. `report` is the whole of it as it is downloaded."""

    id: str
    number: str
    title: str
    state: str
    state_label: str
    kept_at: datetime | None
    report_hash: str
    original_hash: str
    released_hash: str
    directory_version: str
    rules_version: str
    model_version: str
    counts: list[CountLine]
    k: list[KLine]
    smallest: int
    style: str
    decisions: list[DecisionLine]
    looks: list[LookLine]
    report: dict[str, Any]
    afterwards: dict[str, Any]
