"""What an officer sends about the count."""

from typing import Annotated, Literal

from pydantic import Field

from submissions.candidates.rules import LEAST, MOST
from web.form import Form, Line

# Whoever asks is sent as "asker": an empty field would be an absent one.
Speaker = Annotated[str, Field(pattern=r"^(asker|minority_[0-9]{1,3})$")]
Attribute = Literal["sector", "place", "size", "items", "products", "group"]


class Consent(Form):
    """How the company agreed."""

    speaker: Speaker
    reason: Line(500)


class Dismiss(Form):
    """Words that say nothing of the company, and why not."""

    speaker: Speaker
    attribute: Attribute
    value: Line(200)
    reason: Line(500)


class AddStated(Form):
    """Something the text says in words that no search knows."""

    speaker: Speaker
    attribute: Attribute
    value: Line(200)
    reason: Line(500)


class FalseHit(Form):
    """What the last look saw, and why it is no name there."""

    subject: Line(400)
    reason: Line(500)


class Generalise(Form):
    """Words as they stand in the released text, and the broader ones."""

    speaker: Speaker
    words: Line(200)
    instead: Line(200)


class Settle(Form):
    smallest: Annotated[int, Field(ge=LEAST, le=MOST)]
