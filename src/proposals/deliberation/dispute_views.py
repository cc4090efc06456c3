"""What a reader sees of objections, minority opinions and the chair's records."""

from datetime import date

from pydantic import BaseModel

from web.visit import May


class StepView(BaseModel):
    """A step with an objection that this reader has a part in."""

    name: str
    label: str
    may: May


class ObjectionView(BaseModel):
    """An objection with its answer and its end."""

    id: str
    company: str
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
    may_judge: bool
    judgements: list[StepView]


class ObjectionsView(BaseModel):
    """All objections. `unanswered` and `not_ended` count those that still hold up the record."""

    may: May
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
    """An objection as it stood when the record was made."""

    company: str
    clause: str
    ground: str
    answer: str
    state: str
    state_label: str
    reason: str


class RecordView(BaseModel):
    """A record of the chair. `stands` is false for one that a new version or a new objection has
    overtaken. `counts` are numbers of companies."""

    outcome: str
    outcome_label: str
    statement: str
    weighed: str
    version: int
    day: date
    by: str
    stands: bool
    objections: list[FrozenObjection]
    opinions: list[str]
    counts: list[tuple[str, int]]


class ConsensusView(BaseModel):
    """The chair's records, the newest first, and whether there can be another one."""

    may: May
    may_unanimous: May
    options: list[tuple[str, str, str]]
    records: list[RecordView]
