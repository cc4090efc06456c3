"""Who may hold an office."""

from foundation.actor import Kind, Office
from foundation.verdict import YES, Verdict, no


def may_hold(
    office: Office, kind: Kind, *, seconded: bool, self_given: bool, already: bool
) -> Verdict:
    """Only the secretariat's own; the anonymity officer is no secondee, for a secondee is an
    employee of a member company. Nobody gives an office to themselves."""
    if kind is not Kind.SECRETARIAT:
        return no("office.secretariat_only")
    if office is Office.ANONYMITY_OFFICER and seconded:
        return no("office.no_secondee")
    if self_given:
        return no("office.not_to_oneself")
    if already:
        return no("office.already_held")
    return YES
