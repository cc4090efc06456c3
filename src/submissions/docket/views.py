"""What is shown of a case at the ministry and of its chain."""

from datetime import date

from pydantic import BaseModel

from proposals.drafting.form_views import Choice
from proposals.drafting.views import Card, RequestRef
from proposals.provisions.views import ProvisionRef
from web.visit import May


class PointZone(BaseModel):
    """A point of a request at the ministry. `status` is the value, `label` its word;
    `effective` is when something is done, in the ministry's words, `provision` what it amends, in
    its words and as links (`provisions`), `effective_day` from when that is in force."""

    number: int
    asked: str
    status: str
    label: str
    text: str = ""
    reason: str = ""
    measure: str = ""
    effective: str = ""
    effective_day: date | None = None
    provision: str = ""
    provisions: list[ProvisionRef] = []
    day: date | None = None


class Amended(BaseModel):
    """A change of the law that gave what was asked."""

    provision: ProvisionRef
    in_force: date
    summary: str
    answers_label: str


class Bar(BaseModel):
    """A stretch of the timeline, or a mark on it (`width` 0), in per cent of its width. `kind` is
    "ours", "ministry" or the outcome of an answer; `label` says it in words."""

    kind: str
    x: float
    width: float = 0
    sign: str = ""
    label: str


class CaseRow(BaseModel):
    """A request of a chain: our side, the ministry's, its line of the timeline."""

    request: RequestRef
    depth: int
    current: bool
    novelty_label: str
    opened: date | None
    decided: date | None
    released: date | None
    received: date | None
    studied: date | None
    letter_id: str = ""
    letter_number: str = ""
    status: str
    status_label: str
    points: list[PointZone]
    amended: list[Amended]
    bars: list[Bar]


class Event(BaseModel):
    """A line of the table behind the timeline. `zone` is "ours" or "ministry"."""

    day: date
    number: str
    request_id: str
    zone: str
    zone_label: str
    what: str
    text: str = ""


class Year(BaseModel):
    """A year on the axis and its place in per cent."""

    year: int
    x: float


class ChainView(BaseModel):
    """The chain of requests that one stands in, as a timeline and as a table."""

    id: str
    number: str | None
    title: str
    rows: list[CaseRow]
    events: list[Event]
    years: list[Year]
    may_repeat: May
    anonymities: list[Choice]


class DocketCard(Card):
    """A case on the request's page: both zones and the chain's timeline."""

    template: str = "submissions/_docket_card.html"
    request_id: str
    state_label: str
    case: CaseRow
    rows: list[CaseRow]
    years: list[Year]
    may_repeat: May
