"""What a version cites: read from its words when it is written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from foundation.dates import day_in_japan
from foundation.markdown import plain
from foundation.work import Work
from legislation import citations
from proposals.models import Version
from proposals.provisions.models import CitedProvision

_FIELD = "legal_references"
_ERA = re.compile(r"令和\s*([0-9]{1,2})年\s*([0-9]{1,2})月\s*([0-9]{1,2})日\s*現在")
_ISO = re.compile(r"(?:as of\s*([0-9]{4}-[0-9]{2}-[0-9]{2})|([0-9]{4}-[0-9]{2}-[0-9]{2})\s*現在)")


@dataclass(frozen=True)
class Cited:
    """A provision a version cites: its normal form, the field where it first stands, how it is
    written there, and the day as of which it is to be read."""

    key: str
    place: str
    text: str
    as_of: date


def cite(work: Work, version: Version) -> None:
    """Write down what a new version cites, each provision once."""
    written = day_in_japan(version.created_at)
    for one in cited(version.legal_references, version.sections, written):
        work.db.add(
            CitedProvision(
                id=work.id("cited_provision"),
                version_id=version.id,
                request_id=version.request_id,
                key=one.key,
                place=one.place,
                text=one.text,
                as_of=one.as_of,
            )
        )
    work.db.flush()


def cited(references: list[str], sections: Mapping[str, str], written: date) -> list[Cited]:
    """What the words cite, as of the day they were written unless the line of legal references
    names another day (令和8年4月1日現在)."""
    found: dict[str, Cited] = {}
    for place, text, named_day in _texts(references, sections):
        for citation in citations(text, field=place == _FIELD):
            if citation.provision and citation.provision.key not in found:
                key = citation.provision.key
                found[key] = Cited(key, place, citation.text[:200], named_day or written)
    return list(found.values())


def _texts(
    references: list[str], sections: Mapping[str, str]
) -> Iterator[tuple[str, str, date | None]]:
    for line in references:
        yield _FIELD, line, edition(line)
    for name, text in sections.items():
        yield name, plain(text), None


def edition(line: str) -> date | None:
    """The day as of which a line says the law is to be read; None where it names none or no day
    of the calendar."""
    try:
        if era := _ERA.search(line):
            year, month, day = map(int, era.groups())
            return date(2018 + year, month, day)
        if iso := _ISO.search(line):
            return date.fromisoformat(iso[1] or iso[2])
    except ValueError:
        pass
    return None
