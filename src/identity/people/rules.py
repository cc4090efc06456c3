"""What must hold of a person, whoever enters them."""

from foundation.actor import Kind, Standing
from foundation.verdict import YES, Verdict, no


def may_be_person(
    kind: Kind, standing: Standing | None, company_id: str | None, home_company_id: str | None
) -> Verdict:
    """A member's employee has a company and a standing; only secretariat staff are seconded."""
    if kind is Kind.MEMBER:
        if company_id is None:
            return no("person.company_missing")
        if standing is None:
            return no("person.standing_missing")
    elif company_id is not None or standing is not None:
        return no("person.company_not_his")
    if home_company_id is not None and kind is not Kind.SECRETARIAT:
        return no("person.not_seconded")
    return YES
