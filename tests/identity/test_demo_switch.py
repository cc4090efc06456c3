"""Becoming somebody of the demonstration; nowhere else, and nobody real."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from identity.models import Person
from world import World, a_world, says


@pytest.fixture
def demo(database_url: str, tmp_path: Path) -> Iterator[World]:
    world = a_world(database_url, tmp_path, demo=True)
    yield world
    world.dispose()


def test_one_press_makes_one_somebody_else(demo: World) -> None:
    browser = demo.as_("volunteer")
    answer = browser.post("/demo/switch", person=demo.people["chair"])
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "加藤 正" in says(browser.get("/account/sessions"))
    assert len(browser.api("/account/sessions").json()["sessions"]) == 1


def test_the_sign_in_page_offers_the_story_first_then_all_by_what_they_are(demo: World) -> None:
    story = {demo.address("volunteer"): "volunteer", demo.address("meti_attendee"): "chair"}
    told = replace(demo.site, tools={**demo.site.tools, "story": story, "desk": "/ministry/"})
    demo.__dict__["site"] = told
    groups = demo.anyone().api("/sign-in").json()["groups"]
    assert [one["name"] for one in groups[0]["people"]] == ["石橋 浩二"]
    assert groups[0]["people"][0]["role"] == "要望を起案する人"
    titles = [group["title"] for group in groups[1:]]
    assert titles == ["会社代表者", "会社の担当者", "事務局", "アドバイザー", "オブザーバー"]
    assert 'href="/ministry/"' in demo.anyone().get("/sign-in").text


def test_people_of_the_ministry_are_not_offered(demo: World) -> None:
    meti = demo.people["meti_attendee"]
    assert meti not in demo.anyone().get("/sign-in").text
    assert demo.anyone().post("/demo/switch", person=meti).status_code == 404


def test_somebody_who_can_be_reached_is_never_offered(demo: World) -> None:
    chair = demo.people["chair"]
    with demo.work() as work:
        row = work.db.get_one(Person, chair)
        row.email = "chair@notexample.co.jp"
        work.db.add(row)
    assert chair not in demo.anyone().get("/sign-in").text
    assert demo.anyone().post("/demo/switch", person=chair).status_code == 404


def test_outside_the_demonstration_there_is_no_such_thing(world: World) -> None:
    chair = world.people["chair"]
    for client in (world.anyone(), world.as_("administrator")):
        assert client.post("/demo/switch", person=chair).status_code == 404
        assert client.api("/demo/switch", {"person": chair}).status_code == 404
    assert world.anyone().api("/sign-in").json()["groups"] == []
    assert "加藤" not in world.anyone().get("/sign-in").text
