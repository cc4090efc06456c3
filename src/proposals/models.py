"""Facts about requests and everything said and decided on them.

Who wrote an anonymous request stands in `Authorship` alone, which only `authorship.py` reads.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class Request(SQLModel, table=True):
    """A request (要望). `number` is given when its consultation opens; `latest` is the newest
    version's number. `shared_from` is the version that was submitted: those before it stay the
    asking company's own, for they may tell who asks."""

    __tablename__ = "request"

    id: str = Field(primary_key=True)
    number: str | None = Field(default=None, unique=True)
    fiscal_year: int
    body_id: str = Field(foreign_key="body.id", index=True)
    state: str = Field(index=True)
    kind: str
    novelty: str
    earlier_id: str | None = Field(default=None, foreign_key="request.id")
    merged_into_id: str | None = Field(default=None, foreign_key="request.id")
    priority: str
    anonymity: str = "none"
    latest: int = 1
    shared_from: int | None = None
    title_ja: str
    title_en: str = ""
    created_at: datetime = _moment()
    changed_at: datetime = _moment(index=True)


class Version(SQLModel, table=True):
    """An immutable version. `sections` maps section name to Markdown, `html` to what it was
    rendered to when it was written, by renderer `renderer`; `blocks` is what `blocks.Blocks`
    makes of them; `attachments` are ids of the files that go with it."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("request_id", "number"),)

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    number: int
    title_ja: str
    title_en: str = ""
    legal_references: Any = Field(sa_type=Json)
    sections: Any = Field(sa_type=Json)
    html: Any = Field(sa_type=Json)
    blocks: Any = Field(sa_type=Json)
    renderer: str
    summary: str
    attachments: Any = Field(
        default_factory=list, sa_type=Json, sa_column_kwargs={"server_default": "[]"}
    )
    created_at: datetime = _moment()


class Authorship(SQLModel, table=True):
    """Who wrote a version, and for which company. Read by `authorship.py` only."""

    __tablename__ = "authorship"

    version_id: str = Field(primary_key=True, foreign_key="version.id")
    request_id: str = Field(foreign_key="request.id", index=True)
    company_id: str | None = Field(default=None, foreign_key="company.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)


class IdentityLook(SQLModel, table=True):
    """Every look at who is behind an anonymous request, with its reason."""

    __tablename__ = "identity_look"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    person_id: str = Field(foreign_key="person.id")
    reason: str
    at: datetime = _moment()


class StateChange(SQLModel, table=True):
    """A move of the state machine, for the request's story. `by` is empty where naming the
    person would name an anonymous company."""

    __tablename__ = "state_change"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    move: str
    before: str
    after: str
    by_id: str | None = Field(default=None, foreign_key="person.id")
    note: str = ""
    at: datetime = _moment()


class Consultation(SQLModel, table=True):
    """An opinion round on one version: the silence rule, and whether positions are sealed until it
    closes, are fixed when it opens. `extensions` are those so far, the first first: {"from", "to":
    last days, "reason"}."""

    __tablename__ = "consultation"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    version: int
    opens_at: datetime = _moment()
    closes_at: datetime = _moment()
    closed_at: datetime | None = _moment(default=None, nullable=True)
    silence: str
    sealed: bool = False
    company_ids: Any = Field(sa_type=Json)
    extensions: Any = Field(default_factory=list, sa_type=Json)


class Comment(SQLModel, table=True):
    """A comment on a passage of a version (W3C Web Annotation: TextQuoteSelector with prefix and
    suffix, TextPositionSelector from `begins` to `ends` in the words of block `block`, -1 where the
    passage lies in no one block). `proposed` are words proposed in its place. `as_requester`: said
    by whoever asked, without saying who; without a person: entered for its company."""

    __tablename__ = "comment"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    version: int
    parent_id: str | None = Field(default=None, foreign_key="comment.id")
    section: str = ""
    block: str = ""
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    begins: int = -1
    ends: int = -1
    kind: str
    text: str
    proposed: str = ""
    html: str
    renderer: str
    visibility: str = "committee"
    as_requester: bool = False
    person_id: str | None = Field(default=None, foreign_key="person.id")
    company_id: str | None = Field(default=None, foreign_key="company.id")
    created_at: datetime = _moment()


class Position(SQLModel, table=True):
    """A company's position on a version. `stands`: it is the company's newest word; whether it is
    counted depends on when it was given as well (`proposals.lateness`)."""

    __tablename__ = "position"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    version: int
    company_id: str = Field(foreign_key="company.id")
    person_id: str = Field(foreign_key="person.id")
    value: str
    reason: str = ""
    stands: bool = True
    created_at: datetime = _moment()


class Objection(SQLModel, table=True):
    """A concern, or a formal objection to the chair's call, as an item: place, ground, how grave,
    what would satisfy, answer, end. `section`, `block` and `quote` say where in the text its words
    stand; `reopened` counts how often its holder has opened it again."""

    __tablename__ = "objection"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    version: int
    company_id: str = Field(foreign_key="company.id")
    person_id: str = Field(foreign_key="person.id")
    kind: str
    gravity: str
    clause: str = ""
    section: str = ""
    block: str = ""
    quote: str = ""
    ground: str
    remedy: str = ""
    state: str
    reopened: int = 0
    answer: str = ""
    answered_by_id: str | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = _moment(default=None, nullable=True)
    end_reason: str = ""
    ended_by_id: str | None = Field(default=None, foreign_key="person.id")
    ended_at: datetime | None = _moment(default=None, nullable=True)
    created_at: datetime = _moment()


class MinorityOpinion(SQLModel, table=True):
    """A dissent in its holder's own words; the holder chooses whether the name is shown."""

    __tablename__ = "minority_opinion"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    company_id: str = Field(foreign_key="company.id")
    person_id: str = Field(foreign_key="person.id")
    text: str
    named: bool = False
    created_at: datetime = _moment()


