"""What the page of a body's seats shows."""

from datetime import date

from pydantic import BaseModel


class SeatLine(BaseModel):
    """A seat with its term; `ended` where its last day is past."""

    id: str
    person_id: str
    person: str
    company: str
    role: str
    voting: bool
    starts: date
    ends: date | None
    ended: bool


class SeatsView(BaseModel):
    """All seats of a body, and who could have one."""

    id: str
    name: str
    today: date
    seats: list[SeatLine]
    people: list[tuple[str, str]]
    roles: list[tuple[str, str]]
