"""What is tried."""

from typing import Annotated, Any, Literal

from pydantic import Field

from web.form import Form

MOST = 20_000
FILE_BYTES = 2_000_000

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Try(Form):
    """A text or a file, and the language of the replacements. `again`: the file that was tried
    last, by its SHA-256, with the pictures that somebody has looked at."""

    text: Annotated[str, Field(max_length=MOST)] = ""
    file: Any = None
    language: Literal["ja", "en"] = "ja"
    again: Digest | None = None
    confirmed: Annotated[list[Digest], Field(max_length=100)] = []
