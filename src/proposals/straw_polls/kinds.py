"""What can be answered in a straw poll, from the gravest on."""

from enum import StrEnum


class Feeling(StrEnum):
    """The question is who cannot live with it, not how many are in favour (RFC 7282, 2)."""

    CANNOT_LIVE = "cannot_live"
    PREFER_CHANGES = "prefer_changes"
    CAN_LIVE = "can_live"


# Answers that say why: what is to be talked about is the reason, not the number.
REASONED = frozenset({Feeling.CANNOT_LIVE, Feeling.PREFER_CHANGES})
