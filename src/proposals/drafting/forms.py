"""What people send about requests."""

from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from proposals.attachments.rules import MOST_FILES
from proposals.drafting.classification import (
    Anonymity,
    Novelty,
    Priority,
    RequestKind,
    TextView,
)
from proposals.stages import State
from web.form import Form, Id, Line, Prose, Tick

MOST_REFERENCES = 30
LONGEST_REFERENCE = 200

VersionNumber = Annotated[int, Field(ge=1, le=999_999)]


class Wording(Form):
    """The text of a request. A draft may still lack sections, never its title."""

    title_ja: Line(120)
    title_en: Line(240) | None = None
    legal_references: Prose(4_000) | None = None
    present_state: Prose(20_000) | None = None
    problem: Prose(20_000) | None = None
    request: Prose(20_000) | None = None
    reason: Prose(20_000) | None = None
    burden: Prose(20_000) | None = None
    effectiveness: Prose(20_000) | None = None
    effect: Prose(20_000) | None = None
    comparison: Prose(20_000) | None = None
    evidence: Prose(20_000) | None = None

    @field_validator("legal_references")
    @classmethod
    def _references(cls, value: str | None) -> str | None:
        lines = (value or "").splitlines()
        if sum(1 for line in lines if line.strip()) > MOST_REFERENCES:
            raise PydanticCustomError(
                "request.too_many_references", "too many", {"max": MOST_REFERENCES}
            )
        if any(len(line) > LONGEST_REFERENCE for line in lines):
            raise PydanticCustomError(
                "request.reference_too_long", "too long", {"max": LONGEST_REFERENCE}
            )
        return value


class NewRequest(Wording):
    """A first draft. Nothing is chosen beforehand, the wish for anonymity least of all."""

    body: Id
    kind: RequestKind
    novelty: Novelty
    priority: Priority
    anonymity: Anonymity
    earlier: Id | None = None


class Revision(Wording):
    """A new version, written on top of `base_version`. The filing can be changed in a draft only;
    what is not sent stays as it is."""

    base_version: VersionNumber
    summary: Line(200)
    body: Id | None = None
    kind: RequestKind | None = None
    novelty: Novelty | None = None
    priority: Priority | None = None
    anonymity: Anonymity | None = None
    earlier: Id | None = None


class MoveNote(Form):
    """A move, with a reason where the table asks for one."""

    note: Prose(2_000) | None = None


class Merge(Form):
    """Into which other request this one goes, and why. `files` are those of its files that come
    along, all of them where the client says nothing; `looked`: whoever merges has looked at every
    picture in them."""

    into: Id
    note: Prose(2_000)
    files: list[Id] | None = Field(default=None, max_length=MOST_FILES)
    looked: Tick = False


class LiftAnonymity(Form):
    """What remains of the anonymity; it can't be had back."""

    anonymity: Literal["none", "authority"]
    sure: Literal["on"]


class Wanted(Form):
    """Which requests a list shows; `after` is the cursor of the page before."""

    body: Id | None = None
    state: State | None = None
    kind: RequestKind | None = None
    mine: Tick = False
    q: Line(100) | None = None
    size: Literal["30", "50", "200"] | None = None
    after: Annotated[str, Field(pattern=r"^\d{1,17}-[a-z2-7]{16}$")] | None = None


class Look(Form):
    """How the text of a request's page is shown."""

    view: TextView | None = None


class Comparison(Form):
    """Which two versions are compared and how; by default the newest with the one before."""

    old: VersionNumber | None = Field(default=None, alias="from")
    new: VersionNumber | None = Field(default=None, alias="to")
    view: TextView = TextView.REDLINE
