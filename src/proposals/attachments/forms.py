"""What is sent with a file."""

from typing import Annotated, Any

from pydantic import Field

from proposals.attachments.rules import MOST_BYTES
from web.form import Form, Line, Tick

# The form's other fields, and base64 where the API is used.
BODY_LIMIT = MOST_BYTES * 4 // 3 + 100_000


class Attach(Form):
    """A file and what it is called in the request. A page sends `file`; the API sends its bytes
    as base64 in `content`, and `name`, of which only the ending counts. `looked`: whoever sends a
    request hidden from members has looked at every picture."""

    title: Line(100)
    file: Any = None
    name: Annotated[str, Field(max_length=200)] = ""
    content: Annotated[str, Field(max_length=BODY_LIMIT)] = ""
    looked: Tick = False
