"""The state machine of a request, as a table one can read aloud to the chair.

Buttons, API, refusals, docs/stages.md and the tests all read this table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a request stands; the words are those of the committees' practice."""

    DRAFT = "draft"
    TRIAGE = "triage"
    CONSULTATION = "consultation"
    RECONCILING = "reconciling"
    CONSENSUS_CHECK = "consensus_check"
    BALLOT = "ballot"
    APPROVED = "approved"
    SUBMITTED = "submitted"
    ADOPTED = "adopted"
    PARTIALLY_ADOPTED = "partially_adopted"
    DECLINED = "declined"
    CONTINUED = "continued"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Mover(StrEnum):
    """Who makes a move, seen from the request."""

    REQUESTER = "requester"
    SECRETARY = "secretary"
    PRESIDER = "presider"
    CLOCK = "clock"
    RELEASE = "release"
    MINISTRY = "ministry"
    APPEAL = "appeal"


class Guard(StrEnum):
    """What must be so before a move; `rules.py` tells each one's reason."""

    COMPLETE = "complete"
    NO_IDENTITY_IN_TEXT = "no_identity_in_text"
    CONCERNS_ENDED = "concerns_ended"
    COMMENTS_DISPOSED = "comments_disposed"
    OBJECTIONS_ENDED = "objections_ended"
    CONSENSUS_RECORDED = "consensus_recorded"
    DECISION_CONFIRMED = "decision_confirmed"
    ALL_SIGNED = "all_signed"
    BALLOT_CARRIED = "ballot_carried"
    BALLOT_LOST = "ballot_lost"
    BALLOT_UNDECIDED = "ballot_undecided"
    DEADLOCK_AGREED = "deadlock_agreed"
    BOTH_VIEWS_STATED = "both_views_stated"
    NO_APPEAL_OPEN = "no_appeal_open"
    APPEAL_UPHELD = "appeal_upheld"


@dataclass(frozen=True)
class Move:
    """A line of the table. `note`: a reason in words is required. `by_form`: the move is made by
    a form of its own (a deadline, a rule), not by a bare button."""

    name: str
    sources: frozenset[State]
    target: State
    movers: frozenset[Mover]
    guards: tuple[Guard, ...] = ()
    note: bool = False
    by_form: bool = False


def _move(
    name: str, sources: Iterable[State], target: State, movers: Iterable[Mover],
    guards: Iterable[Guard] = (), *, note: bool = False, by_form: bool = False,
) -> Move:
    return Move(
        name, frozenset(sources), target, frozenset(movers), tuple(guards), note, by_form
    )


_S, _M, _G = State, Mover, Guard
ANSWERED = (_S.ADOPTED, _S.PARTIALLY_ADOPTED, _S.DECLINED, _S.CONTINUED)
_BEFORE_RELEASE = (
    _S.DRAFT, _S.TRIAGE, _S.CONSULTATION, _S.RECONCILING, _S.CONSENSUS_CHECK, _S.APPROVED,
)

