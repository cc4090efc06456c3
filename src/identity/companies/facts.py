"""A company as somebody states it, before it is a row."""

from dataclasses import dataclass
from typing import Literal

from identity.models import NameKind, Size


@dataclass(frozen=True)
class CompanyFacts:
    """Everything that is entered about a company; `names` are its further names by kind."""

    name_ja: str
    reading: str
    name_en: str
    short_ja: str
    sector_id: str
    corporate_number: str
    size: Size | Literal[""] = ""
    securities_code: str | None = None
    member_since: int | None = None
    place: str = ""
    parent_group: str = ""
    items: tuple[str, ...] = ()
    names: tuple[tuple[NameKind, str], ...] = ()
