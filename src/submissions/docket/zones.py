"""The ministry's side of a case, from the answers to its points. Pure: values in, values out."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from proposals.stages import ANSWERED, State


class Ministry(StrEnum):
    """Where a request, or a point of it, stands at the ministry. SUPERSEDED is the ministry's word
    for what another measure of its covers. SENT and REPEATED are ours: the ministry has not
    acknowledged it yet, it was asked again."""

    SENT = "sent"
    RECEIVED = "received"
    UNDER_STUDY = "under_study"
    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT_ADOPTED = "not_adopted"
    EXPLAINED = "explained"
    SUPERSEDED = "superseded"
    REPEATED = "repeated"


_OPEN = frozenset(
    {Ministry.SENT, Ministry.RECEIVED, Ministry.UNDER_STUDY, Ministry.NOT_ADOPTED}
)
_WHOLE = {
    State.ADOPTED: Ministry.ADOPTED,
    State.PARTIALLY_ADOPTED: Ministry.PARTLY,
    State.DECLINED: Ministry.NOT_ADOPTED,
    State.CONTINUED: Ministry.UNDER_STUDY,
}


def before_answer(received: date | None, study: date | None) -> Ministry:
    """Where what has no answer is, by the days of acknowledgement and of the study's beginning."""
    if study:
        return Ministry.UNDER_STUDY
    return Ministry.RECEIVED if received else Ministry.SENT


def of_point(outcome: str | None, waiting: Ministry = Ministry.SENT) -> Ministry:
    """A point without an answer waits as its request does."""
    return Ministry(outcome) if outcome else waiting


def of_day(outcomes: Sequence[str]) -> Ministry:
    """What the answers of one day come to in a word: of different ones the best is in part."""
    kinds = set(outcomes)
    if len(kinds) == 1:
        return Ministry(kinds.pop())
    if kinds & {Ministry.ADOPTED, Ministry.PARTLY}:
        return Ministry.PARTLY
    return Ministry.UNDER_STUDY if Ministry.UNDER_STUDY in kinds else Ministry.NOT_ADOPTED


def of_request(
    state: State, outcomes: Sequence[str | None], *, overtaken: bool,
    waiting: Ministry = Ministry.SENT,
) -> Ministry | None:
    """The whole request; None before it has left. `waiting` is where it is without an answer.

    A request some of whose points are answered is under study. What was refused or left under
    study is repeated once a later request of its chain has reached the ministry (`overtaken`):
    the answer counts that the later one gets.
    """
    if state is not State.SUBMITTED and state not in ANSWERED:
        return None
    whole = _WHOLE.get(state, Ministry.UNDER_STUDY if any(outcomes) else waiting)
    if overtaken and whole in _OPEN:
        return Ministry.REPEATED
    return whole
