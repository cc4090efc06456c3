"""The choices of the chapter."""

from enum import StrEnum

from proposals.stages import State


class Relation(StrEnum):
    """How a Japanese provision and an EU entry correspond (domain guide, correlation table)."""

    EQUAL = "equal"
    JP_NARROWER = "jp_narrower"
    JP_BROADER = "jp_broader"
    OVERLAP = "overlap"
    JP_ONLY = "jp_only"
    EU_ONLY = "eu_only"


class Answers(StrEnum):
    """Whether a change of the law gives what was asked."""

    WHOLLY = "wholly"
    PARTLY = "partly"
    NOT = "not"


# Outcomes of a point with which what the ministry names is amended.
AMENDS = frozenset(("adopted", "partly", "superseded"))
# Asked of the ministry and not carried out, so a change of the law may be the answer.
OPEN_TO_CHANGE = frozenset(
    (State.SUBMITTED, State.PARTIALLY_ADOPTED, State.DECLINED, State.CONTINUED, State.ADOPTED)
)
