"""What is shown of versions and their texts, already redacted for the reader."""

from datetime import date

from pydantic import BaseModel


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


class PassageView(BaseModel):
    """A block of the newer text with what changed in it; `id` is its lasting name, "" for what is
    no block. `comments` and `suggestions` are the numbers of those on it, where they are told."""

    id: str
    changes: list[ChangeView]
    comments: list[int] = []
    suggestions: list[int] = []


class SectionView(BaseModel):
    """One section: its HTML, or its passages, or its rows, after the view that was asked for."""

    name: str
    label: str
    html: str = ""
    source: str = ""
    changed: bool = False
    passages: list[PassageView] = []
    rows: list[RowView] = []


class TextShown(BaseModel):
    """A text in one of its three views; `old` is what it is compared with."""

    view: str
    new: VersionRef
    old: VersionRef | None = None
    sections: list[SectionView]


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
