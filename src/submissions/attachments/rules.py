"""Who decides about pictures. Pure."""

from foundation.actor import Actor
from foundation.verdict import YES, Verdict, first_no, no
from submissions.candidates.rules import may_confirm
from submissions.rules import GateFacts, may_decide


def may_second_picture(
    actor: Actor, facts: GateFacts, decided_by: str, seen: str, digest: str
) -> Verdict:
    """Another officer, who has had no hand in the review and has not looked who asks."""
    return first_no(
        may_confirm(actor, facts, decided_by), YES if seen == digest else no("picture.another_one")
    )


def may_decide_picture(actor: Actor, facts: GateFacts, seen: str, digest: str) -> Verdict:
    """The officer at work on the review, about the picture that the page showed."""
    return first_no(
        may_decide(actor, facts), YES if seen == digest else no("picture.another_one")
    )
