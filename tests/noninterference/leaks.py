"""Leaks, planted on purpose, to see that the comparison catches them.

Each is a patch of one of the product's functions, laid on by the test alone. The product has no
switch for them: a switch that lets names out must not exist, not even for a test. `rows` are the
lines of the leak table (docs/leaks.md) that it plays; `where` says whether it shows in what METI's
side is made of (the store, the frozen packages, the mails, the time of arrival), in the dialogue
afterwards, or on the desk's pages alone.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from foundation.actor import Kind
from foundation.columns import canonical
from foundation.errors import NotFound, Refused
from identity.models import Company, Person
from ministry import queries as desk
from notifications.outbox import tell
from proposals import authorship
from proposals.models import Authorship, Request, Version
from submissions import preview, receipts
from submissions.attachments import making
from submissions.consent import actions as consenting
from submissions.departures import leaving
from submissions.departures.models import Departure
from submissions.letters import actions, releasing
from submissions.models import Question, Review
from submissions.package import ReleasedItem
from submissions.reviews import actions as reviewing

Drawn = list[tuple[str, Review]]
Plant = Callable[[pytest.MonkeyPatch], None]
Change = Callable[[Any, Review], dict[str, Any]]
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"

STORE, DIALOGUE, FILES, PAGES = "store", "dialogue", "files", "pages"
ANSWER_FILES = "files of answers"


@dataclass(frozen=True)
class Leak:
    """What leaks, which rows of the table it plays, how it is planted, where it shows."""

    what: str
    rows: tuple[int, ...]
    plant: Plant
    where: str = STORE


# --- in what is said of an item -----------------------------------------------------------------


def _said(rows: tuple[int, ...], what: str, change: Change) -> Leak:
    """Change what the letter says of each item that stands in it, past the last look, which would
    find a name."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        make = actions.build
        patch.setattr(actions, "check_letter", lambda *_: None)
        patch.setattr(releasing, "check_letter", lambda *_: None)
        patch.setattr(actions, "check_files", lambda *_: None)
        patch.setattr(leaving, "check_files", lambda *_: None)

        def letter(work: Any, drawn: Drawn, head: Any) -> Any:
            made, serial = make(work, drawn, head)
            items = tuple(
                placed.model_copy(
                    update={"item": placed.item.model_copy(update=change(work, row))}
                )
                for placed, (_, row) in zip(made.items, drawn, strict=True)
            )
            return made.model_copy(update={"items": items}), serial

        patch.setattr(actions, "build", letter)

    return Leak(what, rows, plant)


def _item(row: Review) -> ReleasedItem:
    return ReleasedItem.model_validate(row.package)


def _own_words(work: Any, row: Review) -> dict[str, Any]:
    return {"title_ja": row.original["title_ja"]}


def _edits(work: Any, row: Review) -> dict[str, Any]:
    return {"title_en": f"{_item(row).title_en} v{_request(work, row).latest}"}


def _written(work: Any, row: Review) -> dict[str, Any]:
    return {"title_en": f"{_item(row).title_en} {_request(work, row).created_at:%m-%dT%H:%M}"}


def _changed_last(work: Any, row: Review) -> dict[str, Any]:
    return {"title_en": f"{_item(row).title_en} {row.reviewed_at:%H:%M}"}


def _length(work: Any, row: Review) -> dict[str, Any]:
    return {"title_ja": _item(row).title_ja.replace("A社", "■" * len(_asker(work, row).short_ja))}


def _padding(work: Any, row: Review) -> dict[str, Any]:
    return {"title_en": _item(row).title_en + " " * len(_asker(work, row).name_en)}


def _hash_of_original(work: Any, row: Review) -> dict[str, Any]:
    return {"title_en": hashlib.sha256(repr(sorted(row.original.items())).encode()).hexdigest()}


def _sector(work: Any, row: Review) -> dict[str, Any]:
    return {"committee_ja": f"{_item(row).committee_ja}（{_asker(work, row).sector_id}）"}


def _staff(work: Any, row: Review) -> dict[str, Any]:
    people = work.db.exec(select(Person).where(Person.company_id == _asker(work, row).id)).all()
    return {"support": (("support", len(people)),)}


def _locale(work: Any, row: Review) -> dict[str, Any]:
    return {"title_en": f"{_item(row).title_en} [{_writer(work, row).locale}]"}


def _pseudonym(work: Any, row: Review) -> dict[str, Any]:
    lasting = f"会員{_number(_asker(work, row).corporate_number) % 491}"
    return {"title_ja": _item(row).title_ja.replace("A社", lasting)}


