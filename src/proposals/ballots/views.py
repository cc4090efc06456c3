"""What a reader sees of a ballot."""

from datetime import datetime

from pydantic import BaseModel

from proposals.ballots.named import Named
from proposals.ballots.secret_views import SecretView
from web.visit import May


class VoteLine(BaseModel):
    """A company's vote in the result; `holder` cast it by proxy."""

    company: str
    choice: str
    holder: str
    receipt: str
    reason: str


class MyVote(BaseModel):
    """A vote this reader may cast, and what was cast so far."""

    company_id: str
    company: str
    own: bool
    choice: str
    voted: bool
    receipt: str
    cast_at: datetime | None
    may: May


class ResultView(BaseModel):
    """The frozen result; figures are numbers of companies."""

    outcome: str
    sentence: str
    for_: int
    no_objection: int = 0
    against: int
    abstain: int
    not_cast: int
    recused: int
    entitled: int
    quorum_needed: int
    present: int
    base: int
    needed: int
    votes: list[VoteLine]


class BallotView(BaseModel):
    """A ballot's page. `voted` of `entitled` tells the turnout only."""

    id: str
    request_id: str
    request_number: str
    request_title: str
    version: int
    body: str
    question: str
    reason: str
    state: str
    opens_at: datetime
    closes_at: datetime
    rule: list[str]
    choices: list[str]
    reason_required: bool
    entitled: int
    voted: int
    not_voted: list[str]
    recused: list[Named]
    votes_hidden: str
    mine: list[MyVote]
    proxy_given_to: str
    proxy_holders: list[Named]
    may_recuse: May
    may_give_proxy: May
    may_close: May
    may_break_tie: May
    may_void: May
    may_reopen: May
    void_reason: str
    result: ResultView | None
    secrecy: str
    secret: SecretView | None


class BallotCard(BaseModel):
    """A ballot on its request's page, or the way to open one."""

    id: str
    state: str
    closes_at: datetime | None
    entitled: int
    voted: int
    sentence: str
    waits_for_me: bool
    may_open: May
    rule: list[str]
    least_days: int
    presets: list[tuple[str, str]]
    secrecies: list[tuple[str, str]]
    trustees: list[tuple[str, str]]


class BallotLine(BaseModel):
    id: str
    title: str
    number: str
    body: str
    state: str
    closes_at: datetime
    voted: int
    entitled: int
    waits_for_me: bool


class BallotsView(BaseModel):
    """Open ballots, the first to close first."""

    ballots: list[BallotLine]
