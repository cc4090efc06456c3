"""Every door of both applications, for everybody, with ids of every kind and with what is no id:
who is not admitted finds nothing, hidden is answered as never-was, and nothing ever breaks.

Doors are found by walking the applications; a route that stands in no table is a fault. The world
is full: each kind of thing exists in states in which somebody must not see it.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

import httpx
import pytest
from sqlalchemy import text

import plausible
from attachment_builder import attached, png, word
from doors_walked import PARAM, declared, walk
from foundation import sessions
from foundation.actor import Actor
from foundation.dates import day_in_japan
from goi import models
from ministry.models import ReplyTemplate
from noninterference.worlds import ASKERS
from postgres_cluster import PostgresCluster, drop_database, fresh_database
from proposals.stages import State
from request_builder import WORDS, draft, numbered, submitted
from round_builder import answer as round_answer
from round_builder import drafted, let_pass, opened
from sockets import Socket
from submissions import release_store
from tiny_site import dump
from web.door import Act, Audience, Door, Live, admits
from web.site import Site
from whole_story import Story, tell
from world import ORIGIN, PEOPLE, Client, World, a_world

NEVER = plausible.NEVER
MALFORMED = ("A" * 16, "x", "a" * 17, "1" * 1200, "a%20b", "%e3%81%82")
NOBODY = "nobody"
# With GOI_SWEEP=whole: everybody at everything. Else each person looks, behind each door, at other
# things of a kind, so that the doors together cover them all in a tenth of the time.
WHOLE = os.environ.get("GOI_SWEEP") == "whole"
MOST = 12 if WHOLE else 2
# Whose pages are drawn as well; for all others the API tells the same.
READERS = ("volunteer", "second", "secondee", "administrator") + (
    ("lead", "outsider", "officer") if WHOLE else ()
)
# Where a parameter is not called after its table.
TABLES = {"session": "sign_in_session", "term": "office_term", "name": "company_name",
          "exception": "review_exception", "template": "reply_template"}


@dataclass
class Sweep:
    """One application, its store, and a browser for each of its people."""

    site: Site
    app: Any
    store: Any
    tables: Any
    clients: dict[str, Client]
    readers: tuple[str, ...]
    checks: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    seen: dict[tuple[str, str], bool] = field(default_factory=dict)
    found: dict[str, list[str]] = field(default_factory=dict)

    def ids(self, param: str, start: int = 0) -> list[str]:
        """Ids of some of the things a parameter names; none where it names none of this store.
        Another `start` chooses others."""
        known = self._known(param)
        start %= max(1, len(known))
        return (known[start:] + known[:start])[:MOST]

    def _known(self, param: str) -> list[str]:
        if param not in self.found:
            self.found[param] = self._all_ids(param)
        return self.found[param]

    def _all_ids(self, param: str) -> list[str]:
        name = param.removesuffix("_id")
        table = TABLES.get(name, name)
        if table not in {one.rpartition(".")[2] for one in self.tables.tables}:
            return []
        with self.store.reading() as db:
            rows = db.connection().execute(text(f'SELECT id FROM "{table}" ORDER BY id')).all()
        return [row[0] for row in rows]

    def admitted(self, door: Door, name: str) -> bool:
        """Whether the door is for this person, by the table."""
        return admits(
            door.audience, self.signed_in.get(name), demo=self.site.settings.demo
        )

    @cached_property
    def signed_in(self) -> dict[str, Actor]:
        """Who is somebody on this side: people of the ministry are nobody on the members'."""
        now, found = self.site.clock.now(), {}
        with self.store.reading() as db:
            for name, client in self.clients.items():
                token = client.cookies.get(self.site.session_cookie)
                row = sessions.find(db, self.site.sessions, token, now) if token else None
                actor = self.site.who(db, row.person_id, day_in_japan(now)) if row else None
                if actor:
                    found[name] = actor
        return found

    def check(self, kind: str, good: object, told: str) -> None:
        self.checks[kind] += 1
        if not good:
            self.faults.append(f"{kind}: {told}")

    # --- doors ------------------------------------------------------------------------------

    def look(self) -> None:
        """GET every view and page, for everybody."""
        for door in self.site.doors:
            if isinstance(door, Act | Live):
                continue
            for name in self.clients:
                if door.api:
                    self._look_at(door, name, api=True)
                if name in self.readers or name == NOBODY or not door.api:
                    self._look_at(door, name, api=False)

    def _look_at(self, door: Door, name: str, *, api: bool) -> None:
        never = self._get(door, name, api, NEVER)
        if not PARAM.search(door.path):
            self._judge(door, name, api, never, never)
            return
        for values in self._fillings(door.path, name):
            answer = self._get(door, name, api, values)
            self._judge(door, name, api, answer, never)

    def _get(self, door: Door, name: str, api: bool, values: Any) -> httpx.Response:
        path = _fill(door.path, values)
        return self.clients[name].get(f"/api{path}" if api else path)

    def _judge(
        self, door: Door, name: str, api: bool, answer: httpx.Response, never: httpx.Response
    ) -> None:
        told = f"{name} GET {answer.request.url.path[:80]}: {answer.status_code}"
        if not self.admitted(door, name):
            self.check("not admitted", answer.status_code in self._outside(door, name), told)
        else:
            fine = {200, 404} if "{" in door.path else {200, 303}
            self.check("admitted", answer.status_code in fine, told)
        if answer.status_code == 404 and "{" in door.path:
            self.check("hidden as never-was", _same(answer, never), told)

    def _fillings(self, path: str, person: str = "") -> Iterator[dict[str, str]]:
        """Ids of the right kind, ids of wrong kinds."""
        params = PARAM.findall(path)
        if not params:
            yield {}
            return
        start = crc32(f"{path} {person}".encode())
        pools = [self.ids(name, start) or [NEVER] for name, kind in params if kind == "id"]
        for place in range(max(map(len, pools), default=1)):
            yield {
                name: _value(kind, self.ids(name, start), place) for name, kind in params
            }
        wrong = self.ids("person_id") + self.ids("official_id")
        yield {name: _value(kind, wrong, 0) for name, kind in params}

    def converse(self) -> None:
        """Begin every conversation: who is not admitted, who comes from elsewhere, who does not
        know the page's token, and on what is hidden as on what never was."""
        for door in self.site.doors:
            if not isinstance(door, Live):
                continue
            for name, client in self.clients.items():
                never = self._begun(door, name, client, NEVER)
                for values in self._fillings(door.path, name):
                    ended = self._begun(door, name, client, values)
                    told = f"{name} at {_fill(door.path, values)}: {ended}"
                    if not self.admitted(door, name):
                        good = ended == (4404 if name in self.signed_in else 4401)
                        self.check("not admitted", good, told)
                    elif ended != "open":
                        self.check("hidden as never-was", ended == never == 4404, told)
                self._begun_badly(door, name, client)

    def _begun(self, door: Live, name: str, client: Client, values: Any) -> object:
        """How a conversation ends whose first message is the page's own; "open" where it stays."""
        socket = Socket(self.app, _fill(door.path, values), dict(client.cookies))
        socket.send(json.dumps({"csrf": client.csrf}))
        if socket.receive() is not None:
            socket.leave()
            return "open"
        return socket.status

    def _begun_badly(self, door: Live, name: str, client: Client) -> None:
        path = _fill(door.path, next(self._fillings(door.path)))
        for origin in (None, "null", "https://elsewhere.example"):
            socket = Socket(self.app, path, dict(client.cookies), origin)
            self.check("from elsewhere", socket.status == 403, f"{name} from {origin} at {path}")
        for first in ('{"csrf": "none"}', "{}", "[]", "{", b"\0"):
            socket = Socket(self.app, path, dict(client.cookies))
            socket.send(first)
            ended = (socket.receive(), socket.status)
            self.check("without a token", ended[1] in (4400, 4401), f"{name} {first!r}: {ended}")

    def no_id(self, name: str) -> None:
        """What is no id leads nowhere."""
        client = self.clients[name]
        for path in declared(self.site.doors):
            if PARAM.search(path) and not path.startswith("/api"):
                nowhere = client.get(PARAM.sub("no-such", path))
                self.check("no id at all", nowhere.status_code == 404, f"{name} GET {path}")
                # A provision is found by its words, and capitals could be some.
                for value in MALFORMED if "provision}" not in path else MALFORMED[1:]:
                    answer = client.get(PARAM.sub(value, path))
                    told = f"{name} GET {path} with {value[:20]}: {answer.status_code}"
                    self.check("no id at all", _same(answer, nowhere), told)

    def methods(self, name: str) -> None:
        """Only what a door declares."""
        client = self.clients[name]
        for path in declared(one for one in self.site.doors if not isinstance(one, Live)):
            there = [one for one in self.site.doors if path in declared([one])]
            wanted = ", ".join(sorted({method for one in there for method in one.methods}))
            for method in ("PUT", "DELETE", "TRACE", "PATCH"):
                answer = client.request(method, _fill(path, NEVER))
                told = f"{method} {path}: {answer.status_code} {answer.headers.get('allow')}"
                good = answer.status_code == 405 and answer.headers["allow"] == wanted
                self.check("only declared methods", good, told)

    def press(self) -> None:
        """POST every act: who is not admitted, who has no token, who can't see what it is on."""
        for door in self.site.doors:
            if not isinstance(door, Act):
                continue
            for name, client in self.clients.items():
                if self.admitted(door, name):
                    self._press_without_token(door, name, client)
                    self._press_unseen(door, name, client)
                else:
                    self._press_outside(door, name, client)

    def _press_outside(self, door: Act, name: str, client: Client) -> None:
        for values in (NEVER, next(self._fillings(door.path))):
            answer = client.api(_fill(door.path, values), plausible.body(door.form) or {})
            told = f"{name} POST {door.path}: {answer.status_code}"
            if door.api:
                good = answer.status_code in self._outside(door, name)
                self.check("act for others", good, told)

    def _outside(self, door: Door, name: str) -> tuple[int, ...]:
        """How somebody is answered for whom a door is not: led to sign in, else as if it were
        not there."""
        stranger = name not in self.signed_in and door.audience is not Audience.DEMO
        return (303, 401) if stranger else (404,)

    def _press_without_token(self, door: Act, name: str, client: Client) -> None:
        if name not in self.signed_in:
            return
        path = _fill(door.path, next(self._fillings(door.path)))
        fields = {"_csrf": "none", "_once": "a-key-of-the-sweep"}
        answer = client.request("POST", path, data=fields, headers={"Origin": ORIGIN})
        told = f"{name} POST {path} without its token: {answer.status_code}"
        self.check("without a token", answer.status_code == 403, told)

    def _press_unseen(self, door: Act, name: str, client: Client) -> None:
        """On a thing that this person can't see, a good form is answered as on none."""
        view, sent = self.site.view(door.shown_on), plausible.body(door.form)
        hidden = any(kind == "id" for _, kind in PARAM.findall(view.path))
        if not hidden or sent is None or not (door.api and view.api):
            return
        never = client.api(_fill(door.path, NEVER), sent)
        for values in self._fillings(door.path, name):
            if self._sees(name, _fill(view.path, values)):
                continue
            answer = client.api(_fill(door.path, values), sent)
            told = f"{name} POST {_fill(door.path, values)}: {answer.status_code}"
            self.check("act on what is hidden", _same(answer, never), told)


    def _sees(self, name: str, path: str) -> bool:
        if (name, path) not in self.seen:
            answer = self.clients[name].get(f"/api{path}")
            self.seen[name, path] = answer.status_code != 404
        return self.seen[name, path]


