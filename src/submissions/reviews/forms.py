"""What an officer sends in a review."""

from typing import Annotated, Literal

from pydantic import Field

from web.form import Form, Line, Prose

Decision = Literal["accept", "replace", "keep"]


class Decide(Form):
    """The decision about a finding: own words where replaced, a reason where kept."""

    decision: Decision
    replacement: Line(500) | None = None
    reason: Line(500) | None = None


class AddFinding(Form):
    """A passage marked by hand, exactly as it stands in the original."""

    field: Annotated[str, Field(pattern=r"^[a-z_0-9]{1,40}$")]
    passage: Prose(2000)
    replacement: Line(500)


class LookBehind(Form):
    """Why the officer must know who asks."""

    reason: Line(500)


class ChooseForm(Form):
    """The body's plain form, or the form the company wrote in."""

    form: Literal["plain", "own"]
