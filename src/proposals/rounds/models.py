"""Facts about opinion rounds. What a company's own people write before it answers stands in
`rooms/models.py`, which nobody else reads."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class Round(SQLModel, table=True):
    """Questions sent to companies. A round that rides on a consultation has no clock of its own:
    it ends when that does. `bodies` and `sectors` are whom it was sent to, `extensions` those so
    far: {"from", "to": last days, "reason"}; `reminders` days before the last one on which who
    has not confirmed is reminded, `reminded` those on which it was done."""

    __tablename__ = "round"

    id: str = Field(primary_key=True)
    number: str | None = Field(default=None, unique=True)
    body_id: str = Field(foreign_key="body.id", index=True)
    request_id: str | None = Field(default=None, foreign_key="request.id", index=True)
    version: int | None = None
    consultation_id: str | None = Field(default=None, foreign_key="consultation.id", index=True)
    title_ja: str
    title_en: str = ""
    intro: str = ""
    silence: str
    naming: str
    readers: str
    late_days: int = 0
    bodies: Any = Field(sa_type=Json)
    sectors: Any = Field(sa_type=Json)
    state: str = Field(index=True)
    opens_at: datetime | None = _moment(default=None, nullable=True)
    closes_at: datetime | None = _moment(default=None, nullable=True)
    closed_at: datetime | None = _moment(default=None, nullable=True)
    close_reason: str = ""
    extensions: Any = Field(default_factory=list, sa_type=Json)
    reminders: Any = Field(default_factory=list, sa_type=Json)
    reminded: Any = Field(default_factory=list, sa_type=Json)
    person_id: str = Field(foreign_key="person.id")
    created_at: datetime = _moment()


class RoundQuestion(SQLModel, table=True):
    """A question at its place. `options` of a choice or a ranking: {"key", "ja", "en"}; `point`
    is the numbered point of the request that an item is about."""

    __tablename__ = "round_question"

    id: str = Field(primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    place: int
    kind: str
    text_ja: str
    text_en: str = ""
    options: Any = Field(default_factory=list, sa_type=Json)
    point: int | None = None


class RoundSeat(SQLModel, table=True):
    """A company on the round's roll, with its sector and size on the day it opened. `counted_as`
    is written at the close: "answered", or what its silence counts as by the round's rule."""

    __tablename__ = "round_seat"

    round_id: str = Field(primary_key=True, foreign_key="round.id")
    company_id: str = Field(primary_key=True, foreign_key="company.id", index=True)
    sector_id: str = Field(foreign_key="sector.id")
    size: str = ""
    counted_as: str = ""


class RoundAnswer(SQLModel, table=True):
    """What a company confirmed; the newest that stands counts, those before it are kept. `values`
    maps question to {"value", "reason"}. The journal has `seal` only, the hash of salt and values:
    it proves what was confirmed without telling it."""

    __tablename__ = "round_answer"
    __table_args__ = (Index("ix_round_answer_of", "round_id", "company_id", "stands"),)

    id: str = Field(primary_key=True)
    round_id: str = Field(foreign_key="round.id")
    company_id: str = Field(foreign_key="company.id")
    person_id: str = Field(foreign_key="person.id")
    values: Any = Field(sa_type=Json)
    salt: str
    seal: str
    late: bool = False
    stands: bool = True
    created_at: datetime = _moment()


class RoundResult(SQLModel, table=True):
    """What was counted after the close, once. `figures` hold no cell that was left out; `basis`
    is what places one company's own answer on the opinion map and leaves the store for nobody
    else."""

    __tablename__ = "round_result"

    round_id: str = Field(primary_key=True, foreign_key="round.id")
    figures: Any = Field(sa_type=Json)
    basis: Any = Field(default=None, sa_type=Json, nullable=True)
    computed_at: datetime = _moment()
