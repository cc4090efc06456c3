"""What the anonymity officer reads of the count. None of it says who asks."""

from datetime import datetime

from pydantic import BaseModel

from web.visit import May


class StatedView(BaseModel):
    """Something stated: its words where they stand, and whether it counts. `offers` are broader
    words with the number of companies that would fit then."""

    attribute: str
    attribute_label: str
    value: str
    value_label: str
    words: str
    field_label: str
    counts: bool
    why_not: str
    offers: list[tuple[str, str]]
    may_dismiss: bool


class FitRow(BaseModel):
    """A combination of what is stated, and how many members and groups of companies fit."""

    stated: list[str]
    members: int
    groups: int
    enough: bool


class CandidatesView(BaseModel):
    """How many fit what one hidden company says. `fewest` is None where nothing is stated that can
    be counted; `too_few` where the review can't be finished so."""

    speaker: str
    speaker_label: str
    smallest: int
    fewest: int | None
    members: int | None
    one_group: bool
    stated: list[StatedView]
    rows: list[FitRow]
    singular: list[str]
    uncounted: list[str]
    too_few: bool
    consented: bool


class ExceptionView(BaseModel):
    """Something an officer stands up for."""

    id: str
    kind: str
    kind_label: str
    about: str
    reason: str
    by: str
    at: datetime
    confirmed_by: str
    confirmed: bool
    withdrawn: bool
    needs_confirmation: bool


class ToConfirm(BaseModel):
    """What a second officer is asked to look at."""

    id: str
    kind_label: str
    about: str
    reason: str
    confirmed: bool
    may_confirm: May
