"""What the secretariat sends of a letter being prepared."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from proposals.numbering import letter_number
from web.form import Form, Id, Line, Prose, Tick

# A letter that more people sign or receive than this is none.
_MOST_LINES = 12


def _pattern(value: str) -> str:
    try:
        letter_number(value, 2026, 1)
    except ValueError:
        raise PydanticCustomError("letter_draft.bad_pattern", "no pattern") from None
    return value


def _few_lines(value: str) -> str:
    if len(value.split("\n")) > _MOST_LINES:
        raise PydanticCustomError("letter_draft.too_many_lines", "too many lines")
    return value


class Draft(Form):
    """What stands over a letter; fields of several lines have one office, name or attachment a
    line. `revision` is the one that was read; another means that somebody saved meanwhile."""

    kind: Literal["comprehensive", "item", "repeat"]
    title_ja: Line(200)
    title_en: Line(300) | None = None
    addressee: Annotated[Prose(600), AfterValidator(_few_lines)]
    copies: Annotated[Prose(600), AfterValidator(_few_lines)] | None = None
    sender: Annotated[Prose(600), AfterValidator(_few_lines)]
    number: Annotated[Line(80), AfterValidator(_pattern)]
    opening: Prose(2000) | None = None
    order: Literal["committee", "kind", "provision"]
    attachments: Prose(3000) | None = None
    annex: Tick = False
    revision: Annotated[int, Field(ge=0)] = 0


class Chosen(Form):
    """The texts a letter gathers; none takes all of them out."""

    reviews: Annotated[list[Id], Field(max_length=300)] = []


class Rebuttal(Form):
    """A reason for which a text was refused, and our answer."""

    reason: Prose(2000)
    comment: Prose(4000)


class Which(Form):
    """The place of an answer in its list, counted from 1."""

    place: Annotated[int, Field(ge=1, le=100)]


class ReleaseDraft(Form):
    """Why a small batch leaves is recorded."""

    override_reason: Prose(1000) | None = None


class Language(Form):
    """The language of a preview."""

    language: Literal["ja", "en"] = "ja"
