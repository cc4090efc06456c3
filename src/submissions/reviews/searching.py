"""What could tell who asks: the anonymizer's findings with what is proposed for each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from anonymizer import Decision, Directory, Finding, Pseudonyms, find_all, rewrite
from foundation.characters import has_japanese
from foundation.recent import Recent
from submissions import fields
from submissions.models import ReviewFinding

Labels = Mapping[str, tuple[str, ...]]

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
    texts: Mapping[str, str], speaking: Mapping[str, str], members: Directory, labels: Labels,
) -> list[Proposed]:
    """Everything in the texts that tells a company. `speaking` maps a field ("" for all of them)
    to the company that speaks there under its own name; `labels` a cell of a file to what stands
    beside it."""
    foreign = _english(texts)
    beside = {name: labels[name] for name in texts if name in labels}
    found = _found(texts, beside, members, "ja")
    english = _found(texts, beside, members, "en") if foreign else found
    return [
        Proposed(
            replace(one, replacement=other.replacement) if one.field in foreign else one,
            _proposal(one, speaking),
        )
        for one, other in zip(found, english, strict=True)
    ]


def _english(texts: Mapping[str, str]) -> frozenset[str]:
    """The English title, and all of a file in which there is no Japanese."""
    files: dict[str, list[str]] = defaultdict(list)
    for name in texts:
        if name.startswith(fields.FILE):
            files[fields.file_of(name)].append(name)
    foreign = [
        name for names in files.values() for name in names
        if not any(has_japanese(texts[one]) for one in names)
    ]
    return frozenset(foreign) | ({"title_en"} & set(texts))


# A long search is made before the transaction that writes it down.
_RECENT: Recent[tuple[object, ...], tuple[Finding, ...]] = Recent(4)


def _found(
    texts: Mapping[str, str], labels: Labels, members: Directory, language: Literal["ja", "en"]
) -> tuple[Finding, ...]:
    return _RECENT.of(
        (tuple(texts.items()), tuple(labels.items()), members.version, language),
        lambda: tuple(find_all(texts, members, Pseudonyms(language), labels=labels)),
    )


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
