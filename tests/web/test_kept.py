"""Answers kept as they were drawn: while nothing is journalled, for one session, for a minute."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from foundation import sessions
from tiny_site import TinySession, TinyWorld
from web.application import build
from web.door import View
from web.kept import Kept, KeptAnswers
from world import Client

Drawn = list[str]
_KEY = re.compile(r'name="_once" value="([^"]+)"')


def keeping(world: TinyWorld) -> Drawn:
    """Let the world keep its notes; answers whose notes were drawn, each time."""
    drawn: Drawn = []

    def told(find: Callable[..., Any]) -> Callable[..., Any]:
        def asked(visit: Any, **wanted: str) -> Any:
            drawn.append(visit.actor.name_ja)
            return find(visit, **wanted)

        return asked

    doors = tuple(
        replace(door, kept=True, find=told(door.find))
        if isinstance(door, View) and door.name in ("notes", "note")
        else door
        for door in world.site.doors
    )
    world.app = build(replace(world.site, doors=doors, kept=KeptAnswers()))
    return drawn


def but_key(answer: httpx.Response) -> str:
    return _KEY.sub("", answer.text)


def written(client: Client, title: str) -> str:
    answer = client.api("/", {"title": title})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_a_page_is_drawn_once_and_sent_with_new_keys(tiny_stored: TinyWorld) -> None:
    drawn = keeping(tiny_stored)
    anna = tiny_stored.as_("anna")
    written(anna, "first")
    answers = [anna.get("/") for _ in range(3)]
    assert drawn == ["anna"]
    assert "first" in answers[0].text and len({but_key(one) for one in answers}) == 1
    assert len({key for one in answers for key in _KEY.findall(one.text)}) == 3
    assert answers[2].headers.raw == answers[0].headers.raw
    assert "etag" not in answers[0].headers and answers[0].headers["cache-control"] == "no-store"


def test_whatever_is_journalled_has_it_drawn_anew(tiny_stored: TinyWorld) -> None:
    drawn = keeping(tiny_stored)
    anna, bert = tiny_stored.as_("anna"), tiny_stored.as_("bert")
    assert "walnut" not in anna.get("/").text
    written(anna, "walnut")
    assert "walnut" in anna.get("/").text
    written(bert, "not anna's")
    anna.get("/")
    assert drawn == ["anna"] * 3


def test_no_reader_is_given_what_was_drawn_for_another(tiny_stored: TinyWorld) -> None:
    drawn = keeping(tiny_stored)
    anna, bert, again = (tiny_stored.as_(name) for name in ("anna", "bert", "anna"))
    note = written(anna, "anna's own")
    assert "anna&#39;s own" in anna.get(f"/notes/{note}").text
    assert bert.get(f"/notes/{note}").status_code == 404
    assert "anna&#39;s own" not in bert.get("/").text
    # Another session of the same person has forms of its own.
    assert again.csrf in again.get(f"/notes/{note}").text
    assert drawn == ["anna", "bert", "bert", "anna"]


def test_address_language_and_minute_have_their_own(tiny_stored: TinyWorld) -> None:
    drawn = keeping(tiny_stored)
    anna = tiny_stored.as_("anna")
    japanese, asked = anna.get("/"), anna.get("/?q=x")
    assert "q=x" in asked.text and "q=x" not in japanese.text
    assert 'lang="en"' in anna.get("/?lang=en").text
    assert len(drawn) == 3
    tiny_stored.clock.forward(seconds=59)
    anna.get("/?q=x&lang=ja"), anna.get("/?q=x&lang=ja")
    assert len(drawn) == 4
    tiny_stored.clock.forward(seconds=1)
    anna.get("/?q=x&lang=ja")
    assert len(drawn) == 5


def test_what_is_said_once_is_not_kept(tiny_stored: TinyWorld) -> None:
    keeping(tiny_stored)
    anna = tiny_stored.as_("anna")
    anna.get("/")
    shown = anna.follow(anna.post("/", title="third"))
    flash = r'id="status" role="status">[^<]'
    assert re.search(flash, shown.text)
    assert not re.search(flash, anna.get(str(shown.url.path)).text)


@pytest.mark.parametrize("how", ["signed out", "idle"])
def test_a_session_that_has_ended_is_shown_nothing(tiny_stored: TinyWorld, how: str) -> None:
    keeping(tiny_stored)
    anna = tiny_stored.as_("anna")
    note = written(anna, "gone")
    assert anna.get(f"/notes/{note}").status_code == 200
    if how == "idle":
        tiny_stored.clock.forward(minutes=31)
    else:
        with tiny_stored.database.writing() as db:
            sessions.end_all(db, TinySession, "a" * 16)
    assert anna.get(f"/notes/{note}").status_code == 303


def test_the_api_sends_no_body_to_who_has_it(tiny_stored: TinyWorld) -> None:
    keeping(tiny_stored)
    anna, bert = tiny_stored.as_("anna"), tiny_stored.as_("bert")
    first = anna.api("/")
    asking = {"If-None-Match": first.headers["etag"]}
    same = anna.api("/", headers=asking)
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["etag"] == first.headers["etag"]
    # It is made of what is shown alone: what others do that does not show does not change it.
    written(bert, "bert's")
    assert anna.api("/", headers=asking).status_code == 304
    written(anna, "fourth")
    changed = anna.api("/", headers=asking)
    assert changed.status_code == 200 and "fourth" in changed.text


def test_so_many_bytes_are_kept_and_the_ones_asked_for_last() -> None:
    answers, drawn = KeptAnswers(most_bytes=100), []

    def ask(name: str, size: int) -> None:
        def draw() -> Kept:
            drawn.append(name)
            return Kept((b"x" * size,), (), (), "")

        answers.answer((name,), draw)

    for name, size in (("a", 40), ("b", 40), ("a", 40), ("c", 40), ("a", 40), ("b", 40)):
        ask(name, size)
    assert drawn == ["a", "b", "c", "b"]
    ask("larger than all", 101)
    ask("a", 40)
    assert drawn[4:] == ["larger than all", "a"]
