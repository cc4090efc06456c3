"""Numbers of requests (R08-SYS-006) and of letters (8安セ調(提)第3号)."""

import re
import string
import unicodedata
from dataclasses import dataclass

from foundation.dates import ERAS, era_year_word, fiscal_era

_NUMBER = re.compile(
    r"(?P<era>[A-Z])(?P<year>[0-9]{2})-(?P<body>[A-Z][A-Z0-9]{1,9})"
    r"-(?P<serial>(?!000)[0-9]{3}|[1-9][0-9]{3,5})"
)
_BODY = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_LETTER_FIELDS = frozenset({"era", "era_letter", "era_year", "year", "serial"})


@dataclass(frozen=True)
class RequestNumber:
    """Fiscal year, code of the committee, serial; nothing else, so that it tells nothing else.

    Raises ValueError for a code or serial that could not be read back.
    """

    fiscal_year: int
    body: str
    serial: int

    def __post_init__(self) -> None:
        if not _BODY.fullmatch(self.body) or not 1 <= self.serial <= 999_999:
            raise ValueError(f"no request is numbered {self.body!r} {self.serial}")

    def __str__(self) -> str:
        era, year = fiscal_era(self.fiscal_year)
        return f"{era.letter}{year:02}-{self.body}-{self.serial:03}"

    @classmethod
    def read(cls, typed: str) -> "RequestNumber":
        """The number somebody typed, in full or half width, capitals or not.

        Raises ValueError for anything else, years that an era never had included.
        """
        found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", typed).strip().upper())
        if found is None:
            raise ValueError(f"no request number: {typed!r}")
        firsts = {era.letter: era.first.year for era in ERAS}
        fiscal_year = firsts.get(found["era"], 0) + int(found["year"]) - 1
        number = cls(fiscal_year, found["body"], int(found["serial"]))
        if found["era"] not in firsts or int(found["year"]) == 0 or str(number) != found[0]:
            raise ValueError(f"no request number: {typed!r}")
        return number


def letter_number(pattern: str, fiscal_year: int, serial: int) -> str:
    """A letter's number after its body's pattern, such as "{era_year}安セ調(提)第{serial}号".

    A pattern may use {era}, {era_letter}, {era_year}, {year} and {serial}, the last of which it
    must. Raises ValueError for any other pattern.
    """
    if not _is_pattern(pattern):
        raise ValueError(f"no pattern for letters: {pattern!r}")
    era, year = fiscal_era(fiscal_year)
    return pattern.format(
        era=era.name, era_letter=era.letter, era_year=era_year_word(year), year=fiscal_year,
        serial=serial,
    )


def _is_pattern(pattern: str) -> bool:
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        return False
    fields = [part[1:] for part in parts if part[1] is not None]
    plain = all(name in _LETTER_FIELDS and not spec and not bang for name, spec, bang in fields)
    return plain and any(name == "serial" for name, _, _ in fields)
