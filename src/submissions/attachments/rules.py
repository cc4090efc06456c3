"""Who decides about pictures. Pure."""

from foundation.actor import Actor
from foundation.verdict import YES, Verdict, first_no, no
from submissions.rules import GateFacts, may_decide


def may_decide_picture(actor: Actor, facts: GateFacts, seen: str, digest: str) -> Verdict:
    """The officer at work on the review, about the picture that the page showed."""
    return first_no(
        may_decide(actor, facts), YES if seen == digest else no("picture.another_one")
    )
