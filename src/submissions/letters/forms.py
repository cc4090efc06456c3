"""What a releasing officer sends."""

from typing import Annotated

from pydantic import Field

from web.form import Form, Id, Line, Prose


class Release(Form):
    """The texts of a letter, and what stands over them. Why a small batch leaves is recorded."""

    reviews: Annotated[list[Id], Field(min_length=1, max_length=200)]
    title_ja: Line(200)  # type: ignore[valid-type]
    title_en: Line(300) | None = None  # type: ignore[valid-type]
    addressee: Line(200)  # type: ignore[valid-type]
    override_reason: Prose(1000) | None = None  # type: ignore[valid-type]


class SendBack(Form):
    """What has to be looked at again."""

    reason: Prose(2000)  # type: ignore[valid-type]
