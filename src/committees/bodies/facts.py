"""A body as somebody states it, before it is a row."""

from dataclasses import dataclass
from enum import StrEnum


class BodyKind(StrEnum):
    """What a body is called; what it may do is its rule's and its seats' business."""

    COMMITTEE = "committee"
    SUBCOMMITTEE = "subcommittee"
    WORKING_GROUP = "working_group"


class Silence(StrEnum):
    """What it means when a company gives no answer to an opinion inquiry; never support."""

    NOTHING = "nothing"
    NO_OBJECTION = "no_objection"


class Positions(StrEnum):
    """Whether companies see one another's positions while a consultation runs: early ones sway
    later ones, so they are sealed unless the body wants it otherwise."""

    SEALED = "sealed"
    OPEN = "open"


@dataclass(frozen=True)
class BodyFacts:
    """Everything that is entered about a body, but its rule."""

    code: str
    kind: BodyKind
    name_ja: str
    reading: str
    name_en: str
    parent_id: str | None = None
    remit_ja: str = ""
    remit_en: str = ""
    position: int = 0
    silence: Silence = Silence.NOTHING
    positions: Positions = Positions.SEALED
