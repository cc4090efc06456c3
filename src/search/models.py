"""What can be found, and by whom. The index over it stands in `schema.py`."""

from datetime import datetime
from typing import Any

from sqlalchemy import event
from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime
from search import schema


class SearchEntry(SQLModel, table=True):
    """One thing that can be found. `id` grows with every change, so its order is newest last.

    `title` and `body` are what is shown, `folded` is both in the form that is compared
    (`folding.fold`), the title first and a line end between them; behind them stand the hidden
    words of what is cited and of `facets`, what the entry is filed under ("state:adopted").
    `format` is the way in which it was indexed; 0 is not at all.
    """

    __tablename__ = "search_entry"

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    subject_id: str = Field(unique=True)
    title: str
    body: str
    folded: str
    link: str
    changed_at: datetime = Field(sa_type=UtcDateTime)  # type: ignore[call-overload]
    facets: Any = Field(
        default_factory=list, sa_type=Json, sa_column_kwargs={"server_default": "[]"}
    )
    format: int = Field(default=0, index=True, sa_column_kwargs={"server_default": "0"})


class SearchAudience(SQLModel, table=True):
    """Who may find an entry: anybody who holds one of its tokens (`audiences.py`)."""

    __tablename__ = "search_audience"

    entry_id: int = Field(primary_key=True, foreign_key="search_entry.id")
    token: str = Field(primary_key=True)


# Whoever makes the tables from the models gets the index with them, as from the migrations.
event.listen(SearchEntry.__table__, "after_create", schema.made)  # type: ignore[attr-defined]
event.listen(SearchEntry.__table__, "before_drop", schema.dropped)  # type: ignore[attr-defined]
