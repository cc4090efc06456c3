"""A person as somebody states them, before they are a row."""

from dataclasses import dataclass
from datetime import date

from foundation.actor import Kind, Standing


@dataclass(frozen=True)
class PersonFacts:
    """Everything that is entered about a person. A member's employee has a company and a standing
    in it; a secondee works in the secretariat and has a home company."""

    name_ja: str
    reading: str
    name_en: str
    email: str
    kind: Kind
    standing: Standing | None = None
    company_id: str | None = None
    home_company_id: str | None = None
    title_ja: str = ""
    title_en: str = ""
    locale: str = "ja"
    active_until: date | None = None