def _value(kind: str, ids: list[str], place: int) -> str:
    if kind == "id":
        return ids[place % len(ids)] if ids else NEVER
    return {"n": "1", "provision": "ETCO:table1:item9"}.get(kind, "submit")


def _fill(path: str, values: Any) -> str:
    if values == NEVER:
        return PARAM.sub(lambda found: _value(found[2], [], 0), path)
    return PARAM.sub(lambda found: values[found[1]], path)


def _same(one: httpx.Response, other: httpx.Response) -> bool:
    return (one.status_code, one.headers.raw, one.content) == (
        other.status_code, other.headers.raw, other.content,
    )  # fmt: skip


# --- the full world -------------------------------------------------------------------------


def fill(world: World) -> None:
    """The whole road for some requests, and others left on the way; at the desk an administrator
    of the ministry, a section and a wording."""
    with world.release.writing() as db:
        db.get_one(release_store.Official, world.officials["second_official"]).administrator = True
        db.add(release_store.Section(id=world.chance.id("id/section"), name_ja="管理課"))
        db.add(ReplyTemplate(id=world.chance.id("id/template"), name="検討", text_ja="検討。"))
    tell(Story(world, ASKERS["plain"].words))
    draft(world, "volunteer")
    own = draft(world, "third", anonymity="members")
    attached(world, own, ("a.txt", "資料1", "説明。".encode()), who="third")
    submitted(world, "volunteer", anonymity="members")
    submitted(world, "second")
    numbered(world, "volunteer", State.CONSULTATION, anonymity="members")
    a_round = opened(world, closes="2027-03-20", readers="presiding")
    for name in ("representative", "second", "third", "fourth"):
        assert round_answer(world, name, a_round, "2", "1", "0", "意見。").status_code == 200
    ended = world.as_("chair").api(f"/rounds/{a_round}/close", {"reason": "全社が回答した。"})
    assert ended.status_code == 200, ended.text
    let_pass(world, minutes=1)
    opened(world, closes="2027-03-20")
    drafted(world)
    on_ballot = numbered(world, "second", State.RECONCILING, anonymity="authority")
    terms = {"closes": "2027-03-31", "no_meeting": "会議を開く機会がない。"}
    answer = world.as_("chair").api(f"/requests/{on_ballot}/ballot", terms)
    assert answer.status_code == 201, answer.text
    approved = numbered(world, "volunteer", State.APPROVED, anonymity="authority", **WORDS)
    attached(world, approved, ("a.docx", "資料1", word("説明。", picture=png())))
    answer = world.as_("officer").api(f"/reviews/of/{approved}", {})
    assert answer.status_code == 201, answer.text


