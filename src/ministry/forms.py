"""What an official sends."""

from typing import Annotated, Literal

from pydantic import Field

from ministry.outcomes import Measure, Outcome
from web.form import Form, Id, Line, Prose


class SignIn(Form):
    """E-mail address and password."""

    email: Line(254)
    password: Annotated[str, Field(min_length=1, max_length=1000)]
    next: Annotated[str, Field(max_length=2000)] = ""


class SignInQuery(Form):
    """`next` is the page one was on the way to."""

    next: Annotated[str, Field(max_length=2000)] = ""


class DemoSwitch(Form):
    """The demo official to become."""

    person: Id


class InboxQuery(Form):
    """Which items: all, or those with points to answer; words in title or text."""

    show: Literal["all", "waiting", "answered"] = "all"
    q: Annotated[str, Field(max_length=200)] = ""


class Reply(Form):
    """The answer to a point; `based_on` is the revision it was written over, 0 for none."""

    outcome: Outcome
    text: Prose(10_000)
    reason: Prose(10_000) | None = None
    measure: Measure | None = None
    measure_day: Line(40) | None = None
    based_on: Annotated[int, Field(ge=0, le=10_000)] = 0


class Question(Form):
    """A question back on an item."""

    text: Prose(5_000)
