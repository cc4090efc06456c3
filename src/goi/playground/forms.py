"""What is tried."""

from typing import Annotated, Any, Literal

from pydantic import Field

from web.form import Form

MOST = 20_000


class Try(Form):
    """A text or a file, and the language of the replacements."""

    text: Annotated[str, Field(max_length=MOST)] = ""
    file: Any = None
    language: Literal["ja", "en"] = "ja"