def _file_name(work: Any, row: Review) -> dict[str, Any]:
    mark = _asker(work, row).name_en[:2].lower()
    return {"title_en": f"{_item(row).title_en} ({mark}-01)"}


def _holder(work: Any, row: Review) -> dict[str, Any]:
    return {"asked_by": _asker(work, row).name_ja}


def _references(work: Any, row: Review) -> dict[str, Any]:
    found = ["輸出令第1条", "外為法第48条"]
    turned = _asker(work, row).reading > "て"
    return {"legal_references": tuple(reversed(found) if turned else found)}


# --- in ids, order and numbers ------------------------------------------------------------------


def _sorted_by_company(patch: pytest.MonkeyPatch) -> None:
    """Items stand in the letter in the order of their companies' readings."""
    compose = actions.compose

    def composed(work: Any, rows: Any, head: Any) -> Any:
        by_reading = sorted(rows, key=lambda row: _asker(work, row).reading)
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(actions, "ordered", lambda *_: by_reading)
            return compose(work, rows, head)

    patch.setattr(actions, "compose", composed)


def _item_ids(patch: pytest.MonkeyPatch) -> None:
    _before_the_letter(
        patch,
        lambda work, drawn: [
            (_hashed(f"{_asker(work, row).corporate_number}/{row.id}"), row) for _, row in drawn
        ],
    )


def _point_ids(patch: pytest.MonkeyPatch) -> None:
    make = actions.build

    def letter(work: Any, drawn: Drawn, head: Any) -> Any:
        made, serial = make(work, drawn, head)
        items = tuple(
            placed.model_copy(
                update={
                    "point_ids": tuple(
                        _hashed(f"{_asker(work, row).id}{_asker(work, row).reading}{n}")
                        for n, _ in enumerate(placed.point_ids)
                    )
                }
            )
            for placed, (_, row) in zip(made.items, drawn, strict=True)
        )
        return made.model_copy(update={"items": items}), serial

    patch.setattr(actions, "build", letter)


def _serial(patch: pytest.MonkeyPatch) -> None:
    """The letter's number counts the versions that were written."""
    make = actions.build

    def letter(work: Any, drawn: Drawn, head: Any) -> Any:
        made, serial = make(work, drawn, head)
        written = len(work.db.exec(select(Version.id)).all())
        return made.model_copy(update={"number": f"第{written}号"}), serial

    patch.setattr(actions, "build", letter)


def _guessable_commitment(patch: pytest.MonkeyPatch) -> None:
    """The nonce of a receipt is the company's number: whoever has the list tries it out."""

    def draw(chance: Any, text: Any, text_hash: str) -> receipts.Receipt:
        nonce = hashlib.sha256(_current["number"].encode()).digest()
        return receipts.Receipt(
            text, text_hash, nonce.hex(), receipts.commitment(text_hash, nonce)
        )

    _current: dict[str, str] = {}
    consent = consenting.consent

    def consented(work: Any, row: Review, package_hash: str) -> Any:
        _current["number"] = _asker(work, row).corporate_number or ""
        return consent(work, row, package_hash)

    patch.setattr(consenting, "draw", draw)
    patch.setattr(consenting, "consent", consented)


# --- in time ------------------------------------------------------------------------------------


def _at_once(patch: pytest.MonkeyPatch) -> None:
    """What is released by a company late in the alphabet does not wait."""
    join = actions.join

    def joined(work: Any, rows: Any, *more: Any, **named: Any) -> Departure:
        listed = list(rows)
        departure = join(work, listed, *more, **named)
        if any(_asker(work, row).reading > "わ" for row in listed):
            departure.leaves_at = work.now
        work.db.add(departure)
        return departure

    patch.setattr(actions, "join", joined)


def _day_of_consent(patch: pytest.MonkeyPatch) -> None:
    """The letter is dated by the day of the last consent."""
    make = actions.build

    def letter(work: Any, drawn: Drawn, head: Any) -> Any:
        made, serial = make(work, drawn, head)
        last = max(row.consented_at for _, row in drawn if row.consented_at)
        return made.model_copy(update={"released_day": last.date()}), serial

    patch.setattr(actions, "build", letter)


def _answers_at_once(patch: pytest.MonkeyPatch) -> None:
    """An answer leaves when it is released, not with others at a fixed time."""
    join = actions.join

    def joined(work: Any, rows: Any, *more: Any, **named: Any) -> Departure:
        departure = join(work, rows, *more, **named)
        if departure.head is None:
            departure.leaves_at = work.now
        work.db.add(departure)
        return departure

    patch.setattr(actions, "join", joined)


