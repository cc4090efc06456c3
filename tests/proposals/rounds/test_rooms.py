"""The company room: its own people write, ask and approve there, and nobody else reads a word.

The last tests are the twin of tests/sweep: a canary stands in a room, and everybody else walks
every door.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from httpx import Response
from sqlalchemy import MetaData, text
from sqlmodel import select

from deliberation_builder import consulted, position, seen, sent
from doors_walked import PARAM
from foundation.database import Database
from foundation.journal import JournalEntry
from goi import models
from notifications.models import Message
from proposals.rounds.models import RoundAnswer
from round_builder import answer, answers, let_pass, opened
from search.models import SearchEntry
from submissions import release_store
from tiny_site import dump
from web.door import Act, Live
from web.site import Site
from world import Client, World, says

pytestmark = pytest.mark.databases("sqlite")

CANARY = "社内限りの琥珀色の符牒"
TEXT = 3  # the place of the free text among the questions


def wants_approval(world: World, name: str = "second") -> None:
    assert world.as_(name).post("/rooms/approval", approval="on").status_code == 303


def room(world: World, name: str, round_id: str) -> Any:
    return world.as_(name).api(f"/rounds/{round_id}/room").json()


def saved(world: World, name: str, round_id: str, *said: str, do: str = "draft") -> Any:
    base = room(world, name, round_id)["revision"]
    body = {"answers": answers(world, round_id, *said), "base": base}
    return world.as_(name).api(f"/rounds/{round_id}/room/{do}", body)


def counted(world: World) -> list[RoundAnswer]:
    with world.main.reading() as db:
        return [row for row in db.exec(select(RoundAnswer)).all() if row.stands]


def test_a_draft_is_no_answer(world: World) -> None:
    round_id = opened(world)
    assert saved(world, "second_contributor", round_id, "2", "", "", "草案。").status_code == 200
    assert counted(world) == []
    held = room(world, "second", round_id)
    assert held["state"] == "writing" and held["questions"][TEXT]["value"] == "草案。"
    assert not held["answered"]


def test_a_contributor_drafts_and_the_representative_approves(world: World) -> None:
    wants_approval(world)
    round_id = opened(world)
    refused = answer(world, "second_contributor", round_id, "2")
    assert (refused.status_code, refused.json()["key"]) == (409, "room.approval_needed")
    asked = saved(world, "second_contributor", round_id, "2", "", "", "案です。", do="approval")
    assert asked.status_code == 200, asked.text
    assert counted(world) == []
    home = says(world.as_("second").get("/"))
    world.clock.forward(minutes=1)
    assert "社内の回答案を承認してください" in home
    back = world.as_("second").post(f"/rounds/{round_id}/room/return", note="理由を足すこと。")
    assert back.status_code == 303
    world.clock.forward(minutes=1)
    assert room(world, "second_contributor", round_id)["state"] == "returned"
    saved(world, "second_contributor", round_id, "1", "", "", "直した案です。", do="approval")
    world.clock.forward(minutes=1)
    assert saved(world, "second", round_id, "1", "", "", "直した案です。",
                 do="answer").status_code == 200  # fmt: skip
    (row,) = counted(world)
    assert row.person_id == world.people["second"]
    history = [one["label"] for one in room(world, "second", round_id)["steps"]]
    assert history == ["承認を求めた", "差し戻した", "承認を求めた", "回答を確定した"]


def test_positions_wait_for_approval_alike(world: World) -> None:
    wants_approval(world)
    request_id = consulted(world)
    path = f"/requests/{request_id}"
    alone = world.as_("second_contributor").api(f"{path}/position", {"value": "support"})
    assert alone.json()["key"] == "room.approval_needed"
    draft = {"value": "can_live_with", "reason": "条件がある。"}
    assert world.as_("second_contributor").api(f"{path}/room/approval", draft).status_code == 200
    held = world.as_("second").api(f"{path}/room").json()
    assert (held["value"], held["state"]) == ("can_live_with", "asked")
    given = world.as_("second").api(f"{path}/room/position", draft | {"base": held["revision"]})
    assert given.status_code == 200, given.text
    assert seen(world, "second", request_id)["positions"]["mine"]["value"] == "can_live_with"


def test_approval_is_the_representatives_to_want(world: World) -> None:
    refused = world.as_("second_contributor").api("/rooms/approval", {"approval": True})
    assert refused.json()["key"] == "room.representative_only"
    assert world.as_("secretary").api("/rooms/approval", {"approval": True}).status_code == 404
    position(world, "second_contributor", consulted(world), "support")


def test_nobody_overwrites_what_a_colleague_saved(world: World) -> None:
    round_id = opened(world)
    saved(world, "second", round_id, "2")
    body = {"answers": answers(world, round_id, "-2"), "base": 0}
    stale = world.as_("second_contributor").api(f"/rounds/{round_id}/room/draft", body)
    assert stale.status_code == 409
    assert room(world, "second", round_id)["questions"][0]["value"] == "2"


# --- the canary -------------------------------------------------------------------------------


def planted(world: World) -> tuple[str, str]:
    """A round and a request in whose rooms 瑞雲電子 wrote the canary everywhere one can write."""
    wants_approval(world)
    round_id, request_id = opened(world), consulted(world)
    said = ("2", "", "", CANARY)
    assert saved(world, "second_contributor", round_id, *said).status_code == 200
    assert saved(world, "second_contributor", round_id, *said, do="approval").status_code == 200
    stand = {"value": "object", "reason": CANARY}
    asked = world.as_("second_contributor").api(f"/requests/{request_id}/room/approval", stand)
    assert asked.status_code == 200
    for path in (f"/rounds/{round_id}/room", f"/requests/{request_id}/room"):
        sent(world, "second", f"{path}/notes", text=CANARY)
        sent(world, "second", f"{path}/return", note=CANARY)
    return round_id, request_id


def everybody_else(world: World) -> Iterator[tuple[str, Client]]:
    yield "nobody", world.anyone()
    for name in world.people:
        if not name.startswith("second") or name == "secondee":
            yield name, world.as_(name)


# Where a parameter is not called after its table, and what is no id.
TABLES = {"session": "sign_in_session", "term": "office_term", "name": "company_name",
          "exception": "review_exception"}  # fmt: skip
PLAIN = {"number": "1", "move": "submit"}


class Ids(dict[str, str]):
    """What each parameter of a door is filled with: what is given, else something of the kind
    that stands in the store, else what never was."""

    def __init__(self, store: Database, metadata: MetaData, **given: str) -> None:
        super().__init__(PLAIN | given)
        self._store, self._tables = store, {one.rpartition(".")[2] for one in metadata.tables}

    def __missing__(self, param: str) -> str:
        name = param.removesuffix("_id")
        table, found = TABLES.get(name, name), None
        if table in self._tables:
            with self._store.reading() as db:
                rows = db.connection().execute(text(f'SELECT id FROM "{table}" ORDER BY id'))
                found = rows.scalar()
        self[param] = str(found or "a" * 16)
        return self[param]

    def fill(self, path: str) -> str:
        return PARAM.sub(lambda found: self[found[1]], path)


def walked(site: Site, ids: Ids) -> Iterator[str]:
    """Every page, file and answer of the API of an application."""
    for door in site.doors:
        if isinstance(door, Act | Live):
            continue
        path = ids.fill(door.path)
        yield path
        if door.api:
            yield f"/api{path}"


def holds(answer: Response) -> bool:
    """Whether the canary stands in an answer, or in a part of a packed file."""
    content = answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return CANARY.encode() in content or CANARY in answer.text


# Everybody tries every door that leads to the round or the request; these try all the others too
# (on PostgreSQL these alone, and the near ones alone: its queries are what differs there).
WALKERS = {"nobody", "third", "chair", "secretary", "officer", "administrator"}


@pytest.mark.databases("sqlite", "postgres")
def test_the_room_is_read_by_no_one_else_at_any_door(world: World) -> None:
    round_id, request_id = planted(world)
    sqlite = world.settings.database_url.startswith("sqlite")
    ids = Ids(
        world.main, models.metadata, round_id=round_id, request_id=request_id,
        body_id=world.bodies["regulations"], company_id=world.companies["mizuho"],
    )  # fmt: skip
    own = world.as_("second").get(f"/rounds/{round_id}/room").text
    assert own.count(CANARY) >= 3  # what is looked for is there to be found
    found = []
    for name, client in everybody_else(world):
        for path in walked(world.site, ids):
            near, walks = round_id in path or request_id in path, name in WALKERS
            tries = (near or walks) if sqlite else (near and walks)
            if tries and holds(client.get(path)):
                found.append((name, path))
        for door in world.site.doors:
            if name in WALKERS and isinstance(door, Act) and "/room" in door.path:
                path = ids.fill(door.path)
                if holds(client.post(path)) or holds(client.api(path, {})):
                    found.append((name, f"POST {path}"))
        for path in (f"/search?q={CANARY}", f"/api/search?q={CANARY}"):
            if client.get(path).text.count(CANARY) > client.get("/search?q=x").text.count(CANARY):
                hits = client.api(f"/search?q={CANARY}").json().get("groups", [])
                found += [(name, path)] if hits else []
    desk = Ids(world.release, release_store.metadata)
    for client in (world.nobody_at_desk(), world.at_desk()):
        found += [("desk", path) for path in walked(world.desk_site, desk)
                  if holds(client.get(path))]  # fmt: skip
    assert found == []


def test_others_find_their_own_room_or_none_also_after_the_close(world: World) -> None:
    round_id, request_id = planted(world)
    for name, client in everybody_else(world):
        for path in (f"/rounds/{round_id}/room", f"/requests/{request_id}/room"):
            answered = client.api(path)
            assert answered.status_code in (200, 401, 404), name
            if answered.status_code == 200:
                assert answered.json()["company"] != "瑞雲電子株式会社", name
                assert answered.json()["notes"] == answered.json()["steps"] == [], name
    # What was never said stays inside when the results are out.
    for name in ("representative", "third", "fourth", "chair"):
        assert answer(world, name, round_id, "2", "1", "0", "公の意見。").status_code == 200
    let_pass(world, days=20)
    kinds = ("results", "results.csv", "results.xlsx")
    for name, client in everybody_else(world):
        for kind in kinds:
            assert not holds(client.get(f"/rounds/{round_id}/{kind}")), (name, kind)
    assert "公の意見。" in world.as_("third").get(f"/rounds/{round_id}/results").text


@pytest.mark.databases("sqlite", "postgres")
def test_nothing_but_the_rooms_tables_holds_a_word_of_it(world: World) -> None:
    """Neither the journal, nor the outbox, the mails, the search or any other table."""
    planted(world)
    own = {"room_draft", "room_note", "room_step"}
    tables = dump(world.main, models.metadata)
    leaks = {name for name, rows in tables.items() if name not in own and CANARY in str(rows)}
    assert {name for name in own if CANARY in str(tables[name])} == own
    assert leaks == set()
    assert CANARY not in str(dump(world.release, release_store.metadata))
    assert CANARY not in str(world.mails())
    with world.main.reading() as db:
        assert db.exec(select(JournalEntry).where(JournalEntry.verb == "room.save")).all()
        assert db.exec(select(Message).where(Message.text_key == "mail.room_asked")).all()
        assert not [one for one in db.exec(select(SearchEntry)).all() if CANARY in one.body]


