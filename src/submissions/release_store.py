"""The release store: all that METI's side ever has. A database of its own.

Written by `submissions.release` and `submissions.delivery` (letters, answers) and by METI's desk
(replies, questions, its own accounts). Of our side it holds closed values only: random ids, the day
of release, no other time, no order but that of the random ids. There is nothing in it from which a
company could be told, because nothing that knows a company is ever copied here.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, MetaData, false, true
from sqlalchemy.orm import registry
from sqlmodel import Field, Session, SQLModel, col, select

from foundation.attempts import AttemptColumns
from foundation.columns import Json, UtcDateTime
from foundation.gram_index import GramIndex, folded, words
from foundation.journal import JournalColumns
from foundation.markdown import plain
from foundation.once import OnceColumns
from foundation.sessions import SessionColumns

SCHEMA = "release"
ROLE = "goi_desk"

metadata = MetaData()
_registry = registry(metadata=metadata)
_BY_RANDOM_KEY = {"sqlite_with_rowid": False}
_NONE = {"server_default": "[]"}
# In SQLite this name alone makes a key the place of the row itself.
_PLACE = BigInteger().with_variant(Integer, "sqlite")

# Names of the sections of a request, in the order a letter has them.
SECTIONS = (
    "present_state", "problem", "request", "reason", "burden", "effectiveness", "effect",
    "comparison", "evidence",
)  # fmt: skip


class Released(SQLModel, registry=_registry):
    """Base of the release store's tables."""

    metadata = metadata


class Letter(Released, table=True):
    """A letter as METI reads it. `kind` is comprehensive, item or repeat; `addressee` and `sender`
    have a line for each office or name; `copies` and `attachments` are lists of lines."""

    __tablename__ = "letter"
    __table_args__ = _BY_RANDOM_KEY

    id: str = Field(primary_key=True)
    number: str = Field(unique=True)
    title_ja: str
    title_en: str = ""
    addressee: str
    sender: str
    released_day: date
    kind: str = Field(default="item", sa_column_kwargs={"server_default": "item"})
    copies: Any = Field(default_factory=list, sa_type=Json, sa_column_kwargs=_NONE)
    attachments: Any = Field(default_factory=list, sa_type=Json, sa_column_kwargs=_NONE)


class LetterFile(Released, table=True):
    """A letter as a file, frozen with it: letter-ja.pdf, letter-ja.docx, letter.json … `sha256` is
    the hash of `content` in hexadecimal, `size` its bytes."""

    __tablename__ = "letter_file"
    __table_args__ = _BY_RANDOM_KEY

    letter_id: str = Field(primary_key=True, foreign_key="letter.id")
    name: str = Field(primary_key=True)
    media_type: str
    size: int
    sha256: str
    content: bytes = Field(sa_type=LargeBinary)


class Item(Released, table=True):
    """One request in a letter. `sections` maps section name to Markdown, `html` to its HTML;
    `minority` holds minority opinions, each {text, holder}, the holder empty where it chose not to
    be named; `support` says how consensus was formed: "outcome" (unanimous, rough, carried) and,
    where none of them is small, numbers of companies by position or vote; `commitment` is that of
    its author's receipt, by which nobody but the author can ever prove anything."""

    __tablename__ = "item"
    __table_args__ = _BY_RANDOM_KEY

    id: str = Field(primary_key=True)
    letter_id: str = Field(foreign_key="letter.id", index=True)
    place: int
    committee_ja: str
    committee_en: str
    kind: str
    novelty: str
    title_ja: str
    title_en: str = ""
    asked_by: str = ""
    legal_references: Any = Field(sa_type=Json)
    sections: Any = Field(sa_type=Json)
    html: Any = Field(sa_type=Json)
    minority: Any = Field(sa_type=Json)
    support: Any = Field(sa_type=Json)
    commitment: str = Field(default="", sa_column_kwargs={"server_default": ""})


class FileColumns(SQLModel):
    """A file that goes along: its place in the list, and its title. `sha256` is the hash of
    `content` in hexadecimal, `size` its bytes."""

    place: int
    title: str
    media_type: str
    size: int
    sha256: str
    content: bytes = Field(sa_type=LargeBinary)


