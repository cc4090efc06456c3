"""The table of states and moves holds together."""

import pytest

from foundation.texts import texts
from proposals.stages import (
    BY_NAME,
    EDITABLE,
    ENDS,
    MOVES,
    STEPS,
    TURN,
    Guard,
    Mover,
    State,
    moves_from,
)


def test_every_move_has_its_own_name() -> None:
    assert len(BY_NAME) == len(MOVES)


def test_every_state_is_reached_from_the_draft() -> None:
    reached, waiting = {State.DRAFT}, [State.DRAFT]
    while waiting:
        targets = {move.target for move in moves_from(waiting.pop())}
        waiting += targets - reached
        reached |= targets
    assert reached == set(State)


@pytest.mark.parametrize("state", sorted(ENDS))
def test_nothing_leads_out_of_an_end(state: State) -> None:
    assert moves_from(state) == ()
    assert TURN[state] == ""


@pytest.mark.parametrize("state", sorted(set(State) - ENDS))
def test_something_leads_out_of_every_other_state(state: State) -> None:
    assert moves_from(state)


def test_every_state_has_a_turn_and_one_step_of_the_road() -> None:
    assert set(TURN) == set(State)
    on_the_road = [state for _, states in STEPS for state in states]
    assert sorted(on_the_road) == sorted(set(State) - ENDS)


def test_only_the_release_leads_to_the_ministry_and_only_from_approved() -> None:
    into = [move for move in MOVES if move.target is State.SUBMITTED]
    assert [(move.name, move.movers) for move in into] == [
        ("release", frozenset({Mover.RELEASE}))
    ]
    assert into[0].sources == {State.APPROVED}


def test_nothing_is_approved_over_an_open_objection_or_without_a_carried_ballot() -> None:
    guards = {move.name: set(move.guards) for move in MOVES if move.target is State.APPROVED}
    assert guards == {
        "approve": {
            Guard.OBJECTIONS_ENDED, Guard.CONSENSUS_RECORDED, Guard.DECISION_CONFIRMED,
            Guard.ALL_SIGNED,
        },
        "carry": {Guard.BALLOT_CARRIED},
        "convey_both_views": {Guard.DEADLOCK_AGREED, Guard.BOTH_VIEWS_STATED},
    }


def test_no_draft_leaves_its_company_incomplete_or_with_its_name_in_it() -> None:
    out = [move for move in moves_from(State.DRAFT) if move.target is not State.WITHDRAWN]
    assert [move.name for move in out] == ["submit"]
    assert set(out[0].guards) == {Guard.COMPLETE, Guard.NO_IDENTITY_IN_TEXT}


def test_the_ministry_moves_nothing_before_it_was_submitted() -> None:
    before = {State.DRAFT, State.TRIAGE, State.CONSULTATION, State.RECONCILING,
              State.CONSENSUS_CHECK, State.BALLOT, State.APPROVED}  # fmt: skip
    theirs = [move for move in MOVES if Mover.MINISTRY in move.movers]
    assert not before & {source for move in theirs for source in move.sources}


def test_a_text_is_not_changed_while_it_is_voted_on() -> None:
    assert EDITABLE == {State.DRAFT, State.RECONCILING}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_word_of_the_table_is_told(lang: str) -> None:
    known = texts(lang)
    wanted = [
        *(f"state.{state}" for state in State),
        *(f"{kind}.{move.name}" for kind in ("move", "story") for move in MOVES),
        *(f"mover.{mover}" for mover in Mover),
        *(f"turn.{turn}" for turn in TURN.values() if turn),
        *(f"step.{name}" for name, _ in STEPS),
    ]
    assert [key for key in wanted if key not in known] == []
