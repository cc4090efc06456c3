"""How consensus was formed is told without telling who."""

from itertools import product

import pytest

from submissions.support import told


def test_numbers_are_told_where_none_is_small() -> None:
    assert told("rough", {"support": 8, "abstain": 3, "object": 0}) == (
        ("outcome", "rough"), ("support", 8), ("abstain", 3), ("object", 0),
    )  # fmt: skip


@pytest.mark.parametrize("small", [1, 2])
def test_one_small_number_withholds_all_of_them(small: int) -> None:
    assert told("rough", {"support": 30, "object": small}) == (("outcome", "rough"),)


def test_nothing_is_told_of_what_was_never_decided() -> None:
    assert told("", {"support": 8}) == ()


def test_no_tally_of_any_committee_tells_one_or_two_companies() -> None:
    for for_, against, abstain in product(range(41), repeat=3):
        if 2 <= for_ + against + abstain <= 40:
            votes = {"for": for_, "against": against, "abstain": abstain}
            shown = [n for _, n in told("carried", votes) if isinstance(n, int)]
            assert not {1, 2} & set(shown)
            assert len(shown) in (0, 3), "a number left out could be reckoned back"
