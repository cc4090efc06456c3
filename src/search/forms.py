"""What is looked for."""

from typing import Annotated

from pydantic import Field

from web.form import Form, Line


class SearchQuery(Form):
    """`q` the words; `kind` leaves one kind of thing."""

    q: Line(100) = ""
    kind: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")] = ""
