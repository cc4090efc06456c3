"""What the asking company sends at the gate."""

from typing import Annotated

from pydantic import Field

from web.form import Form, Prose


class Consent(Form):
    """`package_hash` names exactly the bytes that were read."""

    package_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Decline(Form):
    """What has to be otherwise."""

    reason: Prose(2000)
