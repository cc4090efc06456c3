"""What a reader sees of the deadlock procedure."""

from datetime import date

from pydantic import BaseModel

from web.visit import May


class PreconditionView(BaseModel):
    """One of the four, with its evidence where it was given."""

    name: str
    label: str
    hint: str
    text: str
    links: list[str]
    signed: str


class DeadlockView(BaseModel):
    """The procedure on the newest version; `id` is "" where it was not begun."""

    id: str
    may_open: May
    may_show: May
    may_agree: May
    may_convey: May
    preconditions: list[PreconditionView]
    agreed: date | None
    agreed_by: str
    conveyed: date | None
    view_for: str
    view_against: str
