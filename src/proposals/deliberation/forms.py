"""What people send in a deliberation."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from foundation.characters import prose
from proposals.blocks import BLOCK_ID
from proposals.deliberation.kinds import CommentKind, Outcome, Stand, Visibility
from proposals.deliberation.stages import CRITERIA, JUDGEMENTS, Gravity
from proposals.sections import NAMES
from web.form import Day, Form, Line, Prose, Tick

# Which version somebody had before their eyes when they wrote.
VersionRead = Annotated[int, Field(ge=1, le=999_999)] | None
SectionName = Literal[NAMES] | None
# A section's name, or a block's id.
Spot = Literal[NAMES] | Annotated[str, Field(pattern=rf"^{BLOCK_ID.pattern}$")] | None


def _surroundings(text: str) -> str:
    return prose(text, 200, blank_ok=True)


Around = Annotated[str, AfterValidator(_surroundings)] | None


class OpenConsultation(Form):
    """The last day to answer; its end in Japan counts."""

    closes: Day


class ExtendConsultation(Form):
    """The new last day, and why."""

    closes: Day
    reason: Prose(2_000)


class NewComment(Form):
    """A comment. `block` is a block's id or a section's name; without it the whole text is meant,
    without a quote the whole block or section. `proposed` are words to stand there instead."""

    text: Prose(10_000)
    kind: CommentKind
    visibility: Visibility = Visibility.COMMITTEE
    version: VersionRead = None
    block: Spot = None
    quote: Prose(1_000) | None = None
    prefix: Around = None
    suffix: Around = None
    proposed: Prose(4_000) | None = None


class Reply(Form):
    """A reply; it is read by those who read what it replies to."""

    text: Prose(10_000)


class TakePosition(Form):
    """A company's position, never chosen beforehand. With a `ground` an objection is raised in
    the same step."""

    value: Stand
    reason: Prose(4_000) | None = None
    version: VersionRead = None
    clause: Line(200) | None = None
    ground: Prose(4_000) | None = None
    remedy: Prose(4_000) | None = None


class RaiseObjection(Form):
    """How grave, which clause, on what ground, and what would satisfy (needed for a formal
    objection). `quote` are the words it is about, in `section` where one is named; `block` is the
    id of the block they stand in."""

    gravity: Gravity
    ground: Prose(4_000)
    clause: Line(200) | None = None
    section: SectionName = None
    block: Line(64) | None = None
    quote: Prose(1_000) | None = None
    remedy: Prose(4_000) | None = None
    version: VersionRead = None


class AnswerObjection(Form):
    """What is answered to an objection."""

    answer: Prose(4_000)


class ReopenObjection(Form):
    """Why the answer does not meet it."""

    reason: Prose(4_000)


class EndObjection(Form):
    """How the presiding officer ends an objection, and why; `criteria` are those of a sustained
    opposition that were found to be met."""

    step: Literal[JUDGEMENTS]
    reason: Prose(4_000)
    criteria: list[Literal[CRITERIA]] = []


class GiveOpinion(Form):
    """A minority opinion, kept word for word. `named`: with the company's name."""

    text: Prose(10_000)
    named: Tick = False


class RecordConsensus(Form):
    """What was reached, in words, and what was weighed; `meeting`: the day of the meeting that
    decided it, where one did."""

    outcome: Outcome
    meeting: Day | None = None
    statement: Prose(4_000)
    weighed: Prose(10_000)
