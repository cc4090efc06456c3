"""Who may change what is known of a company."""

from foundation.actor import Actor, Office, Standing
from foundation.verdict import YES, Verdict, no


def may_edit_names(actor: Actor, company_id: str) -> Verdict:
    """An administrator, or the company's own representative: nobody knows its names better, and
    the anonymizer finds only names it was told."""
    if actor.holds(Office.ADMINISTRATOR):
        return YES
    if actor.company_id != company_id:
        return no("company.not_yours")
    if actor.standing is not Standing.REPRESENTATIVE:
        return no("company.representative_only")
    return YES
