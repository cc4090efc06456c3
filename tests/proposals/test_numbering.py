"""Numbers of requests: what they tell, and what they must not tell."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals import numbering


@pytest.mark.parametrize(
    ("fiscal_year", "body", "prefix"),
    [
        (2026, "SYS", "R08-SYS-"),
        (2025, "GDT", "R07-GDT-"),
        (2019, "ICP", "R01-ICP-"),
        (2018, "ICP", "H30-ICP-"),
    ],
)
def test_a_number_begins_with_its_year_and_body(fiscal_year: int, body: str, prefix: str) -> None:
    assert numbering.prefix(fiscal_year, body) == prefix


@given(st.integers(1989, 2117), st.text("ABCXYZ", min_size=2), st.integers(1, 99_999))
def test_the_serial_is_read_as_it_was_written(year: int, body: str, serial: int) -> None:
    assert numbering.serial_of(f"{numbering.prefix(year, body)}{serial:03}") == serial


@pytest.mark.parametrize("text", ["", "R08-SYS-06", "R8-SYS-006", "R08-006", "R08-SYS-006\n"])
def test_near_misses_are_no_numbers(text: str) -> None:
    with pytest.raises(ValueError):
        numbering.serial_of(text)


@given(st.sets(st.integers(1, 25), max_size=25), st.randoms(use_true_random=False))
def test_a_serial_is_free_and_of_the_lowest_block_with_room(
    taken: set[int], chance: random.Random
) -> None:
    drawn = numbering.serial(taken, chance.choice)
    assert drawn not in taken
    assert all(number in taken for number in range(1, (drawn - 1) // 10 * 10 + 1))


def test_every_free_serial_of_the_block_may_come_next() -> None:
    # Given 1 and 2 are taken, so that 3 would be next if numbers were counted up
    offered: list[int] = []
    numbering.serial({1, 2}, lambda candidates: offered.extend(candidates) or candidates[-1])
    assert offered == [3, 4, 5, 6, 7, 8, 9, 10]
