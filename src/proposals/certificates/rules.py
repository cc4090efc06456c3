"""When formal objections are taken, when a decision is confirmed, who may appeal. Pure."""

from datetime import datetime

from foundation.verdict import YES, Verdict, first_no, no
from proposals.stages import State

OPEN, UPHELD, DISMISSED = "open", "upheld", "dismissed"
APPEALABLE = frozenset({State.CONSENSUS_CHECK, State.APPROVED})


def window_open(
    closes_at: datetime | None, confirm_until: datetime | None, now: datetime
) -> Verdict:
    """Whether a formal objection is still taken: in the call's window, and while a decision of a
    meeting is provisional. Without a window they are taken as long as consensus is checked."""
    if closes_at is None or now <= closes_at:
        return YES
    if confirm_until is not None and now <= confirm_until:
        return YES
    return no("objection.window_over")


def window_over(closes_at: datetime | None, now: datetime) -> Verdict:
    """Whether the result may be recorded: everybody had the whole window to object."""
    return YES if closes_at is None or now > closes_at else no("consensus.window_open")


def may_confirm(
    confirm_until: datetime | None, now: datetime, *, confirmed: bool, stands: bool
) -> Verdict:
    """A decision of a meeting is confirmed when its window has passed and nobody has objected
    (RFC 2418, 3.2: what a meeting decides is confirmed on the list)."""
    if confirm_until is None or confirmed:
        return no("certificate.not_provisional")
    if now <= confirm_until:
        return no("certificate.still_provisional")
    return YES if stands else no("certificate.contested")


def may_appeal(
    *, state: State, speaks: bool, until: datetime | None, now: datetime, appealed: bool
) -> Verdict:
    """A company of the body appeals once, within the window, before the request has left."""
    return first_no(
        YES if speaks else no("appeal.not_speaking"),
        YES if state in APPEALABLE else no("appeal.wrong_state"),
        YES if until is not None else no("appeal.none"),
        YES if until is None or now <= until else no("appeal.too_late"),
        no("appeal.already") if appealed else YES,
    )


def may_decide(*, above: bool, state: str, own: bool) -> Verdict:
    """Who presides over the body above decides, and not on an appeal of their own company."""
    return first_no(
        YES if above else no("appeal.not_yours"),
        YES if state == OPEN else no("appeal.decided"),
        no("appeal.own") if own else YES,
    )
