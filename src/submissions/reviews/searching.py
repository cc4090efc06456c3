"""What could tell who asks: the anonymizer's findings with what is proposed for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from anonymizer import Decision, Directory, Finding, Pseudonyms, find_all, rewrite
from submissions.models import ReviewFinding

ACCEPT, REPLACE, KEEP = "accept", "replace", "keep"

# What a company that asks under its own name need not hide of itself. Its people, telephones and
# addresses are nobody's business at the ministry all the same.
_OWN_NAME = frozenset(
    {"member", "brand", "site", "domain", "corporate_number", "edinet_code", "securities_code"}
)


# A unique position, a figure: it may identify, and no ready words fit in its place.
NEEDS_OWN_WORDS = frozenset({"quasi"})


@dataclass(frozen=True)
class Proposed:
    """A finding with what is proposed: to "accept" its replacement, to "replace" it by own words,
    or to "keep" it."""

    finding: Finding
    proposal: str


def search(
    texts: Mapping[str, str], speaking: Mapping[str, str], members: Directory
) -> list[Proposed]:
    """Everything in the texts that tells a company. `speaking` maps a field ("" for all of them)
    to the company that speaks there under its own name."""
    found = find_all(texts, members)
    english = find_all(texts, members, Pseudonyms("en")) if texts.get("title_en") else found
    return [
        Proposed(
            replace(one, replacement=other.replacement) if one.field == "title_en" else one,
            _proposal(one, speaking),
        )
        for one, other in zip(found, english, strict=True)
    ]


def released(texts: Mapping[str, str], findings: Iterable[ReviewFinding]) -> dict[str, str]:
    """The texts as decided so far; what is undecided stands as it is proposed."""
    rows = list(findings)
    decisions = {
        place: Decision("keep" if (row.decision or row.proposal) == KEEP else "accept")
        for place, row in enumerate(rows)
    }
    return rewrite(texts, [_finding(row) for row in rows], decisions)


def _proposal(finding: Finding, speaking: Mapping[str, str]) -> str:
    company = speaking.get(finding.field) or (
        speaking.get("") if not finding.field.startswith("minority_") else None
    )
    if company is None:
        return REPLACE if finding.cls in NEEDS_OWN_WORDS else ACCEPT
    own = finding.member_id == company and finding.cls in _OWN_NAME
    return KEEP if own or finding.cls in NEEDS_OWN_WORDS else ACCEPT


def _finding(row: ReviewFinding) -> Finding:
    return Finding(
        row.field, row.start, row.end, row.text, row.kind, "rule", "ask", row.reason,
        replacement=row.replacement,
    )
