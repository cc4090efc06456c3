"""Which texts are corporate numbers."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from identity.corporate_number import BadCorporateNumber, check, check_digit

TAX_AGENCY = "7000012050002"
BASES = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize(
    "typed",
    [
        TAX_AGENCY,
        "７００００１２０５０００２",
        "7-0000-1205-0002",
        "7－0000－1205－0002",
        "7ー0000ー1205ー0002",
        "７　００００　１２０５　０００２",
        " T7000012050002 ",
        "Ｔ７０００－０１２０５０００２",
        "t7000012050002",
    ],
)
def test_the_tax_agencys_number_however_typed(typed: str) -> None:
    assert check(typed) == TAX_AGENCY


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "blank"),
        ("　", "blank"),
        ("T", "blank"),
        ("700001205000", "length"),
        ("70000120500022", "length"),
        ("7000012050003", "check_digit"),
        ("8000012050002", "check_digit"),
        ("700001205000O", "digits"),
        ("TT7000012050002", "digits"),
        ("T70000120500T2", "digits"),
        ("٧٠٠٠٠١٢٠٥٠٠٠٢", "digits"),
        ("七〇〇〇〇一二〇五〇〇〇二", "digits"),
        ("7000012050002\0", "digits"),
    ],
)
def test_near_misses_name_their_reason(typed: str, reason: str) -> None:
    with pytest.raises(BadCorporateNumber) as refused:
        check(typed)
    assert refused.value.key == f"corporate_number.{reason}"


@given(BASES)
def test_every_base_has_exactly_one_check_digit(base: str) -> None:
    valid = [digit for digit in "0123456789" if _accepted(digit + base)]
    assert valid == [check_digit(base)]
    assert valid != ["0"]


@given(BASES, st.integers(0, 12), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_found_unless_nine_replaces_nought(
    base: str, place: int, wrong: str
) -> None:
    # Given a valid number and one digit typed wrongly; sums modulo nine cannot tell 0 from 9
    number = check_digit(base) + base
    assume(number[place] != wrong and {number[place], wrong} != {"0", "9"})
    # Then it is refused
    assert not _accepted(number[:place] + wrong + number[place + 1 :])


def _accepted(number: str) -> bool:
    try:
        return check(number) == number
    except BadCorporateNumber:
        return False
