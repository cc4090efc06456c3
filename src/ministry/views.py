"""What an official reads: all of it comes from the release store."""

from datetime import date

from pydantic import BaseModel


class Person(BaseModel):
    """A demo official to become."""

    value: str
    initial: str
    name: str
    role: str


class SignInView(BaseModel):
    next: str
    people: list[Person]


class ItemLine(BaseModel):
    """An item in a list. `answered` of `points` have an answer."""

    id: str
    title: str
    committee: str
    kind: str
    letter_number: str
    released_day: date
    points: int
    answered: int


class InboxView(BaseModel):
    """The items, letter by letter, in the letters' own order."""

    show: str
    q: str
    total: int
    waiting: int
    items: list[ItemLine]


class LetterView(BaseModel):
    """A letter with its items in order."""

    id: str
    number: str
    title: str
    addressee: str
    sender: str
    released_day: date
    items: list[ItemLine]


class Section(BaseModel):
    name: str
    markdown: str
    html: str


class ReplyView(BaseModel):
    """An answer, newest first in a list of them."""

    revision: int
    outcome: str
    text: str
    reason: str
    measure: str
    measure_day: str
    replied_day: date
    official: str


class PointView(BaseModel):
    """A numbered point with what has been answered so far."""

    id: str
    number: int
    text: str
    reply: ReplyView | None
    earlier: list[ReplyView]


class QuestionView(BaseModel):
    id: str
    text: str
    asked_day: date
    official: str
    answer: str
    answer_html: str
    answered_day: date | None


class ItemView(BaseModel):
    """A request as METI reads it."""

    id: str
    letter_id: str
    letter_number: str
    released_day: date
    place: int
    committee: str
    kind: str
    novelty: str
    title: str
    title_other: str
    asked_by: str
    legal_references: list[str]
    sections: list[Section]
    minority: list[dict[str, str]]
    support: dict[str, str | int]
    points: list[PointView]
    questions: list[QuestionView]
