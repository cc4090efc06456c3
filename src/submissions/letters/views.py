"""What is read of letters: by the releasing officer before, by everybody after the release."""

from datetime import date

from pydantic import BaseModel

from submissions.as_read import AsRead
from submissions.attachments.views import PictureToSecond
from submissions.candidates.views import ToConfirm
from web.visit import May


class Told(BaseModel):
    """How many findings of a class were decided in which way; none of their words."""

    kind_label: str
    decision_label: str
    count: int


class ReadyView(BaseModel):
    """A text ready to leave, as whoever releases it may see it: the released words and what was
    done, not who asks and not what stood there before."""

    id: str
    number: str
    title: str
    what: str
    is_answer: bool
    question: str
    anonymous: bool
    short_hash: str
    as_read: AsRead
    report: list[Told]
    to_confirm: list[ToConfirm]
    pictures: list[PictureToSecond]
    may_release: May


class ReleasesView(BaseModel):
    """What waits for release, in the order of random ids."""

    requests: list[ReadyView]
    answers: list[ReadyView]
    may_handle: May
    title_ja: str
    title_en: str
    addressee: str


class LetterRow(BaseModel):
    id: str
    number: str
    title: str
    released_day: date
    items: int
    points: int
    answered: int
    waiting: bool


class SubmissionsView(BaseModel):
    """All letters, newest first."""

    letters: list[LetterRow]
    years: list[int]
    may_release: bool
    may_review: bool
    may_prepare: bool


class PointAnswer(BaseModel):
    """`outcome` is empty while the ministry has not answered."""

    number: int
    asked: str
    outcome: str
    outcome_label: str
    text: str
    reason: str
    measure: str
    measure_day: str
    effective_day: date | None
    provision: str
    day: date | None


class ItemView(BaseModel):
    """An item of a letter; `asked_by` is "ある会員企業" for an anonymous one;
    `received` and `studied` are the ministry's days."""

    place: int
    request_id: str
    request_number: str
    state: str
    state_label: str
    received: date | None
    studied: date | None
    text: AsRead
    points: list[PointAnswer]


class FileLink(BaseModel):
    """A file of a letter; `which` names it in its address."""

    which: str
    label: str


class LetterView(BaseModel):
    """A letter as it left, with the ministry's answers beside its points."""

    id: str
    number: str
    title: str
    addressee: str
    sender: str
    released_day: date
    delivered: bool
    files: list[FileLink]
    items: list[ItemView]
