"""Runs the anonymizer over a text, for showing."""

import time
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from sqlmodel import Session

from anonymizer import Directory, Finding, Pseudonyms, find, find_all, rewrite, verify
from anonymizer.files import Output, Picture, still_named, write
from anonymizer.files.left_words import left_behind, placed
from anonymizer.files.ocr import seen
from anonymizer.k import k_table
from anonymizer.stated import narrowest, stated
from goi.playground.held import Held
from goi.playground.views import Fit, Found, Part, Passage, Seen, TriedView
from proposals.directory import directory
from submissions.candidates.queries import known, smallest_group
from submissions.candidates.showing import value_label
from submissions.reviews.wording import class_in_words, reason_in_words
from web.visit import Visit

SOURCES = ("key", "rule", "model", "repeat")
_READ_BY_MACHINE = 5
"""So many pictures: each takes about a second."""

Language = Literal["ja", "en"]


def nothing(visit: Visit) -> TriedView:
    """The page before anything is tried."""
    return TriedView(
        language=visit.lang, example=visit.t("playground.example"), tried=False, file_name="",
        again="", size=0, passages=[], pictures=[], left=[], found=[], sources=[], fits=[],
        smallest=0, residue=[], milliseconds=0,
    )


def tried_text(visit: Visit, db: Session, text: str, language: Language) -> TriedView:
    """Everything found in a text, the result, who could have written it, what is still seen."""
    members = directory(db)
    started = time.perf_counter()
    found = find(text, members, Pseudonyms(language))
    result = rewrite({"": text}, found)[""]
    took = time.perf_counter() - started
    residue = [hit.key for hit in verify(result, members)]
    shown = _shown(visit, db, [("", text)], found, result, residue, took)
    return shown.model_copy(update={"language": language})


def tried_file(
    visit: Visit, db: Session, file: Held, language: Language, confirmed: frozenset[str]
) -> TriedView:
    """The same of a file, made anew with the pictures that are confirmed."""
    members, parsed = directory(db), file.parsed
    lang: Language = "en" if visit.lang == "en" else "ja"
    started = time.perf_counter()
    bundle = {str(number): block.text for number, block in enumerate(parsed.blocks)}
    labels = {str(number): block.context for number, block in enumerate(parsed.blocks)}
    found = find_all(bundle, members, Pseudonyms(language), labels=labels)
    texts = tuple(rewrite(bundle, found).values())
    pictures = {n: one for n, one in enumerate(parsed.pictures) if one.digest in confirmed}
    fresh = write(Output(parsed, texts, pictures, language))
    named = still_named(parsed, texts, fresh, members, ())
    took = time.perf_counter() - started
    residue = [hit.key for text in texts for hit in verify(text, members)] if named else []
    passages = [(placed(block.place, lang), block.text) for block in parsed.blocks]
    shown = _shown(visit, db, passages, found, "\n".join(texts), residue, took)
    return shown.model_copy(update={
        "language": language, "file_name": file.name, "again": file.digest, "size": len(fresh),
        "left": [left_behind(one, lang) for one in parsed.left],
        "pictures": [
            _picture(one, number, members, lang, one.digest in confirmed)
            for number, one in enumerate(parsed.pictures)
        ],
    })  # fmt: skip


def _shown(
    visit: Visit, db: Session, passages: list[tuple[str, str]], found: tuple[Finding, ...],
    result: str, residue: list[str], took: float,
) -> TriedView:
    numbered = list(enumerate(found, 1))
    rows = []
    for place, (where, text) in enumerate(passages):
        here = [(number, one) for number, one in numbered if one.field in ("", str(place))]
        if text.strip():
            rows.append(Passage(
                place=where, original=_parts(text, here, replaced=False),
                result=_parts(text, here, replaced=True),
            ))  # fmt: skip
    return nothing(visit).model_copy(update={
        "tried": True,
        "passages": rows,
        "found": [_found(visit, number, one, passages) for number, one in numbered],
        "sources": _sources(visit, found),
        "fits": _fits(visit, db, result),
        "smallest": smallest_group(db),
        "residue": residue,
        "milliseconds": round(took * 1000),
    })  # fmt: skip


def _picture(
    one: Picture, number: int, members: Directory, lang: Language, confirmed: bool
) -> Seen:
    read_out = seen(one.data, members) if number < _READ_BY_MACHINE else None
    machine = [] if read_out is None else _parts(
        read_out.text, [(0, found) for found in read_out.findings], replaced=False)
    return Seen(
        digest=one.digest, place=placed(one.place, lang), width=one.width, height=one.height,
        confirmed=confirmed, machine=machine,
    )


def _parts(
    text: str, found: Sequence[tuple[int, Finding]], *, replaced: bool
) -> list[Part]:
    parts, end = [], 0
    for number, one in found:
        words = one.replacement if replaced else one.text
        parts += [
            Part(text=text[end:one.start]),
            Part(text=words, finding=number, source=one.source, certainty=one.certainty),
        ]
        end = one.end
    return [part for part in (*parts, Part(text=text[end:])) if part.text]


def _found(
    visit: Visit, number: int, one: Finding, passages: list[tuple[str, str]]
) -> Found:
    return Found(
        number=number, place=passages[int(one.field or 0)][0],
        start=one.start, end=one.end, text=one.text,
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
