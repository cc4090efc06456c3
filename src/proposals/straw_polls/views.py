"""What a reader sees of straw polls."""

from datetime import date

from pydantic import BaseModel

from web.visit import May


class GroundLine(BaseModel):
    """A company's reason, with the answer it goes with."""

    company: str
    choice: str
    label: str
    reason: str


class StrawPollView(BaseModel):
    """A poll. While it runs nobody sees what others answered, only how many have; afterwards the
    grounds, then the counts."""

    id: str
    question: str
    version: int
    by: str
    opens: date
    closes: date
    running: bool
    asked: int
    answered: int
    mine: str
    mine_reason: str
    may_answer: May
    grounds: list[GroundLine]
    counts: list[tuple[str, int]]


class StrawPollsView(BaseModel):
    """All straw polls on a request, the newest first."""

    may_open: May
    choices: list[tuple[str, str, str]]
    polls: list[StrawPollView]
