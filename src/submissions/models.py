"""Facts about a request's way out: review, findings, consent, release, letters, questions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, LargeBinary, String, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from foundation.columns import Json, UtcDateTime


def _moment(**more: Any) -> Any:
    return Field(sa_type=UtcDateTime, **more)


class Review(SQLModel, table=True):
    """One text on its way to METI: an approved request, or an answer to METI's question.

    `original` and `released` map field to text. When the review is finished `package` is frozen
    and `package_hash` is SHA-256 over exactly its bytes: those METI would get. Consent and release
    name that hash, so a change afterwards voids both. `plain`: the released texts are put into the
    body's plain form; `style`: what the test of style last told, see `reviews.style`.
    `commitment`: of authorship, see `submissions.receipts`; nobody here has its nonce.
    `received_day` and `study_day`: of the ministry's acknowledgement, and since when it studies.
    `files` are ids of the attachments that were searched.
    """

    __tablename__ = "review"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    question_id: str | None = Field(default=None, foreign_key="question.id")
    version: int
    state: str = Field(index=True)
    original: Any = Field(sa_type=Json)
    released: Any = Field(sa_type=Json)
    files: Any = Field(
        default_factory=list, sa_type=Json, sa_column_kwargs={"server_default": "[]"}
    )
    package: Any = Field(default=None, sa_type=Json, nullable=True)
    package_hash: str = ""
    directory_version: str = ""
    plain: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    style: Any = Field(default=None, sa_type=Json, nullable=True)
    return_reason: str = ""
    reviewer_id: str | None = Field(default=None, foreign_key="person.id")
    reviewed_at: datetime | None = _moment(default=None, nullable=True)
    consent_by_id: str | None = Field(default=None, foreign_key="person.id")
    consent_hash: str = ""
    consented_at: datetime | None = _moment(default=None, nullable=True)
    commitment: str = Field(default="", sa_column_kwargs={"server_default": ""})
    # Named, since it came later than its table: SQLite's migrations can't add one without.
    departure_id: str | None = Field(
        default=None,
        sa_column=Column(
            String, ForeignKey("departure.id", name="review_departure_id_fkey"), index=True
        ),
    )
    letter_id: str | None = Field(default=None, foreign_key="letter.id", index=True)
    item_id: str | None = Field(default=None, unique=True)
    received_day: date | None = None
    study_day: date | None = None
    created_at: datetime = _moment()


class ReviewFinding(SQLModel, table=True):
    """A place in the text that could tell who asked, and what the officer decided of it.

    `proposal` is what the search proposes: "accept" the replacement, "replace" by own words, or
    "keep" where the company asks under its own name.
    """

    __tablename__ = "review_finding"

    id: str = Field(primary_key=True)
    review_id: str = Field(foreign_key="review.id", index=True)
    field: str
    start: int
    end: int
    text: str
    kind: str
    source: str
    certainty: str
    reason: str
    member_id: str | None = None
    replacement: str
    proposal: str = "accept"
    decision: str = ""
    decision_reason: str = ""
    decided_by_id: str | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = _moment(default=None, nullable=True)


class Letter(SQLModel, table=True):
    """A released letter: `package` is the frozen value that goes to the release store."""

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("fiscal_year", "serial"),)

    id: str = Field(primary_key=True)
    number: str = Field(unique=True)
    fiscal_year: int
    serial: int
    title_ja: str
    title_en: str = ""
    addressee: str
    released_day: date
    released_by_id: str = Field(foreign_key="person.id")
    override_reason: str = ""
    package: Any = Field(sa_type=Json)
    package_hash: str
    delivered_at: datetime | None = _moment(default=None, nullable=True)
    created_at: datetime = _moment()


class LetterFile(SQLModel, table=True):
    """A released letter as a file, frozen with it and carried along; see
    `release_store.LetterFile`."""

    __tablename__ = "letter_file"

    letter_id: str = Field(primary_key=True, foreign_key="letter.id")
    name: str = Field(primary_key=True)
    media_type: str
    size: int
    sha256: str
    content: bytes = Field(sa_type=LargeBinary)


class Question(SQLModel, table=True):
    """METI asks back; to whom it goes only our side knows. `files` are ids of the attachments that
    go with the answer as it is being written; `answer` is the frozen package of the released one.
    """

    __tablename__ = "question"

    id: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    text: str
    asked_day: date
    files: Any = Field(
        default_factory=list, sa_type=Json, sa_column_kwargs={"server_default": "[]"}
    )
    answer: Any = Field(default=None, sa_type=Json, nullable=True)
    answered_day: date | None = None
    delivered_at: datetime | None = _moment(default=None, nullable=True)