def _answer_dated(patch: pytest.MonkeyPatch) -> None:
    """An answer is dated by the day it was written."""
    leave = actions.answer_leaves

    def leaves(work: Any, row: Review) -> None:
        leave(work, row)
        question = work.db.get_one(Question, row.question_id)
        question.answered_day = (row.created_at + timedelta(hours=9)).date()
        work.db.add(question)

    patch.setattr(actions, "answer_leaves", leaves)


# --- around the letter --------------------------------------------------------------------------


def _answer_unread(patch: pytest.MonkeyPatch) -> None:
    """The answer goes out as the company wrote it."""
    finish = reviewing.finish

    def finished(work: Any, row: Review) -> None:
        finish(work, row)
        if row.question_id:
            row.package = row.package | {"markdown": row.original["answer"]}
            row.package_hash = hashlib.sha256(canonical(row.package).encode()).hexdigest()
            work.db.add(row)

    patch.setattr(reviewing, "finish", finished)
    patch.setattr(actions, "check_answer", lambda work, row: None)
    patch.setattr(releasing, "check_answer", lambda work, row: None)


def _mail_to_meti(patch: pytest.MonkeyPatch) -> None:
    """The mail about the letter, which the ministry's attendees get too, names who asks."""

    def tell_of_letter(work: Any, letter: Any, requests: Any) -> None:
        names = [
            work.db.get_one(Company, authorship.company_for_machine(work.db, one.id)).short_ja
            for one in requests
        ]
        told = "、".join(names)
        tell(work, members(work), "mail.letter_released", f"/submissions/{letter.id}", number=told)

    def members(work: Any) -> list[str]:
        return list(work.db.exec(select(Person.id).where(Person.kind == Kind.METI)).all())

    patch.setattr(actions.news, "tell_of_letter", tell_of_letter)


# --- on the desk's pages, out of a memory that both sides share ----------------------------------


def _error(patch: pytest.MonkeyPatch) -> None:
    """The refusal of an answer to a point that is not there says whose item it is."""
    askers = _askers_by_item(patch)
    found = desk.point

    def point(work: Any, item_id: str, point_id: str) -> Any:
        try:
            return found(work, item_id, point_id)
        except NotFound:
            if item_id in askers:
                raise Refused("problem.field_twice", field=askers[item_id]) from None
            raise

    patch.setattr(desk, "point", point)


# --- in the files that go along -------------------------------------------------------------------


def _unsearched(patch: pytest.MonkeyPatch) -> None:
    """Without the last look over the bytes, which would find a name."""
    patch.setattr(preview, "file_residue", lambda *_: [])
    patch.setattr(reviewing, "files_tell", lambda *_: False)
    patch.setattr(releasing, "files_tell", lambda *_: False)


def _file_as_shown(patch: pytest.MonkeyPatch) -> None:
    """The file as fellow members see it: nothing hidden, but every word of the company."""
    _unsearched(patch)
    anew = making.made_anew
    patch.setattr(making, "made_anew", lambda parsed, texts, shown: anew(parsed, None, shown))


def _answers_file_as_shown(patch: pytest.MonkeyPatch) -> None:
    """The same of a file that goes with an answer alone."""
    _unsearched(patch)
    anew, files = making.made_anew, making.queries.files
    answers: list[bool] = []

    def remembered(db: Any, row: Review) -> Any:
        answers[:] = [row.question_id is not None]
        return files(db, row)

    def made(parsed: Any, texts: Any, shown: Any) -> bytes:
        data: bytes = anew(parsed, None if answers == [True] else texts, shown)
        return data

    patch.setattr(making.queries, "files", remembered)
    patch.setattr(making, "made_anew", made)


def _file_named_by_its_title(patch: pytest.MonkeyPatch) -> None:
    """Not by the title itself, in which the last look would find the name."""
    make, files = making._named, making.queries.files
    titles: dict[int, str] = {}

    def remembered(db: Any, row: Review) -> Any:
        found = files(db, row)
        titles.update({place: one.title for place, one in enumerate(found, 1)})
        return found

    def named(one: Any, number: int) -> Any:
        made = make(one, number)
        called = {"name": f"{_hashed(titles[one.place])}.docx"}
        return replace(made, file=made.file.model_copy(update=called))

    patch.setattr(making.queries, "files", remembered)
    patch.setattr(making, "_named", named)
    _unsearched(patch)


