"""What is sent about the law."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from foundation.markdown import is_safe_link
from proposals.provisions.kinds import Answers, Relation
from web.form import Day, Form, Id, Line, Prose


def _link(value: str) -> str:
    if not is_safe_link(value):
        raise PydanticCustomError("field.link", "no link")
    return value


Key = Annotated[str, Field(max_length=120)]
Link = Annotated[str, AfterValidator(_link), Field(max_length=500)]


class Which(Form):
    """Which provision: its normal form, or words in which it is cited."""

    of: Key | None = None


class NewChange(Form):
    """A change of the law."""

    in_force: Day
    summary: Prose(2_000)
    source: Link | None = None


class Judgement(Form):
    """Whether a change answers a request."""

    request: Id
    answers: Answers
    note: Prose(1_000) | None = None


class NewPair(Form):
    """An entry of the correlation table; both sides in any spelling."""

    japanese: Line(120)
    european: Line(40)
    relation: Relation
    ordinance: Line(120) | None = None
    theme: Line(120) | None = None
    note: Prose(500) | None = None
    source: Line(300) | None = None
    japanese_edition: Day | None = None
    european_edition: Day | None = None
    checked_on: Day | None = None


class PairsFile(Form):
    """A table of correlations, or (for the API) its text as CSV."""

    file: Any = None
    text: Annotated[str, Field(max_length=200_000)] = ""
