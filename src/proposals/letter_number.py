"""The number of a letter to the ministry, by the pattern of the body that sends it."""

import re

from foundation.dates import era_year_word, fiscal_era

_FIELD = re.compile(r"\{([^{}]*)\}")


def letter_number(pattern: str, fiscal_year: int, serial: int) -> str:
    """A letter's number, such as 8安セ調(提)第3号 by {era_year}安セ調(提)第{serial}号.

    Fields: {era} 令和, {era_letter} R, {era_year} 8 (元 in the first year), {year} 2026 and
    {serial}, which a pattern must have.

    Raises:
        ValueError: the pattern has another field, a stray brace or no {serial}.
    """
    era, year = fiscal_era(fiscal_year)
    fields = {
        "era": era.name,
        "era_letter": era.letter,
        "era_year": era_year_word(year),
        "year": str(fiscal_year),
        "serial": str(serial),
    }
    named = _FIELD.findall(pattern)
    unknown = [name for name in named if name not in fields]
    if unknown or "serial" not in named or set("{}") & set(_FIELD.sub("", pattern)):
        raise ValueError(f"{pattern!r} is no pattern of a letter number")
    return _FIELD.sub(lambda field: fields[field[1]], pattern)
