"""The road to the ministry in one process and without a browser: what a world costs is a third of a
second, so hundreds of them can be compared.

A template is settled once: everybody but the asking company, and what the others ask, consented
to. A world is a copy of it in which the asking company is put in its place, writes its request in
its own manner, and takes it through the gate; the letter leaves at its time, METI asks back, the
answer leaves.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, text
from sqlmodel import select

from attachment_builder import attached, book, png, read_here, word
from gate_builder import approved, consented, decided, pictures_seconded, pictures_shown
from identity.models import Company, CompanyName, Person
from noninterference.watching import Event, meti_mails, vacuumed
from noninterference.worlds import Asker
from notifications.delivery import send_due
from proposals.attachments.forms import Attach
from proposals.attachments.reading import Taken, made_anew
from proposals.drafting import actions as drafting
from proposals.drafting.wording import Words
from proposals.models import Request
from proposals.queries import relate
from proposals.stages import State
from request_builder import WORDS
from submissions import models, preview, queries, release_store
from submissions.answers import collect
from submissions.attachments import making, residue
from submissions.consent import actions as consenting
from submissions.delivery import deliver_pending
from submissions.departures import leaving
from submissions.departures.leaving import depart_due
from submissions.departures.rules import batches
from submissions.letters import actions as letters
from submissions.letters import composed
from submissions.letters.actions import Head
from submissions.models import Review
from submissions.package import ReleasedLetter, as_bytes
from submissions.questions import actions as questions
from submissions.rendering.files import Made
from submissions.reviews import actions as reviews
from submissions.reviews import searching
from whole_story import OTHERS, TELLING
from world import COMPANIES, PEOPLE, PersonSketch, World, _move_in, a_copy, a_world

# The letter leaves a fortnight after the world's beginning, whenever the company wrote.
RELEASED = datetime.fromisoformat("2026-12-07T00:30:00+00:00")
LEAVES = datetime.fromisoformat("2026-12-07T01:00:00+00:00")
ASKED = datetime.fromisoformat("2026-12-09T03:00:00+00:00")
ANSWER_LEAVES = datetime.fromisoformat("2026-12-11T01:00:00+00:00")
ASKING = ("volunteer", "representative")
TEXT = {
    name: TELLING[name]
    for name in ("title_ja", "title_en", "problem", "request", "reason", "burden")
}


@dataclass(frozen=True)
class Life:
    """How a company goes about it: none of it may be seen. `mates` further companies sit in its
    sector; `wrote`, `reviewed` and `answered` say how long each took; `zone` is the time zone of
    the machine it runs on; with `dialogue` METI asks back and is answered, with `files` two files
    go along, and one with the answer, in which the company stands wherever a program puts it."""

    asker: Asker
    others_order: int = 0
    drafts: int = 0
    edits: int = 0
    mates: int = 0
    wrote: timedelta = timedelta()
    reviewed: timedelta = timedelta(days=1)
    answered: timedelta = timedelta(hours=1)
    locale: str = "ja"
    zone: str = "Asia/Tokyo"
    dialogue: bool = False
    files: bool = False


@dataclass(frozen=True)
class Templates:
    """Settled worlds to copy, by whether the asking company comes first and in which order the
    others asked."""

    folders: Mapping[tuple[bool, int], Path]
    worlds: Mapping[tuple[bool, int], World]
    others: Mapping[tuple[bool, int], list[str]]

    @classmethod
    def settle(cls, stores: Path, folder: Path) -> "Templates":
        folders, worlds, others = {}, {}, {}
        for first in (True, False):
            for order in (0, 1):
                here = folder / f"{first}-{order}"
                here.mkdir()
                for file in stores.glob("*.db*"):
                    shutil.copy(file, here)
                world = _settled(f"sqlite:///{here / 'goi.db'}", here, first)
                key = first, order
                others[key] = [*_others_ask(world, order)]
                _post(world)
                world.dispose()
                folders[key], worlds[key] = here, world
        return cls(folders, worlds, others)

    @contextmanager
    def copy(self, life: Life, into: Path) -> Iterator[tuple[World, list[str]]]:
        key = life.asker.first, life.others_order
        into.mkdir()
        for file in self.folders[key].glob("*.db*"):
            shutil.copy(file, into)
        shutil.copytree(self.folders[key] / "mail", into / "mail")
        world = a_copy(self.worlds[key], f"sqlite:///{into / 'goi.db'}", into)
        try:
            yield world, self.others[key]
        finally:
            world.dispose()
            shutil.rmtree(into)


def _settled(url: str, folder: Path, first: bool) -> World:
    own = {"aoba": COMPANIES["aoba"]}
    others = {key: sketch for key, sketch in COMPANIES.items() if key != "aoba"}
    return a_world(url, folder, companies=own | others if first else others | own)


def _others_ask(world: World, order: int) -> Iterator[str]:
    names = list(OTHERS)
    for who in names if order == 0 else reversed(names):
        anonymity, title, problem = OTHERS[who]
        request_id = approved(world, who, anonymity, title_ja=title, title_en="", problem=problem)
        yield consented(world, request_id, who)


def live(
    templates: Templates, life: Life, into: Path,
    then: Callable[[World], Iterable[Event]] = lambda world: (),
) -> list[Event]:
    """Everything of this world from which METI's side is made, after every step of the road, and
    what `then` sees at its end."""
    for kept in (making._RECENT, residue._RECENT, searching._RECENT):
        kept.clear()  # ids of two worlds are the same; nothing of one may be taken for the other's
    with _in_zone(life.zone), _files_made_once(), templates.copy(life, into) as (world, others):
        return [*_road(world, life, others), *then(world)]


def _road(world: World, life: Life, others: list[str]) -> Iterator[Event]:
    _settle_in(world, life)
    world.clock.forward(minutes=life.wrote.total_seconds() / 60)
    review_id = _through_the_gate(world, life)
    yield from _seen(world, "before the release")
    world.clock.set(RELEASED)
    with world.work("releaser") as work:
        rows = [queries.review(work.db, one) for one in sorted([review_id, *others])]
        head = Head(
            "規制の見直しに関する要望", "", "経済産業省 御中", "センター", "{era_year}第{serial}号"
        )
        letters.release(work, rows, head, batches(world.settings))
    yield from _tick(world, "released")
    world.clock.set(LEAVES - timedelta(seconds=1))
    yield from _tick(world, "a second before its time")
    world.clock.set(LEAVES)
    yield from _tick(world, "at its time")
    if life.dialogue:
        yield from _dialogue(world, life, review_id)


def _tick(world: World, when: str) -> Iterator[Event]:
    """What the worker does, and what is there afterwards."""
    depart_due(world.main, world.clock, world.chance, batches(world.settings))
    deliver_pending(world.main, world.release, world.clock)
    _post(world)
    yield from _seen(world, when)


def _post(world: World) -> None:
    send_due(world.main, world.mailer, world.clock, 100, world.settings.public_origin)


def _seen(world: World, when: str) -> Iterator[Event]:
    for what, told in observed(world):
        yield f"{when}: {what}", told


def observed(world: World) -> Iterator[Event]:
    """The release store row by row and byte by byte, mails to METI's people, and the frozen
    packages, of which files and messages to the ministry are made and of nothing else."""
    release = world.release
    with release.reading() as db:
        for table in sorted(release_store.metadata.tables):
            rows = db.connection().execute(text(f'SELECT * FROM "{table}"')).all()
            yield f"store {table}", tuple(map(tuple, rows))
    if release.is_sqlite:
        yield "store bytes", vacuumed(str(release.url.database))
    yield "mails", tuple(meti_mails(world))
    with world.main.reading() as db:
        rows = db.exec(select(models.Letter).order_by(models.Letter.id)).all()
        yield "packages", tuple((row.id, row.number, row.released_day, row.package_hash,
                                 repr(row.package)) for row in rows)


# --- the company and its way ------------------------------------------------------------------


def _settle_in(world: World, life: Life) -> None:
    sketch = life.asker.sketch
    with world.main.writing() as db:
        company = db.get_one(Company, world.companies["aoba"])
        company.name_ja, company.reading, company.name_en = (
            sketch.name_ja, sketch.reading, sketch.name_en,
        )  # fmt: skip
        company.short_ja, company.sector_id = sketch.short_ja, sketch.sector
        company.corporate_number = sketch.number
        db.add(company)
        db.exec(delete(CompanyName).where(CompanyName.company_id == company.id))  # type: ignore[call-overload,arg-type]
        kinds = {"alias": sketch.aliases, "brand": sketch.brands, "site": sketch.sites,
                 "domain": (sketch.domain,)}  # fmt: skip
        for kind, names in kinds.items():
            for name in names:
                row_id = world.chance.id("id/company_name")
                db.add(CompanyName(id=row_id, company_id=company.id, kind=kind, text=name))
        for key, (ja, reading, en) in zip(ASKING, life.asker.people, strict=True):
            person = db.get_one(Person, world.people[key])
            person.name_ja, person.reading, person.name_en = ja, reading, en
            person.locale = life.locale
            db.add(person)
        for n in range(life.asker.staff):
            _move_in(world, db, f"colleague{n}", _colleague(n))
        for n in range(life.mates):
            db.add(
                Company(
                    id=world.chance.id("id/company"), name_ja=f"同業{n}号製造株式会社",
                    reading=f"どうぎょう{n}", name_en=f"Mate {n} Manufacturing Ltd.",
                    short_ja=f"同業{n}号製造", sector_id=sketch.sector,
                    corporate_number=f"55{n:011}",
                )
            )  # fmt: skip


def _colleague(n: int) -> PersonSketch:
    return replace(
        PEOPLE["volunteer"], name_ja=f"社員 {n}号", reading=f"しゃいん {n}",
        name_en=f"Staff {n}", seats=(),
    )  # fmt: skip


def _through_the_gate(world: World, life: Life) -> str:
    own = {name: told.format_map(life.asker.words) for name, told in TEXT.items()}
    for n in range(life.drafts):
        with world.work("volunteer") as work:
            filing = drafting.Filing(world.bodies["goods"], "operation", "new", "C", "members")
            drafting.create(work, filing, Words.of({**WORDS, "title_ja": f"下書き{n}"}))
    request_id = approved(world, "volunteer", "authority", **own)
    if life.files:
        attached(world, request_id, *_files(life))
    for n in range(life.edits):
        _revise(world, request_id, own | {"burden": f"第{n}稿"}, life)
    if life.edits:
        _revise(world, request_id, own, life)
    world.clock.forward(minutes=life.reviewed.total_seconds() / 60)
    return consented(world, request_id)


def _files(life: Life) -> tuple[tuple[str, str, bytes], ...]:
    """A document and a table of the company: names in what they show and in what they hide."""
    words = life.asker.words
    lines = ("{name_ja}の{person}が調べた。", "工場|{site}|12件", "{brand}の図：")
    author = f"{words['name_ja']} {words['person']} {life.wrote}"
    memo = word(*(line.format_map(words) for line in lines), author=author, picture=png())
    table = book(("会社", "件数"), (words["short_ja"], 12), author=author)
    return (
        (f"{words['short_ja']}.docx", "資料1　{short_ja}の調査".format_map(words), memo),
        (f"{words['name_en']}.xlsx", "資料2　件数", table),
    )  # fmt: skip


def _revise(world: World, request_id: str, words: dict[str, str], life: Life) -> None:
    with world.work("volunteer") as work:
        request = work.db.get_one(Request, request_id)
        state, request.state = request.state, State.RECONCILING.value
        told = Words.of({**WORDS, **words})
        drafting.revise(work, relate(work, request), told, request.latest, "表現を改めた")
        request.state = state
        work.db.add(request)


def _dialogue(world: World, life: Life, review_id: str) -> Iterator[Event]:
    """METI asks back; the company answers with its name in it, sooner or later."""
    with world.reading() as work:
        item_id = work.db.get_one(Review, review_id).item_id or ""
    with world.release.writing() as db:
        db.add(
            release_store.Question(
                id="q" * 16, item_id=item_id, text="件数は何件か。", asked_day=date(2026, 12, 8),
                official_id=world.officials["official"],
            )
        )  # fmt: skip
    world.clock.set(ASKED)
    collect(world.main, world.release, world.clock, world.chance)
    world.clock.forward(minutes=life.answered.total_seconds() / 60)
    with world.work("volunteer") as work:
        question = queries.question(work.db, "q" * 16)
        for name, title, data in _files(life)[:1] if life.files else ():
            parsed = read_here(data, name)
            taken = Taken(Attach(title=title), parsed, made_anew(parsed))
            questions.attach(work, question, taken)
        said = "{name_ja}では月に四十件です。窓口は{mail}です。".format_map(life.asker.words)
        answer_id = questions.answer(work, question, said).id
    decided(world, answer_id)
    pictures_shown(world, answer_id)
    with world.work("officer") as work:
        reviews.finish(work, queries.review(work.db, answer_id))
    with world.work("representative") as work:
        row = queries.own_review(work, answer_id)
        consenting.consent(work, row, row.package_hash)
    pictures_seconded(world, answer_id)
    with world.work("releaser") as work:
        row = queries.review(work.db, answer_id)
        letters.release_answer(work, row, batches(world.settings), "期限のため")
    yield from _tick(world, "answered")
    world.clock.set(ANSWER_LEAVES)
    yield from _tick(world, "at the time of answers")


_MADE: dict[bytes, tuple[Made, ...]] = {}


@contextmanager
def _files_made_once() -> Iterator[None]:
    """A letter's files are made of the frozen letter and of nothing else, the same bytes each time
    (`test_letter_files.py`), so that equal letters need not be set anew in each world. Looking
    through them belongs to the whole road: it costs more than all the rest and tells nothing here.
    """
    make = composed.make_all

    def made(letter: ReleasedLetter) -> tuple[Made, ...]:
        key = as_bytes(letter)
        if key not in _MADE:
            _MADE[key] = tuple(make(letter))
        return _MADE[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(composed, "make_all", made)
        for where in (letters, leaving):
            patch.setattr(where, "check_files", lambda *_: None)
        patch.setattr(preview, "bytes_tell", lambda *_: False)
        yield


@contextmanager
def _in_zone(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
