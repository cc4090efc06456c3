"""Numbers of requests and letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.numbering import RequestNumber, letter_number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (RequestNumber(2026, "SYS", 6), "R08-SYS-006"),
        (RequestNumber(2025, "GDT", 4), "R07-GDT-004"),
        (RequestNumber(2019, "ICP", 1), "R01-ICP-001"),
        (RequestNumber(2018, "ICP", 999), "H30-ICP-999"),
        (RequestNumber(2026, "LOG", 1_000), "R08-LOG-1000"),
    ],
)
def test_a_request_number_is_written_and_read(number: RequestNumber, written: str) -> None:
    assert str(number) == written
    assert RequestNumber.read(written) == number


def test_a_typed_number_may_be_full_width_or_small() -> None:
    assert RequestNumber.read(" ｒ０８－ＳＹＳ－００６　") == RequestNumber(2026, "SYS", 6)


@pytest.mark.parametrize(
    "typed",
    ["", "R08-SYS-06", "R08-SYS-0006", "R08-SYS-000", "R8-SYS-006", "R00-SYS-006", "X08-SYS-006",
     "R08-S-006", "R08-SYS-006x", "R08 SYS 006", "H31-SYS-001", "S64-SYS-001", "R08-系-006",
     "R٠٨-SYS-006", "S00-SYS-001"],
)  # fmt: skip
def test_near_misses_are_no_request_numbers(typed: str) -> None:
    with pytest.raises(ValueError, match="no request number"):
        RequestNumber.read(typed)


@pytest.mark.parametrize(("body", "serial"), [("sys", 1), ("S", 1), ("SYS-", 1), ("SYS", 0)])
def test_numbers_that_could_not_be_read_are_not_made(body: str, serial: int) -> None:
    with pytest.raises(ValueError, match="no request is numbered"):
        RequestNumber(2026, body, serial)


@given(
    st.integers(1927, 2117),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=6),
    st.integers(1, 999_999),
)
def test_every_number_is_read_as_it_was_written(year: int, body: str, serial: int) -> None:
    number = RequestNumber(year, body, serial)
    assert RequestNumber.read(str(number)) == number


@pytest.mark.parametrize(
    ("pattern", "year", "serial", "written"),
    [
        ("{era_year}安セ調(提)第{serial}号", 2025, 4, "7安セ調(提)第4号"),
        ("{era_year}安セ調(提)第{serial}号", 2026, 3, "8安セ調(提)第3号"),
        ("{era_year}安セ調(提)第{serial}号", 2019, 1, "元安セ調(提)第1号"),
        ("{era_year}貿情セ調(経提)第{serial}号", 2017, 1, "29貿情セ調(経提)第1号"),
        ("{era}{era_year}年度第{serial}号", 2026, 12, "令和8年度第12号"),
        ("{era_letter}{era_year}/{year}-{serial}", 2026, 12, "R8/2026-12"),
    ],
)
def test_letters_follow_their_bodys_pattern(
    pattern: str, year: int, serial: int, written: str
) -> None:
    assert letter_number(pattern, year, serial) == written


@pytest.mark.parametrize(
    "pattern",
    ["", "第1号", "{era_year}第号", "{serial}{month}", "{serial!r}", "{serial:>9}", "{serial",
     "{serial}}", "{}{serial}", "{serial.__class__}{serial}"],
)  # fmt: skip
def test_patterns_that_could_not_number_letters(pattern: str) -> None:
    with pytest.raises(ValueError, match="no pattern"):
        letter_number(pattern, 2026, 1)
