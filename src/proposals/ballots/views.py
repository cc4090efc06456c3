"""What a reader sees of a ballot."""

from datetime import datetime

from pydantic import BaseModel

from proposals.ballots.named import Named
from proposals.ballots.secret_views import SecretView
from web.visit import May


class VoteLine(BaseModel):
    """A company's vote in the result; `holder` cast it by proxy, `how` says whose deputy cast it or
    that it came on paper."""

    company: str
    choice: str
    holder: str
    how: str
    receipt: str
    reason: str


class PaperLine(BaseModel):
    """A vote that came on paper, without what it says."""

    company_id: str
    company: str
    how: str
    may_check: May


class RecusalLine(BaseModel):
    """A company that stepped out; `reason` is empty where it might tell who asks."""

    id: str
    name: str
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
    how: str
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
    no_meeting: str
    advisory: bool
    state: str
    opens_at: datetime
    closes_at: datetime
    rule: list[str]
    choices: list[str]
    reason_required: bool
    entitled: int
    voted: int
    not_voted: list[str]
    recused: list[RecusalLine]
    votes_hidden: str
    mine: list[MyVote]
    proxy_given_to: str
    proxy_holders: list[Named]
    papers: list[PaperLine]
    paper_companies: list[Named]
    may_enter_paper: May
    may_recuse: May
    may_give_proxy: May
    may_close: May
    may_break_tie: May
    may_void: May
    may_reopen: May
    void_reason: str
    may_see_record: May
    result: ResultView | None
    secrecy: str
    secret: SecretView | None


class EarlierBallot(BaseModel):
    """A ballot on the same request that has ended."""

    id: str
    advisory: bool
    sentence: str


class BallotCard(BaseModel):
    """The newest ballot on its request's page, those before it, and the ways to open one: to
    decide, or only to hear."""

    id: str
    advisory: bool
    earlier: list[EarlierBallot]
    state: str
    closes_at: datetime | None
    entitled: int
    voted: int
    sentence: str
    waits_for_me: bool
    may_open: May
    may_advise: May
    written: bool
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
    advisory: bool
    state: str
    closes_at: datetime
    voted: int
    entitled: int
    waits_for_me: bool


class BallotsView(BaseModel):
    """Open ballots, the first to close first."""

    ballots: list[BallotLine]


class BallotRecordView(BaseModel):
    """The record of a ballot that has ended, and whether it agrees with the rows and the
    journal: `faults` says where it does not."""

    id: str
    request_id: str
    request_number: str
    request_title: str
    bodies: list[str]
    advisory: bool
    secrecy: str
    question: str
    version: int
    text_hash: str
    reason: str
    no_meeting: str
    rule: list[str]
    opened: datetime
    closes: datetime
    closed: datetime | None
    roll: list[str]
    recused: list[RecusalLine]
    voted: list[str]
    outcome_label: str
    carried: bool
    void_reason: str
    result: ResultView | None
    votes_hidden: str
    chair_vote: str
    content_hash: str
    journal_seq: int
    journal_hash: str
    faults: list[str]
