"""What may be a password: long enough, and not what a stranger would try first.

No rules of composition and no forced change (NIST SP 800-63B, 3.1.1.2; OWASP ASVS 5.0, 6.2).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from foundation.passwords import MIN_LENGTH
from foundation.verdict import YES, Verdict, no

OFFICER_LENGTH = 15
_NAMES_AT_LEAST = 4
_FEW_CHARACTERS = 3
_LETTERS_OF_ITS_OWN = 4
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_CORPORATE = re.compile(
    "株式会社|有限会社|合同会社|一般財団法人|一般社団法人|学校法人|"
    r"\b(?:co\.,? ?ltd|ltd|inc|corp|corporation|k\.k|llc)\b\.?",
    re.IGNORECASE,
)
_FOR_LETTERS = str.maketrans("0134578@$!", "oleastbasi")
_ROWS = tuple(
    row + row for row in (
        "0123456789", "9876543210", "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba",
        "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p",
    )
)


def may_be_password(
    password: str, *, officer: bool, email: str, names: Iterable[str]
) -> Verdict:
    """Whether a person may take this password; `names` are those of companies and of the body."""
    least = OFFICER_LENGTH if officer else MIN_LENGTH
    if len(password) < least:
        return no("password.too_short", least=least)
    plain = _plain(password)
    own = _plain(email.partition("@")[0])
    if len(own) >= _NAMES_AT_LEAST and own in plain:
        return no("password.own_address")
    for name in names:
        told = _plain(_CORPORATE.sub("", name))
        if len(told) >= _NAMES_AT_LEAST and told in plain:
            return no("password.name", name=name)
    return no("password.common") if is_common(password) else YES


def is_common(password: str) -> bool:
    """Whether it is one of few characters, a row of keys, or nothing but common words."""
    plain = _plain(password)
    if len(set(plain)) <= _FEW_CHARACTERS or any(plain in row for row in _ROWS):
        return True
    letters = _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", password).casefold())
    swapped = _NOT_LETTERS.sub("", plain.translate(_FOR_LETTERS))
    return any(_own_letters(word) for word in (letters, swapped))


def _own_letters(letters: str) -> bool:
    """True where common words leave too little over."""
    rest = letters
    for word in _common_words():
        rest = rest.replace(word, "")
    return rest != letters and len(rest) < _LETTERS_OF_ITS_OWN


def _plain(text: str) -> str:
    """Folded, without spaces and marks between the letters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum() or char in "@$!")


@cache
def _common_words() -> tuple[str, ...]:
    lines = files("foundation").joinpath("common_words.txt").read_text("utf-8").split()
    return tuple(sorted(lines, key=len, reverse=True))
