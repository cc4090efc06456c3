"""What people and their pages send while they write."""

import base64
import binascii
import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from proposals.drafting.forms import Revision
from proposals.drafting.wording import FIELDS
from proposals.writing.rules import MOST_BYTES
from web.form import Form, Id, Line

# Nine bytes a character where a form is sent percent-encoded: the words, the words they were
# written from, and an update.
FORM_LIMIT = 8_000_000
MESSAGE_LIMIT = 4 * MOST_BYTES // 3 + 16_384


def _decoded(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise PydanticCustomError("field.not_understood", "not base64") from None


def _texts(value: str) -> Any:
    try:
        texts = json.loads(value)
    except (ValueError, RecursionError):
        texts = None
    if not isinstance(texts, dict) or not all(
        name in FIELDS and isinstance(text, str) for name, text in texts.items()
    ):
        raise PydanticCustomError("field.not_understood", "not texts by field")
    return texts


def Bytes(limit: int) -> Any:
    """At most `limit` bytes as base64."""
    return Annotated[str, Field(max_length=4 * limit // 3 + 4), AfterValidator(_decoded)]


Texts = Annotated[str, Field(max_length=2_000_000), AfterValidator(_texts)]


class SharedRevision(Revision):
    """A new version, or with `keep` only a change of the shared text.

    `base` are the texts the form was drawn with, by field, as JSON; without it the words were
    written upon `base_version`. `live`: the words stand in the shared text already, but for
    `update`, what the page has not been able to send.
    """

    summary: Line(200) | None = None
    base: Texts | None = None
    keep: Literal["on"] | None = None
    live: Literal["on"] | None = None
    update: Bytes(MOST_BYTES) | None = None


class Place(Form):
    """Where somebody is in the text: a field and two Yjs relative positions in it."""

    field: Literal[FIELDS] | None = None  # type: ignore[valid-type]
    anchor: Bytes(100) | None = None
    head: Bytes(100) | None = None


class Hello(Form):
    """The first message of a page: what its document has seen. `birth` is the document it has."""

    birth: Id | None = None
    state: Bytes(20_000) | None = None


class Said(Place):
    """A message of a page; `n` counts them, and comes back when it is kept."""

    n: Annotated[int, Field(ge=0, le=2**40)]
    update: Bytes(MOST_BYTES) | None = None


class Exchange(Hello, Place):
    """The same by request and answer, for a page whose socket does not come through. `seat` is
    what the first answer gave."""

    update: Bytes(MOST_BYTES) | None = None
    seat: Id | None = None


def place_of(told: Place) -> tuple[str, str, str]:
    """Field, anchor and head, as they are kept."""
    anchor, head = (
        base64.b64encode(one).decode() if one else "" for one in (told.anchor, told.head)
    )
    return told.field or "", anchor, head