class ItemFile(FileColumns, Released, table=True):
    """A file that goes with a request, attachment-1.pdf by its place."""

    __tablename__ = "item_file"
    __table_args__ = _BY_RANDOM_KEY

    item_id: str = Field(primary_key=True, foreign_key="item.id")
    name: str = Field(primary_key=True)


class ItemText(Released, table=True):
    """All the words of an item, as they are looked for. Its `place` in the index follows from its
    id, so that it tells no order in which items came."""

    __tablename__ = "item_text"

    place: int = Field(
        primary_key=True, sa_type=_PLACE, sa_column_kwargs={"autoincrement": False}
    )  # type: ignore[call-overload]
    item_id: str = Field(foreign_key="item.id", unique=True)
    folded: str


ITEM_INDEX = GramIndex("item_grams", "item_text", "item_id")
ITEM_INDEX.stands_with(ItemText.__table__)  # type: ignore[attr-defined]
MOST_WORDS = 8


class Point(Released, table=True):
    """A numbered point of an item; METI answers point by point."""

    __tablename__ = "point"
    __table_args__ = _BY_RANDOM_KEY

    id: str = Field(primary_key=True)
    item_id: str = Field(foreign_key="item.id", index=True)
    number: int
    text: str


class Reply(Released, table=True):
    """METI's answer to a point. A new answer is a new row; the highest `revision` stands.
    `measure_day` is when something is to be done, in words; `effective_day` the day on which it is
    in force, `provision` what is amended by it."""

    __tablename__ = "reply"
    __table_args__ = _BY_RANDOM_KEY

    id: str = Field(primary_key=True)
    point_id: str = Field(foreign_key="point.id", index=True)
    revision: int
    outcome: str
    text: str
    reason: str = ""
    measure: str = ""
    measure_day: str = ""
    effective_day: date | None = None
    provision: str = Field(default="", sa_column_kwargs={"server_default": ""})
    replied_day: date
    official_id: str = Field(foreign_key="official.id")


class Progress(Released, table=True):
    """Where an item is at the ministry before it is answered: the day on which its receipt was
    acknowledged, and that on which it was taken under study. The members' side collects both."""

    __tablename__ = "progress"
    __table_args__ = _BY_RANDOM_KEY

    item_id: str = Field(primary_key=True, foreign_key="item.id")
    received_day: date | None = None
    study_day: date | None = None


class Question(Released, table=True):
    """METI asks back on an item; the answer comes the same way as the item did."""

    __tablename__ = "question"
    __table_args__ = _BY_RANDOM_KEY

    id: str = Field(primary_key=True)
    item_id: str = Field(foreign_key="item.id", index=True)
    text: str
    asked_day: date
    official_id: str = Field(foreign_key="official.id")
    answer: str = ""
    answer_html: str = ""
    answered_day: date | None = None


class AnswerFile(FileColumns, Released, table=True):
    """A file that goes with the answer to a question, attachment-1.pdf by its place."""

    __tablename__ = "answer_file"
    __table_args__ = _BY_RANDOM_KEY

    question_id: str = Field(primary_key=True, foreign_key="question.id")
    name: str = Field(primary_key=True)


class Section(Released, table=True):
    """A section of the ministry; requests are handed to one."""

    __tablename__ = "section"
    __table_args__ = _BY_RANDOM_KEY

    id: str = Field(primary_key=True)
    name_ja: str
    name_en: str = ""
    active: bool = True


