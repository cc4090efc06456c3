"""What a reader sees of the table of comments: already redacted, labels in their language."""

from datetime import date

from pydantic import BaseModel

from proposals.deliberation.views import Options
from web.visit import May


class DispositionView(BaseModel):
    """What became of a comment; `number` is the comment that says the same."""

    outcome: str
    label: str
    reason: str
    by: str
    day: date
    number: int | None


class RowView(BaseModel):
    """A comment as a row. `code` is the company, or the alias of whoever asks; `line` counts the
    blocks of the whole text, `paragraph` those of the clause. `lacks_change`: technical, without
    proposed words. `counted`: it must be disposed of before the call for consensus."""

    id: str
    number: int
    code: str
    version: int
    line: str
    clause: str
    paragraph: str
    block: str
    quote: str
    fate_label: str
    type: str
    kind_label: str
    html: str
    text: str
    proposed: str
    lacks_change: bool
    counted: bool
    disposition: DispositionView | None


class TableView(BaseModel):
    """The table. `disposed` of `counted` is the progress over all rows, whatever is shown."""

    id: str
    number: str | None
    title: str
    rows: list[RowView]
    counted: int
    disposed: int
    may_dispose: May
    may_send: May
    outcomes: Options
    others: Options
    companies: list[str]
    versions: list[int]
    chosen: dict[str, str]


class FaultView(BaseModel):
    """Something wrong in a line of a file, in words."""

    line: int
    column: str
    said: str
    warns: bool


class PlannedView(BaseModel):
    """A row that would become a comment."""

    line: int
    code: str
    place: str
    type: str
    text: str
    proposed: str


class DisposingView(BaseModel):
    """What a row says becomes of a comment; `number` is the comment's on the page, None for one
    that the row itself would become, `of` what says the same. `replaces`: something else stands."""

    line: int
    number: int | None
    label: str
    reason: str
    of: str
    replaces: bool


class PreviewView(BaseModel):
    """What a file would do. `ok`: nothing is wrong in it."""

    id: str
    request_id: str
    number: str | None
    title: str
    file_name: str
    new: list[PlannedView]
    count: int
    known: int
    dispositions: list[DisposingView]
    disposed: int
    faults: list[FaultView]
    warnings: list[FaultView]
    ok: bool


class TableCard(BaseModel):
    """How far the dispositions have come, for the request's page."""

    counted: int
    disposed: int
