"""A tiny application of its own to try the kernel on: people keep notes, nobody reads another's.

It stands on the real seam, guard, forms and stores; only the doors and the tables are tiny.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field
from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import Field as Column
from sqlmodel import Session, SQLModel, select
from starlette.responses import PlainTextResponse, Response

from foundation import sessions
from foundation.actor import Actor, Kind, Office
from foundation.chance import SeededChance
from foundation.clock import StoppedClock
from foundation.database import Database
from foundation.errors import NotFound, Refused, Stale, TooMany
from foundation.journal import JournalColumns
from foundation.once import OnceColumns
from foundation.sessions import SessionColumns
from foundation.settings import Settings
from web.answers import is_local
from web.application import build
from web.door import Act, Audience, Done, Door, Page, View
from web.form import Form, Line, NoFields, Prose
from web.site import NavItem, Site
from web.visit import Visit
from world import ORIGIN, Client

metadata = MetaData()
_registry = registry(metadata=metadata)
PEOPLE = {"anna": "a" * 16, "bert": "b" * 16, "clerk": "c" * 16}


class Tiny(SQLModel, registry=_registry):
    metadata = metadata


class Note(Tiny, table=True):
    id: str = Column(primary_key=True)
    owner: str
    title: str
    text: str = ""
    amount: int = 0
    revision: int = 1


class TinySession(SessionColumns, Tiny, table=True):
    __tablename__ = "tiny_session"


class TinyOnce(OnceColumns, Tiny, table=True):
    __tablename__ = "tiny_once"


class TinyJournal(JournalColumns, Tiny, table=True):
    __tablename__ = "tiny_journal"


class Write(Form):
    title: Line(40)
    text: Prose(200) | None = None
    amount: Annotated[int, Field(ge=0, le=99)] = 0
    tags: list[str] = []


class Rename(Form):
    title: Line(40)
    based_on: int = 0


class Come(Form):
    next: Annotated[str, Field(max_length=2000)] = ""


class Search(Form):
    q: Annotated[str, Field(max_length=20)] = ""
    tags: list[str] = []


class NoteView(BaseModel):
    id: str
    title: str
    text: str
    revision: int


class NotesView(BaseModel):
    notes: list[NoteView]
    q: str
    tags: list[str]


class ComeView(BaseModel):
    next: str


def _note(visit: Visit, note_id: str) -> Note:
    row = visit.work.db.get(Note, note_id)
    if row is None or row.owner != visit.work.actor.id:
        raise NotFound
    return row


def notes(visit: Visit) -> NotesView:
    rows = visit.work.db.exec(select(Note).where(Note.owner == visit.work.actor.id)).all()
    shown = [_shown(row) for row in sorted(rows, key=lambda row: row.id)]
    return NotesView(notes=shown, q=visit.query.q, tags=visit.query.tags)


def note(visit: Visit, note_id: str) -> NoteView:
    return _shown(_note(visit, note_id))


def _shown(row: Note) -> NoteView:
    return NoteView(id=row.id, title=row.title, text=row.text, revision=row.revision)


def write(visit: Visit, form: Write) -> Done:
    work = visit.work
    row = Note(
        id=work.id("note"), owner=work.actor.id, title=form.title, text=form.text or "",
        amount=form.amount,
    )  # fmt: skip
    work.db.add(row)
    work.record("write", ("note", row.id))
    work.db.flush()
    visit.site.tools["pause"]()
    work.db.exec(select(Note)).all()
    return Done(f"/notes/{row.id}", "done.asked", {"id": row.id})


def rename(visit: Visit, form: Rename, note_id: str) -> Done:
    row = _note(visit, note_id)
    if form.based_on != row.revision:
        raise Stale(mine={"title": form.title}, theirs={"title": row.title})
    row.title, row.revision = form.title, row.revision + 1
    visit.work.db.add(row)
    return Done(f"/notes/{note_id}")


def refuse(visit: Visit, form: NoFields, note_id: str) -> Done:
    """Changes first and is refused afterwards: nothing of it may stay."""
    _note(visit, note_id).title = "half done"
    visit.work.record("refuse", ("note", note_id))
    raise Refused("problem.refused")


def fall(visit: Visit, form: NoFields, note_id: str) -> Done:
    _note(visit, note_id).title = "half done"
    visit.work.record("fall", ("note", note_id))
    raise RuntimeError("a secret of the house")


def hurry(visit: Visit, form: NoFields, note_id: str) -> Done:
    raise TooMany(seconds=7)


def come(visit: Visit) -> ComeView:
    return ComeView(next=visit.query.next if is_local(visit.query.next) else "")


def come_in(visit: Visit, form: Come) -> Done:
    return Done(form.next if is_local(form.next) else "/")


def page(visit: Visit, n: int) -> Response:
    return PlainTextResponse(f"page {n}")


def office(visit: Visit) -> ComeView:
    return ComeView(next="office")


_ONE = "/notes/{note_id:id}"
DOORS: tuple[Door, ...] = (
    View("notes", "/", "tiny/notes.html", notes, NotesView, query=Search),
    View("note", _ONE, "tiny/note.html", note, NoteView),
    View("come", "/sign-in", "tiny/come.html", come, ComeView, Audience.ANYONE, Come),
    View("office", "/office", "tiny/come.html", office, ComeView, Audience.SECRETARIAT),
    Act("come_in", "/sign-in", Come, come_in, "come", Audience.ANYONE),
    Act("write", "/", Write, write, "notes", creates=True),
    Act("rename", f"{_ONE}/title", Rename, rename, "note"),
    Act("refuse", f"{_ONE}/refuse", NoFields, refuse, "note"),
    Act("fall", f"{_ONE}/fall", NoFields, fall, "note"),
    Act("hurry", f"{_ONE}/hurry", NoFields, hurry, "note"),
    Page("page", "/pages/{n:n}", page, Audience.ANYONE),
)  # fmt: skip


def who(db: Session, person_id: str, day: date) -> Actor | None:
    name = next((name for name, one in PEOPLE.items() if one == person_id), None)
    offices = frozenset({Office.SECRETARY}) if name == "clerk" else frozenset()
    return Actor(person_id, Kind.MEMBER, name, name, offices=offices) if name else None


@dataclass
class TinyWorld:
    """The application over an empty store. `pause` is called in the middle of `write`."""

    database: Database
    origin: str = ORIGIN
    clock: StoppedClock = field(
        default_factory=lambda: StoppedClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    )
    chance: SeededChance = field(default_factory=lambda: SeededChance("tiny"))
    tools: dict[str, Callable[[], None]] = field(default_factory=lambda: {"pause": lambda: None})

    def __post_init__(self) -> None:
        with self.database.engine.connect().execution_options(goi_writing=True) as connection:
            metadata.create_all(connection)
            connection.commit()
        self.site = Site(
            name="desk", settings=Settings(public_origin=self.origin), clock=self.clock,
            chance=self.chance, database=self.database, doors=DOORS, who=who,
            nav=lambda visit: [NavItem("/", "notes")], role_label=lambda visit: "",
            sessions=TinySession, once=TinyOnce, journal=TinyJournal, cookie="tiny",
            origin=self.origin, tools=self.tools,
        )  # fmt: skip
        self.app = build(self.site)

    def anyone(self) -> Client:
        return Client(self.app)

    def as_(self, name: str) -> Client:
        client = Client(self.app)
        with self.database.writing() as db:
            row, token = sessions.start(
                db, TinySession, PEOPLE[name], "", self.clock.now(), self.chance
            )
            client.csrf = row.csrf
        client.cookies.set(self.site.session_cookie, token)
        return client

    def add_note(self, owner: str = "anna", **values: Any) -> str:
        note_id = self.chance.id("id/note")
        with self.database.writing() as db:
            db.add(Note(**{"id": note_id, "owner": PEOPLE[owner], "title": "first"} | values))
        return note_id

    def notes(self) -> list[Note]:
        with self.database.reading() as db:
            return list(db.exec(select(Note).order_by(Note.id)).all())

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        return dump(self.database, metadata)


def dump(database: Database, tables: MetaData) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in a fixed order: what can be compared before and after."""
    with database.reading() as db:
        return {
            table.name: sorted(
                tuple(map(repr, row)) for row in db.connection().execute(table.select())
            )
            for table in tables.sorted_tables
        }