class Official(Released, table=True):
    """A METI account at the desk. `issuer` and `subject` name the person at the ministry's own
    sign-in; `setup_hash` finds a link with which a password can be set until `setup_until`;
    `feed_hash` the address of the person's feed."""

    __tablename__ = "official"
    __table_args__ = (
        Index("ix_official_subject", "issuer", "subject", unique=True), _BY_RANDOM_KEY,
    )

    id: str = Field(primary_key=True)
    name_ja: str
    name_en: str
    title_ja: str = ""
    title_en: str = ""
    email: str = Field(unique=True)
    locale: str = "ja"
    password_hash: str | None = None
    active: bool = True
    administrator: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    section_id: str | None = Field(default=None, foreign_key="section.id")
    digest: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    issuer: str | None = None
    subject: str | None = None
    setup_hash: str | None = Field(default=None, index=True, unique=True)
    setup_until: datetime | None = Field(default=None, sa_type=UtcDateTime)  # type: ignore[call-overload]
    feed_hash: str | None = Field(default=None, index=True, unique=True)


class DeskSession(SessionColumns, Released, table=True):
    """A session at the desk."""

    __tablename__ = "desk_session"


class DeskAttempt(AttemptColumns, Released, table=True):
    """A try to sign in at the desk."""

    __tablename__ = "desk_attempt"


class DeskOnceKey(OnceColumns, Released, table=True):
    """Idempotency keys of the desk."""

    __tablename__ = "once_key"


class DeskJournal(JournalColumns, Released, table=True):
    """What officials did at the desk."""

    __tablename__ = "journal"


def make_findable(db: Session, item: Item, number: str) -> None:
    """Index an item of the letter of this number; it stands in the store already."""
    told = [item.title_ja, item.title_en, number, *item.legal_references,
            *(plain(text) for text in item.sections.values())]  # fmt: skip
    digest = hashlib.sha256(item.id.encode()).digest()
    row = ItemText(
        item_id=item.id, place=int.from_bytes(digest[:8]) >> 1, folded=folded(told)
    )
    db.add(row)
    db.flush()
    ITEM_INDEX.put(db.connection(), row.place, row.folded)


def items_saying(db: Session, query: str) -> set[str] | None:
    """The items that have every word of the query in title, number of the letter, provisions or
    text; None where it is empty. Without a letter, digit or kanji nothing says it."""
    if not query.strip():
        return None
    wanted = words(query, MOST_WORDS)
    return ITEM_INDEX.holding(db, wanted) if wanted else set()


@dataclass(frozen=True)
class FileLine:
    """A file of a letter without its bytes, for a list."""

    name: str
    media_type: str
    size: int
    sha256: str


def letter_files(db: Session, letter_id: str) -> Sequence[FileLine]:
    """The files of a letter by name; none where it left before letters had files."""
    table = LetterFile
    rows = db.exec(
        select(table.name, table.media_type, table.size, table.sha256)
        .where(table.letter_id == letter_id)
        .order_by(col(table.name))
    ).all()
    return [FileLine(*row) for row in rows]


def letter_file(db: Session, letter_id: str, name: str) -> LetterFile | None:
    """A file with its bytes, None where the letter has none of this name."""
    return db.get(LetterFile, (letter_id, name))


@dataclass(frozen=True)
class TitledFileLine(FileLine):
    """A file of a request or an answer without its bytes."""

    title: str


def item_files(db: Session, item_id: str) -> Sequence[TitledFileLine]:
    """The files of a request in their order."""
    return _lines(db, ItemFile, ItemFile.item_id == item_id)


def item_file(db: Session, item_id: str, name: str) -> ItemFile | None:
    """A file with its bytes, None where the request has none of this name."""
    return db.get(ItemFile, (item_id, name))


def answer_files(db: Session, question_id: str) -> Sequence[TitledFileLine]:
    """The files of an answer in their order."""
    return _lines(db, AnswerFile, AnswerFile.question_id == question_id)


def answer_file(db: Session, question_id: str, name: str) -> AnswerFile | None:
    """A file with its bytes, None where the answer has none of this name."""
    return db.get(AnswerFile, (question_id, name))


def _lines(
    db: Session, table: type[ItemFile] | type[AnswerFile], owned: Any
) -> Sequence[TitledFileLine]:
    rows = db.exec(
        select(  # type: ignore[call-overload]
            table.name, table.media_type, table.size, table.sha256, table.title
        )
        .where(owned)
        .order_by(col(table.place))
    ).all()
    return [TitledFileLine(*row) for row in rows]
