"""Runs the anonymizer over a text, for showing."""

import time
from collections import Counter

from sqlmodel import Session

from anonymizer import Finding, Pseudonyms, find, rewrite, verify
from anonymizer.k import k_table
from anonymizer.stated import narrowest, stated
from goi.playground.views import Fit, Found, Part, TriedView
from proposals.directory import directory
from submissions.candidates.queries import known, smallest_group
from submissions.candidates.showing import value_label
from submissions.reviews.wording import class_in_words, reason_in_words
from web.visit import Visit

SOURCES = ("key", "rule", "model", "repeat")


def nothing(visit: Visit) -> TriedView:
    """The page before anything is tried."""
    return TriedView(
        language=visit.lang, example=visit.t("playground.example"), tried=False, file_name="",
        original=[], result=[], found=[], sources=[], fits=[], smallest=0, residue=[],
        milliseconds=0,
    )


def tried(visit: Visit, db: Session, text: str, language: str, file_name: str = "") -> TriedView:
    """Everything found in a text, the result, who could have written it, what is still seen."""
    members = directory(db)
    started = time.perf_counter()
    found = find(text, members, Pseudonyms("en" if language == "en" else "ja"))
    result = rewrite({"": text}, found)[""]
    took = time.perf_counter() - started
    return TriedView(
        language=language,
        example=visit.t("playground.example"),
        tried=True,
        file_name=file_name,
        original=_parts(text, found, replaced=False),
        result=_parts(text, found, replaced=True),
        found=[_found(visit, number, one) for number, one in enumerate(found, 1)],
        sources=_sources(visit, found),
        fits=_fits(visit, db, result),
        smallest=smallest_group(db),
        residue=[hit.key for hit in verify(result, members)],
        milliseconds=round(took * 1000),
    )


def _parts(text: str, found: tuple[Finding, ...], *, replaced: bool) -> list[Part]:
    parts, end = [], 0
    for number, one in enumerate(found, 1):
        words = one.replacement if replaced else one.text
        parts += [
            Part(text=text[end:one.start]),
            Part(text=words, finding=number, source=one.source, certainty=one.certainty),
        ]
        end = one.end
    return [part for part in (*parts, Part(text=text[end:])) if part.text]


def _found(visit: Visit, number: int, one: Finding) -> Found:
    return Found(
        number=number, start=one.start, end=one.end, text=one.text,
        kind_label=class_in_words(visit, one.cls),
        source=one.source, source_label=visit.t(f"finding.source.{one.source}"),
        certainty=one.certainty, certainty_label=visit.t(f"finding.certainty.{one.certainty}"),
        reason=reason_in_words(visit, one.reason), replacement=one.replacement,
    )


def _sources(visit: Visit, found: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    counted = Counter[str](one.source for one in found)
    return [(one, visit.t(f"finding.source.{one}"), counted[one]) for one in SOURCES]


def _fits(visit: Visit, db: Session, result: str) -> list[Fit]:
    facts = known(db)
    told = {
        name: value for name, value in narrowest(stated(result, facts.words)).items()
        if name in facts.kept
    }
    return [
        Fit(
            stated=[value_label(visit, name, value) for name, value in row.stated],
            members=row.members, groups=row.groups, enough=row.enough,
        )
        for row in k_table(facts.attributes, told, smallest_group(db), facts.groups)
    ]