def _author_in_the_file(patch: pytest.MonkeyPatch) -> None:
    """The company as the author, as an office program would put it."""
    anew, files = making.made_anew, making.queries.files
    company = []

    def remembered(db: Any, row: Review) -> Any:
        request = db.get_one(Request, row.request_id)
        name = authorship.company_for_machine(db, request.id)
        company[:] = [db.get_one(Company, name).name_en]
        return files(db, row)

    def made(parsed: Any, texts: Any, shown: Any) -> bytes:
        data: bytes = anew(parsed, texts, shown)
        return data + company[0].encode() if parsed.kind == "docx" else data

    patch.setattr(making.queries, "files", remembered)
    patch.setattr(making, "made_anew", made)
    _unsearched(patch)


# --- what they share ------------------------------------------------------------------------------


def _request(work: Any, row: Review) -> Request:
    found: Request = work.db.get_one(Request, row.request_id)
    return found


def _asker(work: Any, row: Review) -> Company:
    found: Company = work.db.get_one(
        Company, authorship.company_for_machine(work.db, row.request_id)
    )
    return found


def _writer(work: Any, row: Review) -> Person:
    wrote = select(Authorship.person_id).where(Authorship.request_id == row.request_id)
    found: Person = work.db.get_one(Person, work.db.exec(wrote).first())
    return found


def _number(text: str | None) -> int:
    return int(hashlib.sha256((text or "").encode()).hexdigest(), 16)


def _hashed(text: str) -> str:
    return "".join(_BASE32[byte % 32] for byte in hashlib.sha256(text.encode()).digest()[:16])


def _before_the_letter(
    patch: pytest.MonkeyPatch, change: Callable[[Any, Drawn], Drawn]
) -> None:
    """Change which item gets which id."""
    make = actions.build

    def letter(work: Any, drawn: Drawn, head: Any) -> Any:
        drawn[:] = change(work, drawn)
        return make(work, drawn, head)

    patch.setattr(actions, "build", letter)


def _askers_by_item(patch: pytest.MonkeyPatch) -> dict[str, str]:
    """Filled as letters are made: whose item is which."""
    askers: dict[str, str] = {}

    def remembered(work: Any, drawn: Drawn) -> Drawn:
        askers.update({item_id: _asker(work, row).short_ja for item_id, row in drawn})
        return drawn

    _before_the_letter(patch, remembered)
    return askers


LEAKS = (
    _said((1, 2, 3), "the title in the company's own words", _own_words),
    _said((7,), "the language of who wrote", _locale),
    _said((8,), "a mark as long as the name", _length),
    _said((9, 30), "padding by the length of the name", _padding),
    _said((10, 23), "what the company's file was called", _file_name),
    _said((18,), "a hash of the text as it was written", _hash_of_original),
    _said((14, 16), "when it was written", _written),
    _said((14,), "when it was reviewed", _changed_last),
    _said((19,), "how often it was revised", _edits),
    _said((21, 22), "a pseudonym that lasts", _pseudonym),
    _said((44,), "the company's sector beside the committee", _sector),
    _said((42,), "how many people the company has", _staff),
    _said((46,), "the company as who asks", _holder),
    _said((13,), "references in an order the company decides", _references),
    Leak("items in the order of the companies", (13,), _sorted_by_company),
    Leak("an item's id from the company", (11, 12), _item_ids),
    Leak("points' ids from the company", (11,), _point_ids),
    Leak("a number that counts versions", (11, 20), _serial),
    Leak("a commitment that can be tried out", (18,), _guessable_commitment),
    Leak("some companies' letters at once", (15, 32), _at_once),
    Leak("the day of the last consent", (14,), _day_of_consent),
    Leak("a mail in the company's name", (31, 33), _mail_to_meti),
    Leak("answers at once", (15,), _answers_at_once, DIALOGUE),
    Leak("the day an answer was written", (14,), _answer_dated, DIALOGUE),
    Leak("an answer as it was written", (54,), _answer_unread, DIALOGUE),
    Leak("a file in the company's own words", (1, 25), _file_as_shown, FILES),
    Leak("a file of an answer in the company's own words", (1, 54), _answers_file_as_shown,
         ANSWER_FILES),
    Leak("a file called as the company calls it", (23,), _file_named_by_its_title, FILES),
    Leak("the author of a file", (24, 25), _author_in_the_file, FILES),
    Leak("the name in an error", (37, 38), _error, PAGES),
)
