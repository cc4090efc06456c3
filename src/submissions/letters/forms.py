"""What a releasing officer sends."""

from typing import Annotated

from pydantic import Field

from web.form import Form, Id, Line, Prose


class Release(Form):
    """The texts of a letter, and what stands over them. Why a small batch leaves is recorded."""

    reviews: Annotated[list[Id], Field(min_length=1, max_length=200)]
    title_ja: Line(200)
    title_en: Line(300) | None = None
    addressee: Line(200)
    override_reason: Prose(1000) | None = None


class ReleaseAnswer(Form):
    """Why an answer leaves at a time at which those of too few others do."""

    override_reason: Prose(1000) | None = None


class SendBack(Form):
    """What has to be looked at again."""

    reason: Prose(2000)
