"""The corporate number (法人番号): thirteen digits, the first of which checks the others."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212\u30fc]")
_DIGITS = re.compile(r"[0-9]+")


class BadCorporateNumber(ValueError):
    """A text that is no corporate number; `key` names the reason in the text catalogue."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def check(number: str) -> str:
    """The thirteen digits of a corporate number, however they were typed.

    Full-width digits, spaces, dashes and the T of an invoice registration number are accepted.
    The check digit is 9 minus the remainder by 9 of the weighted sum of the other twelve digits,
    counted from the right with weights 1, 2, 1, 2 … (ordinance on the corporate number,
    法人番号の指定等に関する省令, article 2).

    Raises:
        BadCorporateNumber: "corporate_number.blank", ".digits", ".length" or ".check_digit".
    """
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", number)).upper().removeprefix("T")
    if not digits:
        raise BadCorporateNumber("corporate_number.blank")
    if not _DIGITS.fullmatch(digits):
        raise BadCorporateNumber("corporate_number.digits")
    if len(digits) != 13:
        raise BadCorporateNumber("corporate_number.length")
    if digits[0] != check_digit(digits[1:]):
        raise BadCorporateNumber("corporate_number.check_digit")
    return digits


def check_digit(base: str) -> str:
    """The digit that stands before a base of twelve digits."""
    weighted = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(base)))
    return str(9 - weighted % 9)
