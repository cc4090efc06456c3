"""What whoever keeps the directory sends."""

from typing import Annotated

from pydantic import Field

from web.form import Form, Line


class KeepAttributes(Form):
    """What candidates are counted by; items with 、 or ; between them."""

    place: Line(60) | None = None
    parent_group: Line(80) | None = None
    items: Annotated[str, Field(max_length=1000)] | None = None
