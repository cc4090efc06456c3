"""What the pages and the API show of requests, already redacted for their reader.

All names and labels are in the reader's language; `requester` and `author` never name a company
that this reader may not know.
"""

from datetime import date

from pydantic import BaseModel, SerializeAsAny

from web.visit import May


class BodyRef(BaseModel):
    """The committee or group a request belongs to."""

    id: str
    name: str


class RequestRef(BaseModel):
    """Another request, as a link shows it."""

    id: str
    number: str | None
    title: str
    state: str
    state_label: str
    relation: str = ""


class VersionRef(BaseModel):
    """A version without its text."""

    number: int
    label: str
    author: str
    summary: str
    day: date


class ChangeView(BaseModel):
    """A piece of text that stayed ("same"), came ("insert") or went ("delete")."""

    kind: str
    text: str
    mark: int | None = None


class RowView(BaseModel):
    """A paragraph of both texts side by side."""

    new: list[ChangeView]
    old: list[ChangeView]
    label: str = ""


class SectionView(BaseModel):
    """One section: its HTML, or its changes, or its rows, after the view that was asked for."""

    name: str
    label: str
    html: str = ""
    source: str = ""
    changed: bool = False
    changes: list[ChangeView] = []
    rows: list[RowView] = []


class TextShown(BaseModel):
    """A text in one of its three views; `old` is what it is compared with."""

    view: str
    new: VersionRef
    old: VersionRef | None = None
    sections: list[SectionView]


class Fact(BaseModel):
    """A figure of the head; `warn` where it asks for somebody's work."""

    figure: str
    label: str
    warn: bool = False


class Step(BaseModel):
    """A step of the way; status is done, current or todo."""

    label: str
    sub: str = ""
    status: str


class MoveView(BaseModel):
    """A move this reader has a part in. `at` leads to the form of a move that has its own."""

    name: str
    label: str
    may: May
    note: bool
    grave: bool = False
    at: str = ""


class NextView(BaseModel):
    """What can come next, and whose it is to do."""

    label: str
    who: str


class StoryEntry(BaseModel):
    """A day in the request's course."""

    day: date
    text: str
    note: str = ""
    by: str = ""
    href: str = ""


class ReplyView(BaseModel):
    """The ministry's answer to one numbered point."""

    point: int
    asked: str
    outcome: str
    outcome_label: str
    text: str
    reason: str = ""
    measure: str = ""
    measure_day: str = ""
    day: date | None = None


class Deadline(BaseModel):
    """The end of the round or ballot that is open."""

    day: date
    days_left: int
    label: str


class Card(BaseModel):
    """A card another package gives to the request's page; `template` draws it from `card`."""

    template: str


class RequestView(BaseModel):
    """The page of one request."""

    id: str
    number: str | None
    title: str
    title_ja: str
    title_en: str
    state: str
    state_label: str
    body: BodyRef
    kind: str
    kind_label: str
    novelty: str
    novelty_label: str
    priority: str
    anonymity: str
    anonymity_label: str
    legal_references: list[str]
    requester: str
    is_mine: bool
    version: VersionRef
    versions: list[VersionRef]
    deadline: Deadline | None = None
    facts: list[Fact] = []
    steps: list[Step] = []
    turn: str = ""
    next: list[NextView] = []
    moves: list[MoveView] = []
    text: TextShown
    story: list[StoryEntry] = []
    replies: list[ReplyView] = []
    links: list[RequestRef] = []
    may_edit: May
    may_lift: May
    may_merge: May
    merge_targets: list[RequestRef] = []
    deliberation: SerializeAsAny[BaseModel] | None = None
    ballot: SerializeAsAny[BaseModel] | None = None
    cards: list[SerializeAsAny[Card]] = []


class RequestRow(BaseModel):
    """A request in a list."""

    id: str
    number: str | None
    title: str
    state: str
    state_label: str
    body: BodyRef
    kind_label: str
    priority: str
    requester: str
    is_mine: bool
    turn: str
    changed: date
    deadline: Deadline | None = None
    comments: int = 0
    answered: int = 0
    asked: int = 0
    open_objections: int = 0


class Choice(BaseModel):
    """An option of a select: value and label."""

    value: str
    label: str


class Filters(BaseModel):
    """What a list can be narrowed by, and what it is narrowed by now."""

    bodies: list[Choice]
    states: list[Choice]
    kinds: list[Choice]
    chosen: dict[str, str]


class RequestList(BaseModel):
    """A page of requests, newest change first. `after` is the cursor of the next page."""

    rows: list[RequestRow]
    filters: Filters
    may_draft: May
    after: str | None = None
    first: bool = True


class SectionField(BaseModel):
    """A section as a field of the form."""

    name: str
    label: str
    hint: str
    required: bool
    text: str = ""


class Found(BaseModel):
    """A place in the text that tells who asks, and words that would not."""

    section: str
    label: str
    text: str
    reason: str
    replacement: str


class DraftForm(BaseModel):
    """The form of a new request, or of a new version of one. `found` is told to the asking
    company only. `whole` is false once the request's filing (body, kind, wish) is settled."""

    id: str | None = None
    number: str | None = None
    title: str = ""
    state: str = "draft"
    base_version: int = 0
    whole: bool = True
    may: May
    values: dict[str, str]
    sections: list[SectionField]
    bodies: list[Choice]
    kinds: list[Choice]
    novelties: list[Choice]
    priorities: list[Choice]
    anonymities: list[Choice]
    earlier: list[Choice]
    found: list[Found] = []
    missing: list[str] = []
    labels: dict[str, str] = {}


class VersionList(BaseModel):
    """All versions of a request, newest first."""

    id: str
    number: str | None
    title: str
    state: str
    versions: list[VersionRef]


class VersionView(BaseModel):
    """One version as it was written."""

    id: str
    number: str | None
    title: str
    title_ja: str
    title_en: str
    state: str
    latest: int
    version: VersionRef
    legal_references: list[str]
    text: TextShown


class CompareView(BaseModel):
    """Two versions of a request against each other."""

    id: str
    number: str | None
    title: str
    versions: list[VersionRef]
    text: TextShown
