"""What a version cites: read from its words when it is written."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from foundation.dates import day_in_japan
from foundation.markdown import plain
from foundation.work import Work
from legislation import Citation, Provision, citations
from proposals.models import Version
from proposals.provisions.models import CitedProvision

_FIELD = "legal_references"
_ERA = re.compile(r"令和\s*([0-9]{1,2})年\s*([0-9]{1,2})月\s*([0-9]{1,2})日\s*現在")
_ISO = re.compile(r"(?:as of\s*([0-9]{4}-[0-9]{2}-[0-9]{2})|([0-9]{4}-[0-9]{2}-[0-9]{2})\s*現在)")


def cite(work: Work, version: Version) -> None:
    """Write down what a new version cites, each provision once, as of the day it was written
    unless the line of legal references names another day (令和8年4月1日現在)."""
    written = day_in_japan(version.created_at)
    for place, citation, provision, named_day in _cited(version):
        work.db.add(
            CitedProvision(
                id=work.id("cited_provision"),
                version_id=version.id,
                request_id=version.request_id,
                key=provision.key,
                place=place,
                text=citation.text[:200],
                as_of=named_day or written,
            )
        )
    work.db.flush()


def _cited(version: Version) -> Iterator[tuple[str, Citation, Provision, date | None]]:
    seen: set[str] = set()
    for place, text, named_day in _texts(version.legal_references, version.sections):
        for citation in citations(text, field=place == _FIELD):
            if citation.provision and citation.provision.key not in seen:
                seen.add(citation.provision.key)
                yield place, citation, citation.provision, named_day


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
