"""What the secretariat has prepared of a letter."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


class LetterDraft(SQLModel, table=True):
    """A letter being prepared. `addressee` and `sender` have a line for each office or name,
    `copies` and `attachments` are lists of lines; `number` is the pattern of its number.

    `reviews` are the ids of the texts it gathers, `repeats` maps some of them to the reasons for
    which they were refused, each [reason, our comment]. `departure_id` is set once it was released;
    from then on nothing is changed.
    """

    __tablename__ = "letter_draft"

    id: str = Field(primary_key=True)
    kind: str
    title_ja: str
    title_en: str = ""
    addressee: str
    copies: Any = Field(default_factory=list, sa_type=Json)
    sender: str
    number: str
    opening: str = ""
    attachments: Any = Field(default_factory=list, sa_type=Json)
    order: str
    annex: bool = False
    reviews: Any = Field(default_factory=list, sa_type=Json)
    repeats: Any = Field(default_factory=dict, sa_type=Json)
    revision: int = 1
    departure_id: str | None = Field(default=None, foreign_key="departure.id", unique=True)
    changed_by_id: str = Field(foreign_key="person.id")
    changed_at: datetime = Field(sa_type=UtcDateTime)
