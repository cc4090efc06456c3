"""What a reader sees of suggestions: already redacted, names and labels in their language."""

from datetime import date

from pydantic import BaseModel

from proposals.deliberation.views import Options
from proposals.drafting.text_views import ChangeView, RowView
from web.visit import May


class PieceView(BaseModel):
    """A part of the text: same, insert or delete; `number` is the suggestion it belongs to."""

    kind: str
    text: str
    number: int


class BlockView(BaseModel):
    """A block of the newest version with the open suggestions laid over it. `numbers` are all
    those on it."""

    id: str
    kind: str
    pieces: list[PieceView]
    numbers: list[int]


class PartView(BaseModel):
    """A section and its blocks."""

    name: str
    label: str
    blocks: list[BlockView]


class SuggestionView(BaseModel):
    """A suggestion. `fate` is found, changed or gone; `words` are those that stand in the place of
    changed ones. `changes` is the redline in its surroundings, `row` the same side by side.
    `conflicts` are the numbers of open ones it overlaps, `counters` those made on its words,
    `comment` that of the comment whose words these are."""

    id: str
    number: int
    by: str
    of: str
    day: date
    mine: bool
    private: bool
    version: int
    state: str
    state_label: str
    block: str
    place: str
    fate: str
    fate_label: str
    quote: str
    words: str
    replacement: str
    reason: str
    changes: list[ChangeView]
    row: RowView
    conflicts: list[int]
    counter_to: int | None
    counters: list[int]
    comment: int | None
    final: str
    answer: str
    merged: int | None
    may_accept: May
    may_accept_in_part: May
    may_decline: May
    may_withdraw: May
    may_rebase: May
    may_counter: May


class SuggestionsView(BaseModel):
    """The suggestions on a request. `chosen` is what the form of a new one begins with."""

    id: str
    number: str | None
    title: str
    version: int
    version_label: str
    parts: list[PartView]
    suggestions: list[SuggestionView]
    states: Options
    state: str
    open: int
    may_suggest: May
    may_merge: May
    places: Options
    chosen: dict[str, str]
    counter: int | None


class SuggestionsCard(BaseModel):
    """The suggestions as the request's page shows them: how many are open, and the places a new one
    may be made on."""

    open: int
    all: int
    may: May
    places: Options
