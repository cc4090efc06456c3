"""What pages and API show of the law."""

from datetime import date

from pydantic import BaseModel

from proposals.drafting.form_views import Choice
from proposals.drafting.views import Card, ReplyView, RequestRef
from web.visit import May


class ProvisionRef(BaseModel):
    """A provision as a link shows it; `count` requests touch it."""

    key: str
    name: str
    link: str
    count: int = 0
    depth: int = 0


class TouchingView(BaseModel):
    """A request that touches a provision, what of it, and how it was answered."""

    request: RequestRef
    cited: list[ProvisionRef]
    replies: list[ReplyView] = []


class CorrelationView(BaseModel):
    """An entry of the correlation table."""

    id: str
    japanese: ProvisionRef
    ordinance: str
    european: ProvisionRef
    relation: str
    relation_label: str
    theme: str
    note: str
    source: str
    japanese_edition: date | None
    european_edition: date | None
    checked_on: date | None


class JudgedView(BaseModel):
    """A request beside a change: whether the change answers it, None where nobody said so yet."""

    request: RequestRef
    answers: str = ""
    answers_label: str = ""
    note: str = ""


class ChangeView(BaseModel):
    """A change of the law. `concerned` are the requests it may be the answer to."""

    id: str
    provision: ProvisionRef
    in_force: date
    summary: str
    source: str
    concerned: list[JudgedView]


class AmendmentView(BaseModel):
    """An amendment that the ministry named in its answer to a point of a request."""

    request: RequestRef
    reply: ReplyView
    provisions: list[ProvisionRef]


class ProvisionView(BaseModel):
    """The page of one provision."""

    key: str
    address: str
    name: str
    other_name: str
    above: list[ProvisionRef]
    instrument: str = ""
    link: str = ""
    row_subject: str = ""
    regime: str = ""
    ordinance_goods: ProvisionRef | None = None
    ordinance_technology: ProvisionRef | None = None
    ordinance_checked: bool = True
    requests: list[TouchingView]
    changes: list[ChangeView]
    amendments: list[AmendmentView]
    correlations: list[CorrelationView]
    may_keep: May
    answers: list[Choice]


class ProvisionsView(BaseModel):
    """All provisions that requests touch, by instrument, those above before their parts."""

    q: str = ""
    found: list[ProvisionRef] = []
    unknown: bool = False
    groups: list[list[ProvisionRef]]


class CorrelationTable(BaseModel):
    """The whole correlation table."""

    rows: list[CorrelationView]
    relations: list[Choice]
    may_keep: May


class CorrelationRow(BaseModel):
    """One entry of it, to be changed."""

    row: CorrelationView
    relations: list[Choice]


class CitedView(BaseModel):
    """A provision as a request cites it."""

    provision: ProvisionRef
    as_of: date


class JudgedChange(BaseModel):
    """A change of the law that was judged to answer the request wholly, in part or not."""

    provision: ProvisionRef
    in_force: date
    summary: str
    answers: str
    answers_label: str
    note: str


class LawCard(Card):
    """The law on a request's page, with requests of before on the same provisions."""

    template: str = "proposals/_law_card.html"
    cited: list[CitedView]
    changes: list[JudgedChange]
    earlier: list[TouchingView]