def sweep_of_members(world: World, names: tuple[str, ...] = tuple(PEOPLE)) -> Sweep:
    clients = {name: world.as_(name) for name in names} | {NOBODY: world.anyone()}
    return Sweep(world.site, world.app, world.main, models.metadata, clients, READERS)


def sweep_of_desk(world: World) -> Sweep:
    stranger = world.nobody_at_desk()
    stranger.cookies.update(world.as_("officer").cookies)
    clients = {name: world.at_desk(name) for name in world.officials}
    return Sweep(
        world.desk_site, world.desk_app, world.release, release_store.metadata,
        clients | {NOBODY: stranger}, tuple(world.officials),
    )  # fmt: skip


@pytest.fixture(scope="module")
def full(sqlite_stores: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("full")
    for file in sqlite_stores.iterdir():
        shutil.copy(file, folder)
    world = a_world(f"sqlite:///{folder / 'goi.db'}", folder)
    fill(world)
    yield world
    world.dispose()


def report(sweep: Sweep) -> None:
    print(f"{sum(sweep.checks.values())} checks at {len(sweep.site.doors)} doors of",
          f"{sweep.site.name}: {dict(sweep.checks)}")  # fmt: skip
    assert not sweep.faults, "\n".join([f"{len(sweep.faults)} faults", *sweep.faults[:15]])


@pytest.mark.parametrize("side", ["members", "desk"])
def test_every_route_stands_in_the_table(full: World, side: str) -> None:
    site, app = (full.site, full.app) if side == "members" else (full.desk_site, full.desk_app)
    assert set(walk(app)) == declared(site.doors) | {"/{rest:path}"}


def test_no_act_asks_for_a_key_and_for_its_own_transactions(full: World) -> None:
    """The seam keeps keys inside its transaction; such an act would be done twice."""
    acts = [one for site in (full.site, full.desk_site) for one in site.doors]
    assert not [one.name for one in acts if isinstance(one, Act) and one.creates
                and one.own_transactions]  # fmt: skip


def test_every_act_comes_back_to_a_page_that_its_path_can_fill(full: World) -> None:
    for site in (full.site, full.desk_site):
        for act in (one for one in site.doors if isinstance(one, Act)):
            view = site.view(act.shown_on)
            needed = {name for name, _ in PARAM.findall(view.path)}
            assert needed <= {name for name, _ in PARAM.findall(act.path)}, act.name


@pytest.mark.slow
@pytest.mark.parametrize("side", ["members", "desk"])
def test_looking_finds_what_one_may_see_and_changes_nothing(full: World, side: str) -> None:
    sweep = sweep_of_members(full) if side == "members" else sweep_of_desk(full)
    before = dump(sweep.store, sweep.tables)
    sweep.look()
    for name in (sweep.readers[0], NOBODY):
        sweep.no_id(name)
        sweep.methods(name)
    assert dump(sweep.store, sweep.tables) == before
    report(sweep)


@pytest.mark.slow
@pytest.mark.parametrize("side", ["members", "desk"])
def test_acting_is_for_whom_the_door_is(full: World, side: str) -> None:
    sweep = sweep_of_members(full) if side == "members" else sweep_of_desk(full)
    before = dump(sweep.store, sweep.tables)
    sweep.press()
    assert dump(sweep.store, sweep.tables) == before
    report(sweep)


@pytest.mark.parametrize("side", ["members", "desk"])
def test_a_conversation_is_for_whom_the_door_is(full: World, side: str) -> None:
    sweep = sweep_of_members(full) if side == "members" else sweep_of_desk(full)
    sweep.converse()
    assert (sweep.checks.total() > 0) == (side == "members")
    report(sweep)


@pytest.mark.slow
@pytest.mark.postgres
def test_a_smaller_sweep_on_postgres(
    postgres_cluster: PostgresCluster, postgres_stores: str, tmp_path: Path
) -> None:
    url = fresh_database(postgres_cluster, template=postgres_stores)
    world = a_world(url, tmp_path)
    fill(world)
    for sweep in (sweep_of_members(world, ("volunteer", "second", "officer")),
                  sweep_of_desk(world)):  # fmt: skip
        before = dump(sweep.store, sweep.tables)
        sweep.look()
        sweep.press()
        assert dump(sweep.store, sweep.tables) == before
        report(sweep)
    world.dispose()
    drop_database(postgres_cluster, url)


