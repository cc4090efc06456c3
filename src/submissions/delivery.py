"""The courier: carries frozen packages into the release store and knows nothing else.

It reads what has been released, never a request, a review or a company. Stopped at any moment it
begins again where it was: a letter that has arrived is not carried twice, and one that has not
arrived still waits.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from foundation.clock import Clock
from foundation.database import Database
from submissions import models
from submissions.attachments.models import FrozenFile
from submissions.gateway.outbox import File, Outbox
from submissions.release_store import (
    AnswerFile,
    Item,
    ItemFile,
    Letter,
    LetterFile,
    Point,
    Question,
    make_findable,
)

# The package itself goes over the gateway, so that the same as a file would be sent twice.
OF_THE_PACKAGE = "application/json"
Carried = TypeVar("Carried", models.Letter, models.Question)


def deliver_pending(
    main: Database, release: Database, clock: Clock, outbox: Outbox | None = None
) -> int:
    """Carry every released letter and answer that has not arrived; answers how many arrived. With
    an outbox each is put there, too, in the transaction that marks it as arrived.

    What left together arrives together, in one transaction and in the order of random ids: the
    ministry can't see one of a batch before another.
    """
    letters, answers = _waiting_letters(main), _waiting_answers(main)
    if not letters and not answers:
        return 0
    files = {letter_id: _files(main, letter_id) for letter_id, _ in letters}
    attached = {letter_id: _attached(main, package) for letter_id, package in letters}
    answering = {one.id: _attached(main, one.answer) for one in answers}
    with release.writing() as db:
        for letter_id, package in letters:
            carry(db, package, files[letter_id], attached[letter_id])
        for answered in answers:
            _carry_answer(db, answered, answering[answered.id])
    for letter_id, package in letters:
        travelling = _over_the_gateway(package, attached[letter_id], files[letter_id])
        _mark(main, models.Letter, letter_id, clock, outbox, package, travelling)
    for answered in answers:
        travelling = _over_the_gateway(answered.answer, answering[answered.id])
        _mark(main, models.Question, answered.id, clock, outbox, answered.answer, travelling)
    return len(letters) + len(answers)


def carry(
    db: Session, package: Mapping[str, Any], files: Iterable[models.LetterFile] = (),
    attached: Mapping[str, bytes] | None = None,
) -> None:
    """Write a letter, its files and those of its items (bytes by their SHA-256) into the release
    store, unless it is there already. Raises ValueError for bytes that are not those frozen."""
    if db.get(Letter, package["id"]) is None:
        for rows in _rows(package, attached or {}):
            db.add_all(rows)
            db.flush()
            for row in rows:
                if isinstance(row, Item):
                    make_findable(db, row, package["number"])
        db.add_all(LetterFile.model_validate(file.model_dump()) for file in files)


def _carry_answer(
    db: Session, answered: models.Question, attached: Mapping[str, bytes]
) -> None:
    question = db.get(Question, answered.id)
    if question is not None and question.answered_day is None:
        question.answer = answered.answer["markdown"]
        question.answer_html = answered.answer["html"]
        question.answered_day = answered.answered_day
        db.add(question)
        db.add_all(
            AnswerFile(question_id=owner, **_file_columns(place, file, attached))
            for owner, place, file in _files_named(answered.answer)
        )


def _waiting_letters(main: Database) -> list[tuple[str, Any]]:
    with main.reading() as db:
        query = (
            select(models.Letter.id, models.Letter.package)
            .where(col(models.Letter.delivered_at).is_(None))
            .order_by(models.Letter.id)
        )
        return [(letter_id, package) for letter_id, package in db.exec(query).all()]


def _files(main: Database, letter_id: str) -> list[models.LetterFile]:
    with main.reading() as db:
        table = models.LetterFile
        query = select(table).where(table.letter_id == letter_id).order_by(table.name)
        return list(db.exec(query).all())


@dataclass(frozen=True)
class _Attached:
    """A file that goes along, by the name it has there."""

    name: str
    sha256: str
    content: bytes


def _files_named(package: Mapping[str, Any]) -> list[tuple[str, int, Mapping[str, Any]]]:
    """The files that the items of a letter name, or an answer: each with the id of what it goes
    with and its place there."""
    if "items" in package:
        owners = [(placed["id"], placed["item"]) for placed in package["items"]]
    else:
        owners = [(package["question_id"], package)]
    return [
        (owner, place, file)
        for owner, value in owners for place, file in enumerate(value.get("attachments", ()), 1)
    ]


def _over_the_gateway(
    package: Mapping[str, Any], attached: Mapping[str, bytes],
    files: Iterable[models.LetterFile] = (),
) -> list[tuple[str, File]]:
    """The files that travel with a package, each with the id of what it belongs to: the letter, an
    item of it, or the question."""
    found: list[tuple[str, File]] = [
        (file.letter_id, file) for file in files if file.media_type != OF_THE_PACKAGE
    ]
    for owner, _, file in _files_named(package):
        content = attached[file["sha256"]]
        found.append((owner, _Attached(file["name"], file["sha256"], content)))
    return found


def _attached(main: Database, package: Mapping[str, Any]) -> dict[str, bytes]:
    """The bytes of the files that a package names."""
    wanted = {file["sha256"] for _, _, file in _files_named(package)}
    if not wanted:
        return {}
    with main.reading() as db:
        rows = db.exec(select(FrozenFile).where(col(FrozenFile.sha256).in_(wanted))).all()
        return {row.sha256: row.content for row in rows}


def _waiting_answers(main: Database) -> list[models.Question]:
    table = models.Question
    with main.reading() as db:
        query = (
            select(table)
            .where(col(table.answered_day).is_not(None), col(table.delivered_at).is_(None))
            .order_by(table.id)
        )
        return list(db.exec(query).all())


def _mark(
    main: Database, table: type[Carried], key: str, clock: Clock, outbox: Outbox | None,
    package: Mapping[str, Any], files: Iterable[tuple[str, File]] = (),
) -> None:  # fmt: skip
    with main.writing() as db:
        row = db.get_one(table, key)
        if row.delivered_at is not None:
            return
        row.delivered_at = clock.now()
        db.add(row)
        if outbox is not None:
            kind = "letter" if isinstance(row, models.Letter) else "answer"
            outbox.put(db, kind, key, package)
            for owner, file in files:
                outbox.put_file(db, owner, package.get("number", ""), file)


def _rows(package: Mapping[str, Any], attached: Mapping[str, bytes]) -> list[list[Any]]:
    """The rows of a letter, table after table."""
    letter = Letter.model_validate(
        {name: package[name] for name in Letter.model_fields if name in package}
    )
    items = package["items"]
    return [
        [letter],
        sorted((_item(letter.id, placed) for placed in items), key=lambda item: item.id),
        sorted(
            (
                Point(id=point_id, item_id=placed["id"], number=number, text=text)
                for placed in items
                for number, (point_id, text) in enumerate(
                    zip(placed["point_ids"], placed["item"]["points"], strict=True), 1
                )
            ),
            key=lambda point: point.id,
        ),
        sorted(
            (
                ItemFile(item_id=owner, **_file_columns(place, file, attached))
                for owner, place, file in _files_named(package)
            ),
            key=lambda file: (file.item_id, file.place),
        ),
    ]


def _file_columns(
    place: int, file: Mapping[str, Any], attached: Mapping[str, bytes]
) -> dict[str, Any]:
    content = attached.get(file["sha256"], b"")
    if hashlib.sha256(content).hexdigest() != file["sha256"]:
        raise ValueError(f"the bytes of a frozen file are not there: {file['sha256']}")
    return {"place": place, "content": content, **file}


def _item(letter_id: str, placed: Mapping[str, Any]) -> Item:
    item = placed["item"]
    return Item(
        id=placed["id"],
        letter_id=letter_id,
        place=placed["place"],
        committee_ja=item["committee_ja"],
        committee_en=item["committee_en"],
        kind=item["kind"],
        novelty=item["novelty"],
        title_ja=item["title_ja"],
        title_en=item["title_en"],
        asked_by=item["asked_by"],
        legal_references=item["legal_references"],
        sections={section["name"]: section["markdown"] for section in item["sections"]},
        html={section["name"]: section["html"] for section in item["sections"]},
        minority=item["minority"],
        support=dict(item["support"]),
        commitment=placed.get("commitment", ""),
    )
