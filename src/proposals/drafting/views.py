"""What the pages and the API show of requests, already redacted for their reader.

All names and labels are in the reader's language; `requester` and `author` never name a company
that this reader may not know.
"""

from datetime import date

from pydantic import BaseModel, SerializeAsAny

from proposals.attachments.rules import MOST_FILES
from proposals.drafting.form_views import Choice
from proposals.drafting.text_views import TextShown, VersionRef
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


class MergeFile(BaseModel):
    """A file that can go along with a request into another; `unseen` counts pictures of which
    nobody has said that they do not show who sent them."""

    id: str
    title: str
    unseen: int


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
    """The ministry's answer to one numbered point. `measure_day` is when something is done, in
    its words; `provision` what it amends, from `effective_day` on."""

    point: int
    asked: str
    outcome: str
    outcome_label: str
    text: str
    reason: str = ""
    measure: str = ""
    measure_day: str = ""
    effective_day: date | None = None
    provision: str = ""
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
    merge_files: list[MergeFile] = []
    most_files: int = MOST_FILES
    deliberation: SerializeAsAny[BaseModel] | None = None
    ballot: SerializeAsAny[BaseModel] | None = None
    suggestions: SerializeAsAny[BaseModel] | None = None
    comment_table: SerializeAsAny[BaseModel] | None = None
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
