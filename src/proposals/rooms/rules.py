"""What may be done in a company room. Pure: facts in, verdict out."""

from foundation.actor import Actor, Standing
from foundation.verdict import YES, Verdict, first_no, no

WRITING, ASKED, RETURNED, GIVEN = "writing", "asked", "returned", "given"


def may_set_approval(actor: Actor) -> Verdict:
    """Whether the company wants approval is its representative's to say."""
    if actor.standing is Standing.REPRESENTATIVE:
        return YES
    return no("room.representative_only")


def may_ask(open_: Verdict, *, approval: bool) -> Verdict:
    """Ask for approval where the company wants it."""
    return first_no(open_, YES if approval else no("room.no_approval_wanted"))


def may_return(actor: Actor, state: str) -> Verdict:
    """The representative sends a draft back to who wrote it."""
    return first_no(
        may_set_approval(actor), YES if state == ASKED else no("room.nothing_asked")
    )
