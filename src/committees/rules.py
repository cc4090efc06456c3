"""Who may change the organisation."""

from foundation.actor import SYSTEM, Actor, Office
from foundation.verdict import YES, Verdict, no


def may_administer(actor: Actor) -> Verdict:
    """An administrator; the system itself when it loads data."""
    if actor == SYSTEM or actor.holds(Office.ADMINISTRATOR):
        return YES
    return no("committees.administrator_only")
