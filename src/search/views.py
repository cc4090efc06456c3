"""What the page of results shows."""

from pydantic import BaseModel

from search.snippets import Piece


class Choice(BaseModel):
    """A value of a filter, and its label."""

    value: str
    label: str


class Filter(BaseModel):
    """A filter of the search, and what is chosen of it now."""

    name: str
    label: str
    choices: list[Choice]
    chosen: str = ""


class Hit(BaseModel):
    """Something found; title and excerpt in pieces, the hits among them marked."""

    link: str
    title: list[Piece]
    excerpt: list[Piece]


class Group(BaseModel):
    """What was found of one kind; `more` leads to the rest of it, empty where all is shown."""

    kind: str
    label: str
    hits: list[Hit]
    more: str = ""


class SearchView(BaseModel):
    """`terms` is empty where there was nothing to look for; `total` counts what was found, up to
    `limit`; `all` leads back from one kind to all."""

    q: str
    kind: str
    terms: list[str]
    total: int
    limit: int
    groups: list[Group]
    all: str = ""
    filters: list[Filter] = []
