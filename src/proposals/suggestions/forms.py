"""What is sent to suggest, to decide, to set anew."""

from typing import Annotated, Literal

from pydantic import Field

from proposals.blocks import BLOCK_ID
from proposals.deliberation.forms import Around
from web.form import Form, Id, Line, Prose

BlockId = Annotated[str, Field(pattern=rf"^{BLOCK_ID.pattern}$")]
VersionNumber = Annotated[int, Field(ge=1, le=999_999)]


class Looking(Form):
    """What the page's form begins with, and which suggestions are shown."""

    block: BlockId | None = None
    quote: Prose(2_000) | None = None
    counter: Id | None = None
    state: Literal["open", "accepted", "in_part", "declined", "withdrawn"] | None = None


class NewSuggestion(Form):
    """Words for a passage of a block; without a quote the whole block is meant, and without a
    replacement the passage goes. `counter` makes it a counter-suggestion on the same words."""

    version: VersionNumber
    block: BlockId | None = None
    quote: Prose(2_000) | None = None
    prefix: Around = None
    suffix: Around = None
    replacement: Prose(4_000) | None = None
    reason: Prose(4_000)
    counter: Id | None = None


class MergeSuggestions(Form):
    """Suggestions to be taken into one new version, upon the version somebody has read."""

    chosen: list[Id] = Field(min_length=1, max_length=200)
    base_version: VersionNumber
    summary: Line(200) | None = None


class AcceptInPart(Form):
    """The words that come in, and why not those suggested."""

    final: Prose(4_000) | None = None
    answer: Prose(4_000)
    base_version: VersionNumber


class Decline(Form):
    """Why it is not taken."""

    answer: Prose(4_000)


class Rebase(Form):
    """The suggestion set anew on words of the newest version."""

    block: BlockId | None = None
    quote: Prose(2_000) | None = None
    replacement: Prose(4_000) | None = None
