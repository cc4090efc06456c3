"""Who keeps the law's changes and the correlation table, and what a change may be the answer to."""

from foundation.actor import SYSTEM, Actor, Office
from foundation.verdict import YES, Verdict, no
from legislation import Provision
from proposals.provisions.kinds import OPEN_TO_CHANGE
from proposals.stages import State


def may_keep(actor: Actor) -> Verdict:
    """The secretariat writes changes of the law down and keeps the correlation table."""
    if actor == SYSTEM or actor.holds(Office.SECRETARY) or actor.holds(Office.ADMINISTRATOR):
        return YES
    return no("provision.secretariat_only")


def may_judge(actor: Actor, changed: Provision, cited: list[Provision], state: State) -> Verdict:
    """Whether somebody may say that a change is, or is not, what a request asked for."""
    allowed = may_keep(actor)
    if not allowed:
        return allowed
    if state not in OPEN_TO_CHANGE:
        return no("provision.not_submitted")
    if not any(touches(changed, one) for one in cited):
        return no("provision.not_cited")
    return YES


def touches(changed: Provision, cited: Provision) -> bool:
    """A change of a row touches its parts, and a change of a part whoever cites the row."""
    return cited.is_part_of(changed) or changed.is_part_of(cited)
