"""Everything METI can observe, written down as events that can be compared byte for byte.

The desk runs as in a process of its own: with its own clock and its own randomness. Nothing that
is written down is masked or left out; what could differ by chance must not exist on that side.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from sqlalchemy import event, text
from sqlmodel import select

from doors_walked import ID, PARAM, filled, query_of, walk
from foundation import sessions
from foundation.actor import Kind
from foundation.chance import SeededChance
from foundation.clock import StoppedClock
from foundation.database import Database
from foundation.mail import MailboxMailer
from goi import members, models
from ministry.application import site as desk_site
from ministry.mails.jobs import Jobs
from submissions import release_store
from submissions.release_store import DeskSession
from web.application import build
from web.door import Act
from web.render import manifest
from web.site import Site
from world import ORIGIN, PEOPLE, START, Client, World

Event = tuple[str, Any]
NEVER = "z" * 16
GOOD = {"text": "x", "outcome": "adopted"}
MALFORMED = ("x", "A" * 16, "a" * 15, "a" * 17, "a" * 3000, "%2e%2e", "a%20b", "1", "0" * 16)


@dataclass
class Watcher:
    """METI, looking. `words` are looked for at the desk's own search."""

    world: World
    words: tuple[str, ...] = ()
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(START))
    own_asked: set[str] = field(default_factory=set)
    strangers_asked: set[str] = field(default_factory=set)
    statements: list[tuple[str, int]] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)
    requests: int = 0

    def __post_init__(self) -> None:
        self._listen(self.world.desk_database)
        # The world's own desk is this one too: what officials do runs by the same clock.
        self.world.__dict__["desk_site"] = self.site

    @cached_property
    def site(self) -> Site:
        chance = SeededChance("desk")
        return desk_site(self.world.settings, self.clock, chance, self.world.desk_database)

    @cached_property
    def app(self) -> Any:
        return build(self.site)

    @cached_property
    def jobs(self) -> Jobs:
        """The desk's own mails, by its own clock."""
        return Jobs(
            self.world.desk_database, self.world.mailer, self.clock, SeededChance("desk's mails"),
            f"{ORIGIN}/ministry",
        )  # fmt: skip

    @cached_property
    def members_app(self) -> Any:
        """The members' side as a passer-by sees it, from a process of its own as well."""
        world = self.world
        mailer: MailboxMailer = world.mailer
        chance = SeededChance("passer-by")
        return build(members.site(world.settings, self.clock, chance, world.main, mailer))

    def at_desk(self, name: str) -> Client:
        """An official's browser, signed in now."""
        client = Client(self.app)
        with self.world.release.writing() as db:
            row, token = sessions.start(
                db, DeskSession, self.world.officials[name], "desk", self.clock.now(),
                self.site.chance,
            )  # fmt: skip
            client.csrf = row.csrf
        client.cookies.set(self.site.session_cookie, token)
        return client

    # --- one look ---------------------------------------------------------------------------

    def look(self, now: datetime, *, thoroughly: bool = False) -> list[Event]:
        """All that can be observed at this moment; `thoroughly` with what is no id at all."""
        self.clock.set(now)
        self.statements.clear()
        self.logged.clear()
        with self._log():
            self.jobs.run()
            events = [*self._desk(thoroughly)]
            events.append(("statements", tuple(self.statements)))
            events += [*self._strange_ids(), *self._passing_by(thoroughly)]
        return [
            *events,
            ("log", tuple(self.logged)),
            ("mails", tuple(meti_mails(self.world))),
            *self._store(),
        ]

    def _desk(self, thoroughly: bool) -> Iterator[Event]:
        official, nobody = self.at_desk("official"), Client(self.app)
        for path in self._paths():
            first = self._ask("official", official, "GET", path, "ja")
            yield first
            if first[1][0] == 200:
                yield self._ask("official", official, "GET", path, "en")
                yield self._ask("official", official, "HEAD", path, "ja")
                yield self._ask("nobody", nobody, "GET", path, "ja")
        for path in [*self._wrong_paths(thoroughly), *self._searches(thoroughly)]:
            yield self._ask("official", official, "GET", path, "ja")
        for path in self._act_paths(thoroughly):
            for method in ("GET", "PUT"):
                yield self._ask("official", official, method, path, "ja")
            for body in ({}, {"text": "\0", "outcome": "never"}, GOOD):
                if body is not GOOD or not self._would_be_done(path):
                    yield self._tell(official, path, body)
        yield self._ask("nobody", nobody, "GET", f"/static/{manifest()['mark.svg']}", "ja")

    def _paths(self) -> Iterator[str]:
        """Every page of the application, with every id that could lead to one."""
        for path in walk(self.app):
            if "{rest" in path:
                yield "/nowhere"
            elif not PARAM.search(path):
                yield path
            elif path.count("{") == 1 and not self._only_acts(path):
                for one in (*self._ids_of("letter"), *self._ids_of("item")):
                    yield filled(path, id=one)
        yield from self._files()

    def _files(self) -> Iterator[str]:
        going_along = (
            ("items", release_store.ItemFile, release_store.ItemFile.item_id),
            ("questions", release_store.AnswerFile, release_store.AnswerFile.question_id),
        )
        with self.world.release.reading() as db:
            for what, table, owner in going_along:
                rows = db.exec(select(owner, table.name).order_by(owner, table.name))
                yield from (f"/{what}/{of}/file?name={name}" for of, name in rows.all())

    def _wrong_paths(self, thoroughly: bool) -> Iterator[str]:
        """Ids of this side where they do not belong, one that never was, what is none."""
        own = set(self._own_ids())
        wrong = [*sorted(own if thoroughly else own - self.own_asked), NEVER]
        self.own_asked |= own
        for path in walk(self.app):
            if path.count("{") == 1 and "{rest" not in path:
                for one in (*wrong, *(MALFORMED if thoroughly else ())):
                    yield filled(path, id=one, n=1, word=one)

    def _searches(self, thoroughly: bool) -> Iterator[str]:
        for path in walk(self.app):
            form = query_of(self.site.doors, path)
            if form is None or "{" in path:
                continue
            words = self.words if thoroughly and path.startswith("/api/") else self.words[:2]
            for name, wanted in form.model_fields.items():
                for value in _choices(wanted.annotation) or (*words, "部品", "A社", "%25"):
                    yield f"{path}?{name}={value}"
            yield f"{path}?unknown=1"

    def _act_paths(self, thoroughly: bool) -> Iterator[str]:
        items, points = self._ids_of("item"), self._ids_of("point")[:1]
        for path in walk(self.app):
            if not self._only_acts(path):
                continue
            names = PARAM.findall(path)
            if len(names) == 2:
                yield from (_filled_pair(path, a, b) for a in items for b in points)
                if thoroughly:
                    yield _filled_pair(path, NEVER, NEVER)
            elif len(names) == 1:
                yield from (filled(path, id=one) for one in (*items[:1], NEVER))

    def _would_be_done(self, path: str) -> bool:
        """Whether a good answer sent there would be taken: looking must change nothing."""
        ids = ID.findall(path)
        with self.world.release.reading() as db:
            if len(ids) == 2:
                row = db.get(release_store.Point, ids[1])
                return row is not None and row.item_id == ids[0]
            return not ids or db.get(release_store.Item, ids[0]) is not None

    def _only_acts(self, path: str) -> bool:
        plain = path.removeprefix("/api")
        there = [door for door in self.site.doors if door.path == plain]
        return bool(there) and all(isinstance(door, Act) for door in there)

    def _strange_ids(self) -> Iterator[Event]:
        """Ids that only the members' side knows: each must answer as one that never was."""
        official = self.at_desk("official")
        strange = self._members_ids() - set(self._own_ids()) - self.strangers_asked
        self.strangers_asked |= strange
        for path in walk(self.app):
            if path.count("{") != 1 or "{rest" in path or not path.startswith("/api/"):
                continue
            told = {
                self._ask("", official, "GET", filled(path, id=one), "ja")[1]
                for one in (*sorted(strange), NEVER)
            }
            yield f"ids of the members' side at {path}", tuple(sorted(told))

    def _passing_by(self, thoroughly: bool) -> Iterator[Event]:
        """The members' side for whoever is not signed in there, as METI's people never are."""
        nobody = Client(self.members_app)
        for path in walk(self.members_app):
            if "{" not in path and (thoroughly or not path.startswith("/api/")):
                yield self._ask("passer-by", nobody, "GET", path, "ja")

    def _ask(self, who: str, client: Client, method: str, path: str, lang: str) -> Event:
        self.requests += 1
        answer = client.request(method, path, headers={"Accept-Language": lang})
        told = (answer.status_code, tuple(answer.headers.raw), answer.content)
        return f"{who} {method} {path} in {lang}", told

    def _tell(self, client: Client, path: str, body: dict[str, str]) -> Event:
        """A call that must be refused: what it says is observed, too."""
        self.requests += 1
        headers = {"Origin": ORIGIN, "Idempotency-Key": "a-key-of-the-watcher"}
        if path.startswith("/api/"):
            answer = client.request("POST", path, json=body, headers=headers)
        else:
            fields = body | {"_csrf": client.csrf, "_once": "a-key-of-the-watcher"}
            answer = client.request("POST", path, data=fields, headers=headers)
        told = (answer.status_code, tuple(answer.headers.raw), answer.content)
        return f"POST {path} {sorted(body)}", told

    # --- what lies behind the pages -----------------------------------------------------------

    def _own_ids(self) -> list[str]:
        return sorted(_ids(self.world.release, release_store.metadata))

    def _ids_of(self, table: str) -> list[str]:
        with self.world.release.reading() as db:
            rows = db.connection().execute(text(f'SELECT id FROM "{table}" ORDER BY id')).all()
        return [row[0] for row in rows]

    def _members_ids(self) -> set[str]:
        return _ids(self.world.main, models.metadata)

    def _store(self) -> Iterator[Event]:
        """The release store as it lies there: rows in their order, and on SQLite the bytes."""
        release = self.world.release
        with release.reading() as db:
            for table in sorted(release_store.metadata.tables):
                rows = db.connection().execute(text(f'SELECT * FROM "{table}"')).all()
                yield f"store {table}", tuple(map(tuple, rows))
        if release.is_sqlite:
            yield "store bytes", vacuumed(str(release.url.database))

    def _listen(self, desk: Database) -> None:
        """Statement templates in their order, and how many rows each gave the desk."""

        @event.listens_for(desk.engine, "after_cursor_execute")
        def heard(conn: Any, cursor: Any, statement: str, *_: Any) -> None:
            self.statements.append((statement, -1 if desk.is_sqlite else cursor.rowcount))

        if desk.is_sqlite:

            @event.listens_for(desk.engine, "connect")
            def count_rows(connection: sqlite3.Connection, _record: Any) -> None:
                connection.row_factory = self._counted

    def _counted(self, cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
        if self.statements:
            statement, rows = self.statements[-1]
            self.statements[-1] = (statement, max(rows, 0) + 1)
        return row

    @contextmanager
    def _log(self) -> Iterator[None]:
        handler = logging.Handler()
        handler.emit = lambda record: self.logged.append(record.getMessage())  # type: ignore[method-assign]
        logger = logging.getLogger("goi")
        logger.addHandler(handler)
        try:
            yield
        finally:
            logger.removeHandler(handler)


def meti_mails(world: World) -> Iterator[bytes]:
    """Mails to anybody of the ministry, as they left."""
    own = [World.address(name) for name, one in PEOPLE.items() if one.kind is Kind.METI]
    theirs = [f"To: {address}".encode() for address in own] + [b"@meti."]
    for file in sorted((world.settings.data_dir / "mail").glob("*.eml")):
        mail = file.read_bytes()
        if any(mark in mail.partition(b"\r\n\r\n")[0] for mark in theirs):
            yield mail


def vacuumed(path: str) -> bytes:
    """The bytes of a SQLite file without what was deleted from it."""
    target = f"{path}.vacuumed"
    connection = sqlite3.connect(path)
    connection.execute("VACUUM INTO ?", (target,))
    connection.close()
    told = Path(target).read_bytes()
    Path(target).unlink()
    return told


def _ids(database: Database, metadata: Any) -> set[str]:
    """Every id that stands anywhere in a store."""
    found: set[str] = set()
    with database.reading() as db:
        for table in metadata.sorted_tables:
            for row in db.connection().execute(table.select()):
                for value in row:
                    if value is not None and not isinstance(value, bytes | int | datetime):
                        found.update(ID.findall(str(value)))
    return found


def _choices(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def _filled_pair(path: str, first: str, second: str) -> str:
    values = iter((first, second))
    return PARAM.sub(lambda _: next(values), path)


