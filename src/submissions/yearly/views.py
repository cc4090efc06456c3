"""What is read of a year."""

from datetime import date

from pydantic import BaseModel


class YearLink(BaseModel):
    year: int
    name: str


class CommitteeLine(BaseModel):
    """How many points had which outcome, in the order of the outcomes."""

    key: str
    name: str
    counts: list[int]


class ResultLine(BaseModel):
    """A point; `outcome` is unanswered while there is no answer."""

    number: str
    letter_id: str
    place: int
    point: int
    committee: str
    title: str
    asked: str
    outcome: str
    outcome_label: str
    text: str
    reason: str
    measure: str
    measure_day: str
    effective_day: date | None
    provision: str
    replied: date | None


class YearView(BaseModel):
    """A fiscal year. `outcomes` are the labels of the columns of `committees`, the last of which
    is the total."""

    year: int
    name: str
    years: list[YearLink]
    committee: str
    letters: int
    items: int
    points: int
    answered: int
    outcomes: list[str]
    committees: list[CommitteeLine]
    rows: list[ResultLine]
