"""How a cell becomes a value; each raises BadCell with the reason."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from foundation import characters
from foundation.dates import ERAS
from identity import corporate_number as numbers
from identity.companies.actions import checked
from identity.importing.columns import BadCell
from identity.models import NameKind

_SEVERAL = re.compile(r"[;；、\n]+")
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_KANA = re.compile(r"[ぁ-ゖー・ ]+\Z")
_ADDRESS = re.compile(r"[a-z0-9._%+'-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}\Z")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\Z")
_ERA_DAY = re.compile(r"([^\d元.]+)(\d{1,2}|元)[年.](\d{1,2})[月.](\d{1,2})日?\Z")


def text(limit: int) -> Callable[[str], str]:
    """A single line of at most `limit` characters."""
    return _cleaned(characters.line, limit)


def long_text(limit: int) -> Callable[[str], str]:
    """A text of several lines."""
    return _cleaned(characters.prose, limit)


def reading(cell: str) -> str:
    """A reading in hiragana; katakana of any width is turned into it."""
    folded = unicodedata.normalize("NFKC", cell).translate(_KATAKANA)
    found = " ".join(folded.split())
    if len(found) > 120 or not _KANA.match(found):
        raise BadCell("import.not_kana")
    return found


def email(cell: str) -> str:
    """An e-mail address in lower case."""
    found = unicodedata.normalize("NFKC", cell).lower()
    if len(found) > 254 or not _ADDRESS.match(found):
        raise BadCell("import.not_email")
    return found


def corporate_number(cell: str) -> str:
    """A corporate number whose check digit is right."""
    try:
        return numbers.check(cell)
    except numbers.BadCorporateNumber as error:
        raise BadCell(error.key) from None


def securities_code(cell: str) -> str:
    """A securities code: four letters and digits."""
    found = unicodedata.normalize("NFKC", cell).upper()
    if not re.fullmatch(r"[0-9A-Z]{4,5}", found):
        raise BadCell("import.not_securities_code")
    return found


def number(least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds."""

    def read(cell: str) -> int:
        digits = unicodedata.normalize("NFKC", cell)
        if not re.fullmatch(r"[0-9]{1,9}", digits) or not least <= int(digits) <= most:
            raise BadCell("import.not_number", least=least, most=most)
        return int(digits)

    return read


def day(cell: str) -> date:
    """A day: 2026-04-01, 2026/4/1, 2026年4月1日 or 令和8年4月1日."""
    found = unicodedata.normalize("NFKC", cell).replace(" ", "")
    try:
        if match := _DAY.match(found):
            year, month, of_month = (int(part) for part in match.groups())
            return date(year, month, of_month)
        if match := _ERA_DAY.match(found):
            name, years, month_, of_month_ = match.groups()
            era = next(one for one in ERAS if name in (one.name, one.letter))
            year = era.first.year - 1 + (1 if years == "元" else int(years))
            return date(year, int(month_), int(of_month_))
    except (ValueError, StopIteration):
        pass
    raise BadCell("import.not_day")


def one_of(words: Mapping[Any, tuple[str, ...]]) -> Callable[[str], Any]:
    """One of several values, each known by words in either language."""
    known = {
        _plain(word): value
        for value, more in words.items()
        for word in (*more, value.value if isinstance(value, StrEnum) else value)
    }

    def read(cell: str) -> Any:
        try:
            return known[_plain(cell)]
        except KeyError:
            raise BadCell("import.unknown_word", known="、".join(
                more[0] for more in words.values()
            )) from None

    return read


def several(limit: int) -> Callable[[str], tuple[str, ...]]:
    """Several words with ; or 、 between them, each of at most `limit` characters."""
    one = text(limit)

    def read(cell: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one(part) for part in _SEVERAL.split(cell) if part.strip()))

    return read


def names(kind: NameKind) -> Callable[[str], tuple[str, ...]]:
    """Several names with ; or 、 between them."""
    one_name = text(100)

    def read(cell: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for part in _SEVERAL.split(cell):
            if not part.strip():
                continue
            name = checked(kind, one_name(part))
            if name is None:
                raise BadCell("company.no_domain")
            found[name] = None
        return tuple(found)

    return read


def _cleaned(clean: Callable[[str, int], str], limit: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        try:
            return clean(cell, limit)
        except characters.BadText as error:
            raise BadCell(error.key, **error.params) from None

    return read


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace(" ", "")
