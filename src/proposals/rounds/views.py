"""What a reader sees of a round: already redacted, names and labels in their language."""

from datetime import date, datetime

from pydantic import BaseModel

from proposals.drafting.views import Card
from web.visit import May

Choices = list[tuple[str, str]]


class RoundLine(BaseModel):
    """A round in a list; `mine` is how the reader's company stands to it, "" where it wasn't
    asked."""

    id: str
    link: str
    number: str
    title: str
    body: str
    state: str
    closes: date | None
    asked: int
    confirmed: int
    mine: str


class RoundsView(BaseModel):
    """Rounds and the consultations of requests, which are rounds on one question."""

    rounds: list[RoundLine]
    may_make: May


class RoundFormView(BaseModel):
    """The form of a round: what is entered, and what can be chosen. Without `may` there is none."""

    id: str
    may: May
    title: str
    request_id: str
    request_title: str
    rides: bool
    values: dict[str, str | int | list[str]]
    own_bodies: Choices
    bodies: Choices
    sectors: Choices
    silences: list[tuple[str, str, str]]
    namings: list[tuple[str, str, str]]
    readers: list[tuple[str, str, str]]


class QuestionView(BaseModel):
    """A question as it is asked."""

    id: str
    place: int
    kind: str
    kind_label: str
    text: str
    point: str
    options: list[str]


class SectorProgress(BaseModel):
    """How many companies of a sector have confirmed."""

    label: str
    asked: int
    confirmed: int


class ExtensionView(BaseModel):
    before: date
    after: date
    reason: str


class RoundView(BaseModel):
    """A round: what it asks whom by which rules, and how far it has come. `by_sector`, `answered`
    and `silent` (names of companies) are empty for whom they are not."""

    id: str
    number: str
    title: str
    body: str
    request_id: str
    request_title: str
    version: int | None
    rides: bool
    state: str
    intro: str
    opens: date | None
    closes: date | None
    closes_at: datetime | None
    open: bool
    taking: bool
    closed: date | None
    close_reason: str
    extensions: list[ExtensionView]
    addressees: list[str]
    rules: list[str]
    questions: list[QuestionView]
    asked: int
    confirmed: int
    late: int
    knows_who: bool
    by_sector: list[SectorProgress]
    answered: list[str]
    silent: list[str]
    my_room: bool
    my_state: str
    has_result: bool
    may_compose: May
    may_open: May
    may_change_clock: May
    kinds: Choices
    points: list[str]


class Cell(BaseModel):
    """A number of companies; None where it was left out."""

    n: int | None
    kind: str
    label: str


class ResultRow(BaseModel):
    """A group's cells; `hidden` is how many companies stand in those left out."""

    label: str
    replied: int
    cells: list[Cell]
    hidden: int


class Words(BaseModel):
    """Free text, `by` a company or ""."""

    by: str
    text: str


class QuestionResult(BaseModel):
    """A question's result. `steps` are those of a scale, `places` rows of a ranking."""

    id: str
    place: int
    kind: str
    text: str
    point: str
    columns: list[tuple[str, str]]
    whole: ResultRow | None
    rows: list[ResultRow]
    steps: list[Cell]
    places: list[ResultRow]
    left_out: int
    consensus: int | None
    based_on: int
    divides: int | None
    telling: list[str]
    words: list[Words]


class Statement(BaseModel):
    """A statement in a ranking by a score, in hundredths."""

    id: str
    place: int
    text: str
    score: int
    based_on: int


class Rate(BaseModel):
    """How many were asked and replied. `share_asked` and `share_replied`, in hundredths of all,
    tell whether a group is heard as much as it is large."""

    label: str
    asked: int
    replied: int
    share_asked: int
    share_replied: int


class Ellipse(BaseModel):
    """A group on the map, in the units of its picture (0 to 1000 by 0 to 700)."""

    label: str
    n: int
    x: float
    y: float
    rx: float
    ry: float
    angle: int
    kind: str


class MapView(BaseModel):
    """The opinion map; `mine` is the reader's own company, seen by its own people only."""

    sectors: list[Ellipse]
    groups: list[Ellipse]
    mine: tuple[float, float] | None
    explained: list[int]


class ResultsView(BaseModel):
    """What is told of a round after its close. `silences` says what each silence counted as."""

    id: str
    number: str
    title: str
    asked: int
    replied: int
    late: int
    silent: int
    silence: str
    few: bool
    k: int
    groups: int
    rates: list[Rate]
    sizes: list[Rate]
    common: list[Statement]
    dividing: list[Statement]
    map: MapView | None
    questions: list[QuestionResult]
    named: bool
    may_read_all: May
    readers: str


class CardLine(BaseModel):
    id: str
    number: str
    title: str
    state: str
    closes: date | None


class RoundsCard(Card):
    """Rounds on a request, on its page, with the company's room and the way to a new round."""

    template: str = "proposals/_rounds_card.html"
    request_id: str
    rounds: list[CardLine]
    room: bool
    may_make: bool
