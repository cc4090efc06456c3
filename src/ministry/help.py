"""The desk's help page: how to answer point by point, and what the desk does not know."""

from pydantic import BaseModel

from web.visit import Visit

PARTS = (
    "reading", "answering", "wordings", "asking", "handling", "list", "taking_away", "notices",
    "administrators", "keyboard", "anonymity",
)  # fmt: skip


class HelpView(BaseModel):
    """Parts by name; each has a title and a text."""

    parts: list[str]


def page(visit: Visit) -> HelpView:
    return HelpView(parts=list(PARTS))
