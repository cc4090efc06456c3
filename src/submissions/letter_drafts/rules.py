"""Who may prepare a letter. Pure: facts in, verdict out."""

from foundation.actor import Actor, Office
from foundation.verdict import YES, Verdict, no

KINDS = ("comprehensive", "item", "repeat")
_OFFICES = frozenset(
    {Office.SECRETARY, Office.RELEASING_OFFICER, Office.ANONYMITY_OFFICER}
)


def may_prepare(actor: Actor) -> Verdict:
    """The secretariat, none of it employed by a member company: a draft shows the texts of
    anonymous requests before they leave."""
    if not actor.offices & _OFFICES:
        return no("letter_draft.secretariat_only")
    return no("letter_draft.no_secondee") if actor.is_secondee else YES


def may_change(actor: Actor, *, released: bool) -> Verdict:
    """A letter is changed until it is released."""
    allowed = may_prepare(actor)
    if not allowed:
        return allowed
    return no("letter_draft.released") if released else YES


def may_answer_reasons(kind: str) -> Verdict:
    """Reasons of refusal are answered in a repeat request."""
    return YES if kind == "repeat" else no("letter_draft.no_repeat")
