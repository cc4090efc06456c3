"""Who may sit where, as what."""

from collections.abc import Mapping
from dataclasses import dataclass

from foundation.actor import PRESIDING, Kind, Role
from foundation.verdict import YES, Verdict, no

PRINCIPAL = PRESIDING | {Role.MEMBER}
KIND_OF: Mapping[Role, Kind] = {
    **dict.fromkeys(PRINCIPAL | {Role.DEPUTY}, Kind.MEMBER),
    Role.SECRETARY: Kind.SECRETARIAT,
    Role.ADVISER: Kind.ADVISER,
    Role.METI_ATTENDEE: Kind.METI,
    Role.OBSERVER: Kind.OBSERVER,
}


@dataclass(frozen=True)
class Wanted:
    """A seat that is asked for, and what overlaps with its term: the person's own seat in the
    body, the company's principal seat, another chair."""

    role: Role
    kind: Kind
    has_company: bool
    already_sits: bool = False
    principal_taken: bool = False
    chair_taken: bool = False


def may_sit(wanted: Wanted) -> Verdict:
    """Whether the person may have the seat. A company has one principal, who votes for it."""
    if wanted.kind is not KIND_OF[wanted.role]:
        return no("seat.wrong_kind")
    if wanted.kind is Kind.MEMBER and not wanted.has_company:
        return no("seat.no_company")
    if wanted.already_sits:
        return no("seat.already_sits")
    if wanted.role in PRINCIPAL and wanted.principal_taken:
        return no("seat.principal_taken")
    if wanted.role is Role.CHAIR and wanted.chair_taken:
        return no("seat.chair_taken")
    return YES


def votes(role: Role) -> bool:
    """Whether a seat of this role holds its company's vote. A deputy casts the principal's."""
    return role in PRINCIPAL
