"""The words of a round: kinds of questions, what can be answered, what silence counts as."""

from collections.abc import Mapping
from enum import StrEnum


class QuestionKind(StrEnum):
    """What is asked for. An item is one numbered point of a request."""

    TEXT = "text"
    CHOICE = "choice"
    SCALE = "scale"
    RANKING = "ranking"
    ITEM = "item"


class RoundState(StrEnum):
    """A draft is its makers' own; an open round takes answers until its last day."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Silence(StrEnum):
    """What no answer counts as. Consent (みなし同意) only where the body's rule allows it; none of
    them is ever support."""

    NOTHING = "nothing"
    NO_OBJECTION = "no_objection"
    ABSTENTION = "abstention"


class Naming(StrEnum):
    """Whether words in free text are shown with the company's name."""

    NAMED = "named"
    UNNAMED = "unnamed"


class Readers(StrEnum):
    """Who may read the answers company by company after the close."""

    NOBODY = "nobody"
    SECRETARIAT = "secretariat"
    PRESIDING = "presiding"


# The agreement scale, from full agreement to full disagreement.
SCALE: tuple[str, ...] = ("2", "1", "0", "-1", "-2")
# How the scale is told by sector: fewer cells, so fewer must be left out.
FOLDED: Mapping[str, str] = {
    "2": "agree", "1": "agree", "0": "neither", "-1": "disagree", "-2": "disagree",
}  # fmt: skip
ITEM: tuple[str, ...] = ("for", "conditions", "against", "no_opinion")
# Positions on an item that say nothing without their reason.
REASONED = frozenset({"conditions", "against"})
NO_ANSWER = "none"
# What speaks for and against, by kind: consensus and division are told from these alone.
AGREEING: Mapping[str, str] = {"scale": "agree", "item": "for"}
DISAGREEING: Mapping[str, str] = {"scale": "disagree", "item": "against"}
# Where an answer stands between -1 and 1, for the opinion map.
VALUE: Mapping[str, float] = {
    "2": 1.0, "1": 0.5, "0": 0.0, "-1": -0.5, "-2": -1.0,
    "for": 1.0, "conditions": 0.5, "no_opinion": 0.0, "against": -1.0,
}  # fmt: skip
