"""What is sent about the table of comments."""

from typing import Annotated, Any, Literal

from pydantic import Field

from proposals.comment_table.stages import Outcome
from web.form import Form, Id, Line, Prose


class Narrowed(Form):
    """Which rows are shown."""

    type: Literal["ge", "te", "ed"] | None = None
    left: Literal["yes", "no"] | None = None
    version: Annotated[int, Field(ge=1, le=999_999)] | None = None
    company: Line(120) | None = None


class Dispose(Form):
    """What becomes of a comment and why; `duplicate_of` is the comment that says the same."""

    outcome: Outcome
    reason: Prose(4_000)
    duplicate_of: Id | None = None


class SendTable(Form):
    """A filled table as a file."""

    file: Any = None
