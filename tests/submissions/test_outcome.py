"""What answers to points make of a request."""

from itertools import permutations

import pytest

from proposals.stages import BY_NAME, State
from submissions.outcome import outcome

A, P, S, N, E, D = (
    "adopted", "partly", "under_study", "not_adopted", "explained", "superseded"
)  # fmt: skip

TABLE = {
    (A,): "adopt",
    (A, A): "adopt",
    (N,): "decline",
    (N, N): "decline",
    (P,): "adopt_in_part",
    (A, N): "adopt_in_part",
    (A, P): "adopt_in_part",
    (P, N): "adopt_in_part",
    (S,): "continue_study",
    (S, A): "continue_study",
    (S, N, P): "continue_study",
    (S, E): "continue_study",
    # An explanation weighs neither way …
    (E, A): "adopt",
    (E, N): "decline",
    (E, A, N): "adopt_in_part",
    # … and alone it takes nothing up.
    (E,): "decline",
    (E, E): "decline",
    # What another measure deals with weighs neither way, and alone it stays open.
    (D, A): "adopt",
    (D, N): "decline",
    (D,): "continue_study",
    (D, E): "continue_study",
    # A request is answered when all its points are.
    (None,): None,
    (A, None): None,
    (S, None): None,
    (): None,
}


@pytest.mark.parametrize(("points", "move"), TABLE.items(), ids=str)
def test_the_points_decide_whatever_their_order(points: tuple, move: str | None) -> None:
    assert {outcome(order) for order in permutations(points)} == {move}


@pytest.mark.parametrize("move", sorted({move for move in TABLE.values() if move}))
def test_every_move_is_one_the_ministry_makes_also_from_an_earlier_answer(move: str) -> None:
    assert {State.SUBMITTED, State.ADOPTED, State.DECLINED} <= BY_NAME[move].sources