MOVES: tuple[Move, ...] = (
    _move("submit", [_S.DRAFT], _S.TRIAGE, [_M.REQUESTER],
          [_G.COMPLETE, _G.NO_IDENTITY_IN_TEXT]),
    _move("return_to_draft", [_S.TRIAGE], _S.DRAFT, [_M.SECRETARY], note=True),
    _move("open_consultation", [_S.TRIAGE, _S.RECONCILING], _S.CONSULTATION,
          [_M.SECRETARY, _M.PRESIDER], [_G.COMPLETE], by_form=True),
    _move("close_consultation", [_S.CONSULTATION], _S.RECONCILING,
          [_M.SECRETARY, _M.PRESIDER, _M.CLOCK]),
    _move("call_consensus", [_S.RECONCILING], _S.CONSENSUS_CHECK, [_M.PRESIDER],
          [_G.CONCERNS_ENDED, _G.COMMENTS_DISPOSED]),
    _move("reopen_reconciling", [_S.CONSENSUS_CHECK], _S.RECONCILING, [_M.PRESIDER], note=True),
    _move("approve", [_S.CONSENSUS_CHECK], _S.APPROVED, [_M.PRESIDER],
          [_G.OBJECTIONS_ENDED, _G.CONSENSUS_RECORDED, _G.DECISION_CONFIRMED, _G.ALL_SIGNED]),
    _move("reopen_on_appeal", [_S.CONSENSUS_CHECK, _S.APPROVED], _S.RECONCILING, [_M.APPEAL],
          [_G.APPEAL_UPHELD], by_form=True),
    _move("convey_both_views", [_S.RECONCILING, _S.CONSENSUS_CHECK], _S.APPROVED,
          [_M.PRESIDER], [_G.DEADLOCK_AGREED, _G.BOTH_VIEWS_STATED], by_form=True),
    _move("open_ballot", [_S.RECONCILING, _S.CONSENSUS_CHECK], _S.BALLOT, [_M.PRESIDER],
          by_form=True),
    _move("carry", [_S.BALLOT], _S.APPROVED, [_M.CLOCK, _M.PRESIDER], [_G.BALLOT_CARRIED],
          by_form=True),
    _move("lose", [_S.BALLOT], _S.REJECTED, [_M.CLOCK, _M.PRESIDER], [_G.BALLOT_LOST],
          by_form=True),
    _move("leave_undecided", [_S.BALLOT], _S.RECONCILING, [_M.CLOCK, _M.PRESIDER],
          [_G.BALLOT_UNDECIDED], by_form=True),
    _move("release", [_S.APPROVED], _S.SUBMITTED, [_M.RELEASE], [_G.NO_APPEAL_OPEN],
          by_form=True),
    _move("adopt", [_S.SUBMITTED, *ANSWERED], _S.ADOPTED, [_M.MINISTRY], by_form=True),
    _move("adopt_in_part", [_S.SUBMITTED, *ANSWERED], _S.PARTIALLY_ADOPTED, [_M.MINISTRY],
          by_form=True),
    _move("decline", [_S.SUBMITTED, *ANSWERED], _S.DECLINED, [_M.MINISTRY], by_form=True),
    _move("continue_study", [_S.SUBMITTED, *ANSWERED], _S.CONTINUED, [_M.MINISTRY], by_form=True),
    _move("merge", [_S.TRIAGE, _S.RECONCILING], _S.MERGED, [_M.SECRETARY], note=True,
          by_form=True),
    _move("withdraw", _BEFORE_RELEASE, _S.WITHDRAWN, [_M.REQUESTER], note=True),
)

BY_NAME = {move.name: move for move in MOVES}

# Whose turn it is: the key of who is waited for in each state, "" at the ends.
TURN: dict[State, str] = {
    _S.DRAFT: "requester",
    _S.TRIAGE: "secretary",
    _S.CONSULTATION: "companies",
    _S.RECONCILING: "requester_and_presider",
    _S.CONSENSUS_CHECK: "presider",
    _S.BALLOT: "companies",
    _S.APPROVED: "secretariat",
    _S.SUBMITTED: "ministry",
    _S.CONTINUED: "ministry",
    _S.ADOPTED: "", _S.PARTIALLY_ADOPTED: "", _S.DECLINED: "",
    _S.REJECTED: "", _S.WITHDRAWN: "", _S.MERGED: "",
}

# The road as the stepper shows it; a state stands on the step it belongs to.
STEPS: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("drafting", (_S.DRAFT, _S.TRIAGE)),
    ("consultation", (_S.CONSULTATION,)),
    ("reconciling", (_S.RECONCILING,)),
    ("decision", (_S.CONSENSUS_CHECK, _S.BALLOT)),
    ("submission", (_S.APPROVED,)),
    ("reply", (_S.SUBMITTED, *ANSWERED)),
)

EDITABLE = frozenset({_S.DRAFT, _S.RECONCILING})
COMMENTABLE = frozenset({_S.CONSULTATION, _S.RECONCILING, _S.CONSENSUS_CHECK})
DISCUSSED = COMMENTABLE | {_S.BALLOT}
ENDS = frozenset({_S.REJECTED, _S.WITHDRAWN, _S.MERGED})


def moves_from(state: State) -> tuple[Move, ...]:
    """All lines that start in a state."""
    return tuple(move for move in MOVES if state in move.sources)
