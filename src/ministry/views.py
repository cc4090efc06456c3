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
    """`openid` where the ministry's own sign-in can be used."""

    next: str
    people: list[Person]
    openid: bool


class Choice(BaseModel):
    """Something to choose: a section, an official, a year."""

    value: str
    label: str


class ItemLine(BaseModel):
    """An item in a list. `answered` of `points` have an answer; `outcomes` are those given so far.
    `section` and `official` have it now; `days_left` counts to `due_day`, below 0 when late."""

    id: str
    title: str
    committee: str
    kind: str
    letter_number: str
    released_day: date
    points: int
    answered: int
    outcomes: list[str]
    is_new: bool
    section: str
    official: str
    due_day: date | None
    days_left: int | None


class AttachedView(BaseModel):
    """A file that goes with an item or an answer; `size` in bytes."""

    name: str
    title: str
    size: int
    sha256: str


class InboxView(BaseModel):
    """A page of the items that are wanted. `counts` are of everything that was received, by the
    lists in which it stands; `query` is what was asked for, without the page."""

    show: str
    q: str
    outcome: str
    section: str
    year: str
    number: str
    provision: str
    sort: str
    narrowed: bool
    query: str
    total: int
    waiting: int
    counts: dict[str, int]
    found: int
    page: int
    last: int
    sections: list[Choice]
    years: list[Choice]
    items: list[ItemLine]


class FileView(BaseModel):
    """A letter as a file; `size` in bytes, `sha256` in hexadecimal."""

    name: str
    size: int
    sha256: str


class LetterView(BaseModel):
    """A letter with its items in order, its files, and the names of what is attached to it."""

    id: str
    number: str
    title: str
    addressee: str
    sender: str
    released_day: date
    copies: list[str]
    attachments: list[str]
    items: list[ItemLine]
    files: list[FileView]


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
    effective_day: date | None
    provision: str
    replied_day: date
    official: str


class PointView(BaseModel):
    """A numbered point with what has been answered so far; `state` is new, received, studied,
    or the outcome of its newest answer."""

    id: str
    number: int
    text: str
    state: str
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
    files: list[AttachedView]


class StepView(BaseModel):
    """A step on the way through the ministry."""

    kind: str
    day: date
    by: str
    section: str
    official: str
    due_day: date | None
    note: str


class HandlingView(BaseModel):
    """Where an item is in the ministry now."""

    section_id: str
    section: str
    official_id: str
    official: str
    due_day: date | None
    days_left: int | None
    acknowledged_day: date | None
    study_day: date | None
    steps: list[StepView]


class WordingOffer(BaseModel):
    """A ready wording that can be begun with."""

    id: str
    name: str
    outcome: str


class Begun(BaseModel):
    """What an answer begins with."""

    template: str
    outcome: str
    text: str
    reason: str


class ItemView(BaseModel):
    """A request as METI reads it. `writing` is the point whose answer is being written, `begun`
    what it begins with; `next` the item after it that still waits."""

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
    files: list[AttachedView]
    commitment: str
    points: list[PointView]
    questions: list[QuestionView]
    handling: HandlingView
    desk_sections: list[Choice]
    officials: list[Choice]
    templates: list[WordingOffer]
    writing: str
    begun: Begun | None
    next: Choice | None
