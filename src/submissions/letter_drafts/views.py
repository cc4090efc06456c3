"""What the secretariat reads of a letter being prepared."""

from datetime import datetime

from pydantic import BaseModel

from web.visit import May


class DraftLine(BaseModel):
    id: str
    kind_label: str
    title: str
    texts: int
    changed_at: datetime


class DraftFields(BaseModel):
    """The fields of the form as they are saved; lists are texts with a line for each."""

    kind: str
    title_ja: str
    title_en: str
    addressee: str
    copies: str
    sender: str
    number: str
    opening: str
    order: str
    attachments: str
    annex: bool
    revision: int


class DraftsView(BaseModel):
    """Letters being prepared, and the fields of a new one."""

    may_prepare: May
    drafts: list[DraftLine]
    new: DraftFields


class PairView(BaseModel):
    reason: str
    comment: str


class GatheredView(BaseModel):
    """A text of the letter. `next_reason` is a reason of refusal that has no answer yet."""

    id: str
    number: str
    title: str
    anonymous: bool
    earlier: str
    answers: list[PairView]
    next_reason: str


class ChoiceView(BaseModel):
    id: str
    number: str
    title: str
    committee: str
    chosen: bool


class DraftView(BaseModel):
    """A letter being prepared. `missing` counts texts that were chosen and can't leave now;
    `next_number` is the number it would have today."""

    id: str
    kind_label: str
    title: str
    fields: DraftFields
    next_number: str
    choices: list[ChoiceView]
    gathered: list[GatheredView]
    missing: int
    files: list[str]
    is_repeat: bool
    may_change: May
    may_release: May


class PreviewView(BaseModel):
    """The letter as it would leave today, block after block; see `submissions.rendering.paper`."""

    id: str
    lang: str
    number: str
    title: str
    paper: dict[str, object]
