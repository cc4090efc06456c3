"""What an officer reads in a review. Nothing here says who asks, but `behind` after a look that
has been written down."""

from datetime import date, datetime

from pydantic import BaseModel

from submissions.as_read import AsRead
from submissions.attachments.views import PictureLine
from submissions.candidates.views import CandidatesView, ExceptionView
from web.visit import May


class ToOpen(BaseModel):
    """An approved request whose review has yet to be opened."""

    request_id: str
    number: str
    title: str
    anonymity: str
    anonymity_label: str
    may_open: May


class ReviewLine(BaseModel):
    """A review in the list. `may_read` where the page of the review opens for this reader."""

    id: str
    number: str
    title: str
    what: str
    state: str
    state_label: str
    undecided: int
    may_read: bool


class ReviewsView(BaseModel):
    """Requests to open and reviews under way, by number. From `smallest` groups of companies on a
    text may leave without the company's agreement."""

    to_open: list[ToOpen]
    under_way: list[ReviewLine]
    smallest: int
    may_settle: May


class Piece(BaseModel):
    """A stretch of a text; `finding` is the number of the finding it is."""

    text: str
    finding: int | None = None
    decided: bool = False
    changed: bool = False


class FieldView(BaseModel):
    name: str
    label: str
    original: list[Piece]
    outgoing: list[Piece]


class PassageView(BaseModel):
    """A passage of a file beside what leaves of it; `place` says where it stands."""

    name: str
    place: str
    original: list[Piece]
    outgoing: list[Piece]


class FileView(BaseModel):
    """A file at the gate, of which `name` is the field of all its passages: what was left behind
    in words, its pictures, passages in which something was found, and the others."""

    name: str
    label: str
    title: str
    kind_label: str
    left: list[str]
    pictures: list[PictureLine]
    found: list[PassageView]
    others: list[PassageView]


class DecisionView(BaseModel):
    """A decision about these words, whether it still holds or not."""

    decision_label: str
    replacement: str
    reason: str
    by: str
    at: datetime


class FindingView(BaseModel):
    """`decision` is empty while nothing has been decided; `proposal` is what would be accepted.
    `start` and `end` count characters of the field, `everyday` where a member's name is also an
    everyday word; `offers` are ready words; `history` holds every decision, the newest first."""

    id: str
    number: int
    field_label: str
    start: int
    end: int
    text: str
    kind: str
    kind_label: str
    source: str
    source_label: str
    certainty: str
    certainty_label: str
    reason_label: str
    replacement: str
    proposal: str
    decision: str
    decision_label: str
    decision_reason: str
    everyday: bool
    offers: list[str]
    history: list[DecisionView]


class ResidueView(BaseModel):
    """A place where a company can still be read; `subject` names it for an exception."""

    field_label: str
    excerpt: str
    subject: str


class StyleView(BaseModel):
    """What the test of style told, `plain` where the text leaves in the body's plain form."""

    told: str
    gives_away: bool
    plain: bool
    may_change: bool


class Behind(BaseModel):
    """Who asks; shown to an officer who has just given a reason for looking."""

    company: str
    person: str


class ReviewView(BaseModel):
    """A text at the gate as the anonymity officer works on it."""

    id: str
    request_id: str
    number: str
    title: str
    what: str
    is_answer: bool
    question: str
    anonymity_label: str
    state: str
    state_label: str
    return_reason: str
    opened: date
    fields: list[FieldView]
    files: list[FileView]
    pictures_undecided: int
    findings: list[FindingView]
    undecided: int
    certain: int
    residue: list[ResidueView]
    candidates: list[CandidatesView]
    known_values: dict[str, list[tuple[str, str]]]
    exceptions: list[ExceptionView]
    style: StyleView
    text_changed: bool
    directory_changed: bool
    short_hash: str
    as_read: AsRead | None
    may_decide: May
    may_finish: May
    behind: Behind | None
