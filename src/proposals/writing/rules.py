"""Who writes together, and how much goes into one text. Pure: facts in, verdict out."""

from datetime import timedelta

from foundation.verdict import YES, Verdict, no
from proposals.rules import Relation
from proposals.stages import EDITABLE, State

MOST_BYTES = 2 * 1024 * 1024  # of one shared text, with what of its history must be kept
MOST_AT_ONCE = 40  # conversations about one text
MOST_OF_ONE_PERSON = 6  # windows and devices
COMPACT_AFTER = 200  # updates since the snapshot
AWAY_AFTER = timedelta(seconds=45)  # without a sign of life


def may_write(relation: Relation, state: State) -> Verdict:
    """The asking side's own people write together, while its text may be changed at all.

    The presiding officer, who may write a version while views are reconciled, does so by the
    form: what is being typed belongs to the company, and a shared text would show it, and who is
    typing, to another company's person.
    """
    if not relation.requester:
        return no("request.not_yours")
    return YES if state in EDITABLE else no("request.not_editable")


def has_room(size: int, more: int) -> Verdict:
    """Whether `more` bytes go into a text of `size` bytes."""
    return YES if size + more <= MOST_BYTES else no("writing.full")
