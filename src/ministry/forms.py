"""What an official sends."""

from typing import Annotated, Literal

from pydantic import Field

from ministry.outcomes import Measure, Outcome
from web.form import Day, Form, Id, Line, Prose


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
    """Which items, in which order; a page of the list has 50."""

    show: Literal["all", "waiting", "answered", "new", "mine", "overdue"] = "all"
    outcome: Literal[
        "", "adopted", "partly", "under_study", "not_adopted", "explained", "superseded"
    ] = ""
    section: Id | None = None
    year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    number: Annotated[str, Field(max_length=100)] = ""
    provision: Annotated[str, Field(max_length=100)] = ""
    q: Annotated[str, Field(max_length=200)] = ""
    sort: Literal["letter", "due", "title", "open"] = "letter"
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


class ItemQuery(Form):
    """The point whose answer is being written, and the wording to begin with."""

    point: Id | None = None
    template: Id | None = None


class Reply(Form):
    """The answer to a point; `based_on` is the revision it was written over, 0 for none.
    `effective_day` is the day on which `provision` is amended or the measure in force."""

    outcome: Outcome
    text: Prose(10_000)
    reason: Prose(10_000) | None = None
    measure: Measure | None = None
    measure_day: Line(40) | None = None
    effective_day: Day | None = None
    provision: Line(200) | None = None
    based_on: Annotated[int, Field(ge=0, le=10_000)] = 0


class Question(Form):
    """A question back on an item."""

    text: Prose(5_000)
