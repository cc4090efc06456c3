"""Something that waits for this person; every feature offers its own, the home page shows all."""

from datetime import date

from pydantic import BaseModel


class Waiting(BaseModel):
    """`what` is the thing to do and `title` on what, both in the reader's language."""

    what: str
    title: str
    link: str
    due: date | None = None
    urgent: bool = False
