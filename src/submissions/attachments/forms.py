"""What an officer sends about a picture."""

from typing import Annotated, Literal

from pydantic import Field

from web.form import Form

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class DecidePicture(Form):
    """Shown, or a box in its place; `digest` says which picture the officer saw."""

    decision: Literal["show", "box"]
    digest: Digest


class SecondPicture(Form):
    """The picture that was looked at."""

    digest: Digest
