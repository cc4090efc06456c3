"""What is sent to find a deadlock and to get out of it."""

from typing import Literal

from proposals.deadlocks.rules import PRECONDITIONS
from web.form import Form, Prose


class ShowPrecondition(Form):
    """Evidence for one of the preconditions: in words, with links a line each."""

    precondition: Literal[PRECONDITIONS]
    text: Prose(4_000)
    links: Prose(2_000) | None = None


class ConveyBothViews(Form):
    """Both views as they go with the request, word for word, and why this way."""

    view_for: Prose(10_000)
    view_against: Prose(10_000)
    reason: Prose(4_000)
