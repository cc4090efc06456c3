"""Tokens that say who may find an entry, and which of them a reader holds.

An audience must never be wider than the rule of the page that the entry leads to. The token of a
company says whose the entry is: for an anonymous request use it only while it is that company's
own draft.
"""

from foundation.actor import Actor, Kind, Office

MEMBERS = "members"
# Of anonymous requests: all members but those who release texts without knowing who asks.
MEMBERS_WHO_DO_NOT_RELEASE = "members_who_do_not_release"
SECRETARIAT = "secretariat"
ANONYMITY_OFFICERS = "anonymity_officers"


def of_request(*, hidden: bool) -> str:
    """Who may find a numbered request, `hidden` where its company is to be hidden from anybody."""
    return MEMBERS_WHO_DO_NOT_RELEASE if hidden else MEMBERS


def company(company_id: str) -> str:
    """The people of one member company."""
    return f"company:{company_id}"


def body(body_id: str) -> str:
    """Those who hold a seat in this very body; give several tokens to reach the bodies above."""
    return f"body:{body_id}"


def audiences_of(actor: Actor) -> frozenset[str]:
    """The tokens this reader holds today. METI reads at its own desk and holds none here."""
    if actor.kind in (Kind.METI, Kind.OFFICIAL, Kind.SYSTEM):
        return frozenset()
    tokens = {MEMBERS, *(body(seat.body_id) for seat in actor.seats)}
    if not actor.holds(Office.RELEASING_OFFICER) or actor.holds(Office.ANONYMITY_OFFICER):
        tokens.add(MEMBERS_WHO_DO_NOT_RELEASE)
    if actor.company_id:
        tokens.add(company(actor.company_id))
    if actor.offices:
        tokens.add(SECRETARIAT)
    if actor.holds(Office.ANONYMITY_OFFICER) and not actor.is_secondee:
        tokens.add(ANONYMITY_OFFICERS)
    return frozenset(tokens)
