"""What the page of the offices shows."""

from datetime import date

from pydantic import BaseModel


class OfficeLine(BaseModel):
    """An office with its term; `ended` where its last day is past."""

    id: str
    person_id: str
    person: str
    office: str
    starts: date
    ends: date | None
    ended: bool


class OfficesView(BaseModel):
    """All terms of offices, and who could hold one: the secretariat's own."""

    today: date
    terms: list[OfficeLine]
    people: list[tuple[str, str]]
    offices: list[tuple[str, str]]