class ConsensusRecord(SQLModel, table=True):
    """The chair's record: outcome, statement, what was weighed, the roll on that day. What was
    decided at a meeting (`meeting_day`, ISO) is provisional until `confirmed_at`, which is not
    before `confirm_until` has passed."""

    __tablename__ = "consensus_record"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    version: int
    outcome: str
    statement: str
    weighed: str
    roll: Any = Field(sa_type=Json)
    meeting_day: str | None = None
    confirm_until: datetime | None = _moment(default=None, nullable=True)
    confirmed_at: datetime | None = _moment(default=None, nullable=True)
    person_id: str = Field(foreign_key="person.id")
    created_at: datetime = _moment()


class Ballot(SQLModel, table=True):
    """A vote, one company one vote. Question, rule and roll are fixed when it opens; `result`
    is computed once, at the close, and kept with the roll. `no_meeting`: why it is held in writing
    (書面決議). An `advisory` one (参考投票) decides nothing and moves nothing."""

    __tablename__ = "ballot"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    version: int
    question: str
    reason: str = ""
    no_meeting: str = ""
    advisory: bool = False
    rule: Any = Field(sa_type=Json)
    roll: Any = Field(sa_type=Json)
    state: str
    opens_at: datetime = _moment()
    closes_at: datetime = _moment()
    closed_at: datetime | None = _moment(default=None, nullable=True)
    result: Any = Field(default=None, sa_type=Json, nullable=True)


class Vote(SQLModel, table=True):
    """A company's one counted vote; casting again before the close replaces it, the journal
    keeps both. `holder_id` is the company that cast it by proxy, `deputy_for_id` the member in
    whose place a deputy cast it. A vote on `paper` ({"reference", "day", "reason"}) was entered by
    the secretariat; `checked_by_id` has compared it with the paper."""

    __tablename__ = "vote"
    __table_args__ = (UniqueConstraint("ballot_id", "company_id"),)

    id: str = Field(primary_key=True)
    ballot_id: str = Field(foreign_key="ballot.id")
    company_id: str = Field(foreign_key="company.id")
    choice: str
    person_id: str = Field(foreign_key="person.id")
    holder_id: str | None = Field(default=None, foreign_key="company.id")
    deputy_for_id: str | None = Field(default=None, foreign_key="person.id")
    paper: Any = Field(default=None, sa_type=Json, nullable=True)
    checked_by_id: str | None = Field(default=None, foreign_key="person.id")
    reason: str = ""
    receipt: str
    cast_at: datetime = _moment()


class Recusal(SQLModel, table=True):
    """A company steps out of a ballot for a conflict of interest."""

    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("ballot_id", "company_id"),)

    id: str = Field(primary_key=True)
    ballot_id: str = Field(foreign_key="ballot.id")
    company_id: str = Field(foreign_key="company.id")
    person_id: str = Field(foreign_key="person.id")
    reason: str
    created_at: datetime = _moment()


class Proxy(SQLModel, table=True):
    """A company lets another one cast its vote in one ballot; one hop, no chains."""

    __tablename__ = "proxy"
    __table_args__ = (UniqueConstraint("ballot_id", "company_id"),)

    id: str = Field(primary_key=True)
    ballot_id: str = Field(foreign_key="ballot.id")
    company_id: str = Field(foreign_key="company.id")
    holder_id: str = Field(foreign_key="company.id")
    person_id: str = Field(foreign_key="person.id")
    created_at: datetime = _moment()


class PointReply(SQLModel, table=True):
    """METI's newest answer to one numbered point, as the members' side received it.

    `measure_day` is when something is to be done, in words; `provision` is what of the law is
    amended by it, as METI wrote it, and `effective_day` from when that is in force."""

    __tablename__ = "point_reply"
    __table_args__ = (UniqueConstraint("request_id", "point"),)

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    point: int
    asked: str
    outcome: str
    text: str
    reason: str = ""
    measure: str = ""
    measure_day: str = ""
    effective_day: date | None = None
    provision: str = Field(default="", sa_column_kwargs={"server_default": ""})
    replied_day: str
