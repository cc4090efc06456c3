"""To whom a request may be handed. Pure: facts in, verdict out."""

from datetime import date

from foundation.verdict import YES, Verdict, no


def may_hand_to(*, section_exists: bool, official_exists: bool) -> Verdict:
    """Only to a section and to a person that the ministry has today."""
    if not section_exists:
        return no("handling.no_such_section")
    return YES if official_exists else no("handling.no_such_official")


def may_be_due(due_day: date | None, today: date) -> Verdict:
    """Nobody can be asked to have done something yesterday."""
    return no("handling.due_past") if due_day and due_day < today else YES
