"""Numbers of letters."""

import pytest

from proposals.letter_number import letter_number


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
    [
        "",
        "第1号",
        "{era_year}第号",
        "{serial}{month}",
        "{serial!r}",
        "{serial:>9}",
        "{serial",
        "{serial}}",
        "{}{serial}",
        "{serial.__class__}{serial}",
    ],
)
def test_patterns_that_could_not_number_letters(pattern: str) -> None:
    with pytest.raises(ValueError, match="no pattern"):
        letter_number(pattern, 2026, 1)
