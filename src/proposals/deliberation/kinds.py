"""The words under which comments, positions and the chair's record are filed."""

from enum import StrEnum


class CommentKind(StrEnum):
    """What a comment is, after the ISO commenting template (ge, te, ed), and questions."""

    GENERAL = "general"
    TECHNICAL = "technical"
    EDITORIAL = "editorial"
    QUESTION = "question"


class Visibility(StrEnum):
    """Who reads a comment: all who read the request, or the secretariat alone."""

    COMMITTEE = "committee"
    SECRETARIAT = "secretariat"


class Stand(StrEnum):
    """A company's position: 賛成・受入れ可能・反対・棄権."""

    SUPPORT = "support"
    CAN_LIVE_WITH = "can_live_with"
    OBJECT = "object"
    ABSTAIN = "abstain"


class Outcome(StrEnum):
    """What the chair's record says was reached."""

    UNANIMOUS = "unanimous"
    ROUGH = "rough"
    NONE = "none"


# What no answer means, as a body's `silence` says: the one that is counted apart, as deemed.
DEEMED = "no_objection"
# What a body's `positions` says where nobody is to see a position before the round closes.
SEALED = "sealed"
