"""What the ministry gets: closed values without optional extras, their bytes and their hash."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

from foundation.columns import canonical
from foundation.markdown import render
from proposals.points import points
from submissions.release_store import SECTIONS

_HASH_SHOWN = 12


class Closed(BaseModel):
    """Every field is named and required, and none can be changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Section(Closed):
    name: str
    markdown: str
    html: str


class Minority(Closed):
    """A minority opinion; `holder` is empty where its company chose not to be named."""

    text: str
    holder: str


class ReleasedFile(Closed):
    """A file that goes with a request or an answer. `name` is attachment-1.pdf by its place;
    `sha256` names its bytes, which travel beside the package."""

    name: str
    title: str
    media_type: str
    size: int
    sha256: str


class WithFiles(Closed):
    """A text with the files that go along. Without files it has the bytes it had before there were
    any: consents and receipts given then name their hash."""

    attachments: tuple[ReleasedFile, ...] = ()

    @model_serializer(mode="wrap")
    def _as_before(self, handler: SerializerFunctionWrapHandler):  # type: ignore[no-untyped-def]
        told = handler(self)
        if not self.attachments:
            told.pop("attachments", None)
        return told


class ReleasedItem(WithFiles):
    """A request exactly as the ministry reads it; `asked_by` is empty for an anonymous one.
    `support` holds pairs of name and word or number, see `support.told`."""

    committee_ja: str
    committee_en: str
    kind: str
    novelty: str
    title_ja: str
    title_en: str
    asked_by: str
    legal_references: tuple[str, ...]
    sections: tuple[Section, ...]
    points: tuple[str, ...]
    minority: tuple[Minority, ...]
    support: tuple[tuple[str, str | int], ...]


class ReleasedAnswer(WithFiles):
    """The answer to a question of the ministry exactly as it reads it."""

    question_id: str
    markdown: str
    html: str


class PlacedItem(Closed):
    """An item in its letter, with the random ids it and its points have at the ministry.

    `commitment` is that of its author's receipt, see `submissions.receipts`: 64 hexadecimal digits
    for every request, named ones too; empty in letters from before there were receipts.
    """

    id: str
    place: int
    point_ids: tuple[str, ...]
    item: ReleasedItem
    commitment: str = ""


class Rebuttal(Closed):
    """One reason for which the ministry refused, and our answer to it."""

    reason: str
    comment: str


class Repeat(Closed):
    """The reasons for which an item was refused before. `earlier` is the number of the letter it
    stood in then, empty where that is not known."""

    item_id: str
    earlier: str
    earlier_day: date | None
    rebuttals: tuple[Rebuttal, ...]


class SectorRow(Closed):
    """Numbers of companies of a sector, column by column; None is a cell that was left out."""

    sector_ja: str
    sector_en: str
    figures: tuple[int | None, ...]


class Statistic(Closed):
    """How the members stood to an item, by sector. `columns` are positions, see `annex`."""

    item_id: str
    columns: tuple[str, ...]
    rows: tuple[SectorRow, ...]
    total: tuple[int | None, ...]


class ReleasedLetter(Closed):
    """A whole letter: all that the courier carries. `addressee` and `sender` have a line for each
    office or name. What has a default was added later: letters that left before stand without."""

    id: str
    number: str
    title_ja: str
    title_en: str
    addressee: str
    sender: str
    released_day: date
    items: tuple[PlacedItem, ...]
    kind: str = "item"
    copies: tuple[str, ...] = ()
    opening: str = ""
    attachments: tuple[str, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    statistics: tuple[Statistic, ...] = ()


@dataclass(frozen=True)
class Circumstances:
    """What goes along with the text. `holders` stands in the order of the fields minority_1,
    minority_2 …: the company's name, or nothing."""

    committee_ja: str
    committee_en: str
    kind: str
    novelty: str
    asked_by: str
    support: tuple[tuple[str, str | int], ...]
    holders: Sequence[str] = ()


def package(
    text: Mapping[str, str], circumstances: Circumstances, files: Iterable[ReleasedFile] = ()
) -> ReleasedItem:
    """The item from the released text by field (titles, legal references a line each, sections,
    minority opinions), its files, and nothing else.

    Raises MarkdownTooLong for a section over 64 KB.
    """
    return ReleasedItem(
        committee_ja=circumstances.committee_ja,
        committee_en=circumstances.committee_en,
        kind=circumstances.kind,
        novelty=circumstances.novelty,
        title_ja=text.get("title_ja", "").strip(),
        title_en=text.get("title_en", "").strip(),
        asked_by=circumstances.asked_by,
        legal_references=tuple(
            line.strip() for line in text.get("legal_references", "").split("\n") if line.strip()
        ),
        sections=tuple(
            Section(name=name, markdown=text[name], html=render(text[name]))
            for name in SECTIONS
            if text.get(name, "").strip()
        ),
        points=tuple(points(text.get("request", ""))),
        minority=tuple(
            Minority(text=text[f"minority_{n}"], holder=holder)
            for n, holder in enumerate(circumstances.holders, 1)
        ),
        support=circumstances.support,
        attachments=tuple(files),
    )


def answer_package(
    question_id: str, markdown: str, files: Iterable[ReleasedFile] = ()
) -> ReleasedAnswer:
    """The answer to a question. Raises MarkdownTooLong for one over 64 KB."""
    return ReleasedAnswer(
        question_id=question_id, markdown=markdown, html=render(markdown),
        attachments=tuple(files),
    )


def as_bytes(value: Closed) -> bytes:
    """The bytes that are approved, released and carried: canonical JSON, always the same."""
    return canonical(value.model_dump(mode="json")).encode()


def digest(value: Closed) -> str:
    """SHA-256 over the bytes, 64 hexadecimal digits."""
    return hashlib.sha256(as_bytes(value)).hexdigest()


def short(package_hash: str) -> str:
    """The form in which a hash is shown: enough of it to compare two by eye."""
    return package_hash[:_HASH_SHOWN]
