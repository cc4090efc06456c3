"""What a reader sees of a deliberation: already redacted, names and labels in their language.

Days and no hours: the hour somebody writes at is a trace of who it is.
"""

from datetime import date

from pydantic import BaseModel, SerializeAsAny

from proposals.deliberation.dispute_views import ConsensusView, ObjectionsView, OpinionsView
from web.visit import May

# Value, label and hint of each choice.
Options = list[tuple[str, str, str]]


class ExtensionView(BaseModel):
    """An extension of a round, from one last day to another."""

    before: date
    after: date
    reason: str


class RoundView(BaseModel):
    """The newest opinion round. `silent` names who has not answered, None for readers who may not
    know; `on_older` those whose position is on an older version, likewise."""

    version: int
    opens: date
    closes: date
    days_left: int
    open: bool
    silence: str
    asked: int
    answered: int
    extensions: list[ExtensionView]
    silent: list[str] | None
    on_older: list[str] | None
    may_extend: May


class CommentView(BaseModel):
    """A comment. `by` is 「要望者」 where the author must not be named; `replying_to` says to whom
    within the thread it replies, "" for its beginning."""

    id: str
    by: str
    of: str
    initial: str
    day: date
    html: str
    mine: bool
    replying_to: str = ""


class ThreadView(BaseModel):
    """A thread with its place in the newest version. `fate` is found, changed or gone; `words`
    are what stands at its place now, where they have changed; `start` is where they begin in the
    section read as one line, -1 for a section as a whole and for words that are gone; `block` is
    the block they stand in, `proposed` are words proposed in their place, `suggestion` is the
    number of the suggestion made of them."""

    number: int
    kind: str
    kind_label: str
    version: int
    section: str
    place: str
    quote: str
    fate: str
    fate_label: str
    words: str
    start: int
    block: str
    proposed: str
    secretariat_only: bool
    comments: list[CommentView]
    suggestion: int | None = None
    may_take_up: May | None = None


class PositionView(BaseModel):
    """A company's position. `older`: it is on a version before the newest; `late`: it was given
    after the round had closed, on a text that the round had asked about."""

    company: str
    value: str
    label: str
    reason: str
    version: int
    older: bool
    late: bool
    day: date


class MeterRow(BaseModel):
    """A sector's positions as numbers of companies, by the kinds of the meter."""

    label: str
    counts: dict[str, int]
    accept: int
    answered: int
    objections: int


class PositionsView(BaseModel):
    """All positions. `mine` is that of the reader's company; `rows` are those that are counted,
    `late` those that came after the round and are counted nowhere; `deemed` counts silence that the
    round's rule takes for no objection, apart from every position. While `sealed`, others'
    positions and everything counted from them are empty or 0."""

    may: May
    sealed: bool
    version: int
    options: Options
    mine: PositionView | None
    earlier: list[PositionView]
    rows: list[PositionView]
    late: list[PositionView]
    kinds: list[tuple[str, str]]
    meter: list[MeterRow]
    asked: int
    answered: int
    accepting: int
    objecting: int
    silent: int
    deemed: int


class DeliberationView(BaseModel):
    """Everything said and decided on a request. `begun`: it has been circulated."""

    id: str
    begun: bool
    version: int
    may_open: May
    round: RoundView | None
    threads: list[ThreadView]
    may_comment: May
    comment_kinds: Options
    comment_places: Options
    positions: PositionsView
    objections: ObjectionsView
    opinions: OpinionsView
    consensus: ConsensusView
    straw_polls: SerializeAsAny[BaseModel]
    deadlock: SerializeAsAny[BaseModel]
    hosts: SerializeAsAny[BaseModel]
