"""What an officer reads in a review. Nothing here says who asks, but `behind` after a look that
has been written down."""

from datetime import date

from pydantic import BaseModel

from submissions.as_read import AsRead
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
    """Requests to open and reviews under way, by number."""

    to_open: list[ToOpen]
    under_way: list[ReviewLine]


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


class FindingView(BaseModel):
    """`decision` is empty while nothing has been decided; `proposal` is what would be accepted."""

    id: str
    number: int
    field_label: str
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


class ResidueView(BaseModel):
    field_label: str
    excerpt: str


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
    findings: list[FindingView]
    undecided: int
    certain: int
    residue: list[ResidueView]
    text_changed: bool
    directory_changed: bool
    short_hash: str
    as_read: AsRead | None
    may_decide: May
    may_finish: May
    behind: Behind | None
