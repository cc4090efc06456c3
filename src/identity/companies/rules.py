"""Who may change what is known of a company."""

from foundation.actor import Actor, Kind, Office, Standing
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


def may_keep_attributes(actor: Actor) -> Verdict:
    """Place, group and items of companies are the secretariat's to keep. A secondee is an employee
    of a member and keeps nothing of the others'."""
    if actor.is_secondee:
        return no("company.no_secondee")
    if actor.kind is Kind.SECRETARIAT and actor.offices:
        return YES
    return no("company.secretariat_only")


def may_see_spellings(actor: Actor, company_id: str) -> Verdict:
    """A company's own people see what it is recognised by, and whoever keeps the directory."""
    return YES if actor.company_id == company_id else may_keep_attributes(actor)
