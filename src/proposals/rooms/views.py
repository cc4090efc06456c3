"""What a company's own people see in their room."""

from datetime import date

from pydantic import BaseModel

from web.visit import May


class OptionField(BaseModel):
    """An option of a question; `rank` is its place in a ranking, "" where it has none yet."""

    key: str
    label: str
    rank: str = ""


class QuestionField(BaseModel):
    """A question with what is entered so far. `errors` are of the value, `reason_errors` of the
    reason."""

    id: str
    place: int
    kind: str
    text: str
    point: str
    options: list[OptionField]
    value: str
    reason: str
    errors: list[str]
    reason_errors: list[str]


class NoteView(BaseModel):
    by: str
    text: str
    day: date
    mine: bool


class StepView(BaseModel):
    """A step of the approval inside the company."""

    label: str
    by: str
    note: str
    day: date


class RoomView(BaseModel):
    """The room. `may_ask` and `may_return` are told only where the company wants approval."""

    id: str
    title: str
    number: str
    company: str
    state: str
    revision: int
    approval: bool
    may_write: May
    may_ask: May
    may_give: May
    may_return: May
    notes: list[NoteView]
    steps: list[StepView]


class RoundRoomView(RoomView):
    """The room for a round: the form of its answer. `answered` is the day of what counts now."""

    questions: list[QuestionField]
    closes: date
    open: bool
    silence: str
    answered: date | None
    answered_late: bool
    differs: bool
    may_withdraw: May


class RequestRoomView(RoomView):
    """The room for a request: the position the company is about to take."""

    version: int
    options: list[tuple[str, str, str]]
    value: str
    reason: str
    stands: str


class RoomLine(BaseModel):
    """A draft of the company."""

    link: str
    title: str
    state: str
    state_label: str
    day: date


class RoomsView(BaseModel):
    """All that the company has in its rooms, and its setting; `company` is "" for who has none."""

    company: str
    approval: bool
    may_set: May
    drafts: list[RoomLine]
