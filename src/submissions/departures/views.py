"""What waits for its time, as the secretariat reads it: nothing here says who asks."""

from datetime import datetime

from pydantic import BaseModel

from web.visit import May


class DepartureView(BaseModel):
    """`titles` are those of the requests as the ministry would read them, in the letter's order;
    of an answer nothing is shown. `reason` says why it waits."""

    id: str
    what: str
    title: str
    is_answer: bool
    texts: int
    titles: list[str]
    leaves_at: datetime
    held: bool
    reason: str
    override_reason: str
    may_override: May
    may_recall: May


class DeparturesView(BaseModel):
    """What waits, by its time; `next_time` is the next fixed time."""

    departures: list[DepartureView]
    next_time: datetime
    smallest: int
    may_release: bool
