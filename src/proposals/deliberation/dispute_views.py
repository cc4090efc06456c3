"""What a reader sees of objections, minority opinions and the chair's records."""

from datetime import date

from pydantic import BaseModel

from web.visit import May


class StepView(BaseModel):
    """A step with an objection that this reader has a part in."""

    name: str
    label: str
    may: May


class EventView(BaseModel):
    """A step in an item's history: what, by whom and when, and what was said with it."""

    label: str
    signed: str
    text: str
    criteria: list[str] = []


class ObjectionView(BaseModel):
    """A concern or a formal objection with its answer, its end and its history. `blocks` is false
    for one that stands in nobody's way: its holder can live with the text, or it has ended."""

    id: str
    company: str
    kind: str
    kind_label: str
    gravity: str
    gravity_label: str
    blocks: bool
    section: str
    section_label: str
    block: str
    quote: str
    clause: str
    ground: str
    remedy: str
    version: int
    day: date
    state: str
    state_label: str
    mine: bool
    answer: str
    answered: str
    end_reason: str
    ended: str
    may_answer: May
    may_withdraw: May
    may_accept: May
    may_reopen: May
    reopenings_left: int
    history: list[EventView]
    may_judge: bool
    judgements: list[StepView]


class ObjectionsView(BaseModel):
    """All concerns and objections. `kind` is what is raised now, "" where nothing can be.
    `unanswered` and `not_ended` count those that still hold up the call or the record."""

    may: May
    kind: str
    gravities: list[tuple[str, str, str]]
    criteria: list[tuple[str, str]]
    sections: list[tuple[str, str]]
    version: int
    rows: list[ObjectionView]
    unanswered: int
    not_ended: int


class OpinionView(BaseModel):
    """A minority opinion in its holder's words."""

    by: str
    text: str
    mine: bool


class OpinionsView(BaseModel):
    """All minority opinions. `mine` is that of the reader's company, `named` whether its name is
    shown."""

    may: May
    rows: list[OpinionView]
    mine: OpinionView | None
    named: bool


class FrozenObjection(BaseModel):
    """An objection as it stood when the record was made, or as it stands now."""

    kind: str
    company: str
    clause: str
    ground: str
    answer: str
    state: str
    state_label: str
    reason: str


class RecordView(BaseModel):
    """A record of the chair. `stands` is false for one that a new version or a new objection has
    overtaken. `counts` are numbers of companies, `certificate` the id of what certifies it."""

    outcome: str
    outcome_label: str
    statement: str
    weighed: str
    version: int
    day: date
    by: str
    stands: bool
    provisional: bool
    confirm_until: date | None
    confirmed: date | None
    certificate: str
    objections: list[FrozenObjection]
    opinions: list[str]
    counts: list[tuple[str, int]]


class CallView(BaseModel):
    """The chair's call: `closes` is the last day of the window for formal objections, None where
    there is no window; `open`: they are still taken."""

    day: date
    closes: date | None
    open: bool


class ConsensusView(BaseModel):
    """The chair's records, the newest first, and whether there can be another one. `may_call`:
    whether the chair may call now, None for readers who do not preside; `issues` and `counts` are
    what the call and the record are made from, in this order. `confirm_days`: how long what a
    meeting decides stays provisional."""

    may: May
    may_call: May | None
    call: CallView | None
    issues: list[FrozenObjection]
    counts: list[tuple[str, int]]
    confirm_days: int
    may_unanimous: May
    options: list[tuple[str, str, str]]
    records: list[RecordView]
