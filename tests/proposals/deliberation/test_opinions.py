"""Minority opinions over HTTP: word for word, named or not."""

import pytest
from sqlmodel import select

from deliberation_builder import answered, checked, consulted, objection, position, seen, send, sent
from proposals.models import MinorityOpinion, Request
from world import World, says

pytestmark = pytest.mark.databases("sqlite")

WORDS = "  当社は、\n　**現状維持**を求める。<b>以上</b>"


@pytest.fixture
def request_id(world: World) -> str:
    found = consulted(world)
    position(world, "second", found, "object", reason="広すぎる。")
    return found


def give(world: World, name: str, request_id: str, **fields: str):
    given = {"text": WORDS, **fields}
    return send(world, name, f"/requests/{request_id}/minority-opinion", **given)


def test_an_opinion_is_kept_word_for_word_without_the_name(world: World, request_id: str) -> None:
    assert give(world, "second", request_id).status_code == 303
    page = world.as_("third").get(f"/requests/{request_id}")
    assert "ある会員企業" in says(page)
    assert "**現状維持**を求める。&lt;b&gt;以上&lt;/b&gt;" in page.text
    shown = seen(world, "third", request_id)["opinions"]["rows"][0]
    assert (shown["by"], shown["mine"]) == ("ある会員企業", False)
    assert shown["text"] == WORDS.rstrip()


def test_its_holder_decides_on_the_name_and_may_change_it(world: World, request_id: str) -> None:
    give(world, "second", request_id, named="on")
    assert seen(world, "third", request_id)["opinions"]["rows"][0]["by"] == "瑞雲電子"
    give(world, "second", request_id, text="改めた意見。")
    found = seen(world, "third", request_id)["opinions"]["rows"]
    assert [(one["by"], one["text"]) for one in found] == [("ある会員企業", "改めた意見。")]
    sent(world, "second", f"/requests/{request_id}/minority-opinion/end")
    assert not seen(world, "third", request_id)["opinions"]["rows"]
    assert send(world, "second", f"/requests/{request_id}/minority-opinion/end").status_code == 404


def test_nobody_is_told_who_holds_an_unnamed_opinion(world: World, request_id: str) -> None:
    give(world, "second", request_id, text="名は要らない。")
    for name in ("third", "chair", "secretary", "officer", "adviser", "outsider"):
        shown = seen(world, name, request_id)["opinions"]["rows"]
        assert shown == [{"by": "ある会員企業", "text": "名は要らない。", "mine": False}]


def test_who_leaves_an_opinion_disagrees(world: World, request_id: str) -> None:
    refused = give(world, "third", request_id)
    assert refused.status_code == 409 and "反対の立場又は異議" in says(refused)
    position(world, "third", request_id, "support")
    assert give(world, "third", request_id).status_code == 409
    one = objection(world, "third", request_id)
    assert give(world, "third", request_id).status_code == 303
    sent(world, "third", f"/requests/{request_id}/objections/{one}/withdrawal")
    assert give(world, "third", request_id, text="なお残す。").status_code == 303
    for name in ("secretary", "adviser", "outsider"):
        assert give(world, name, request_id).status_code == 409


def test_an_objection_that_was_not_met_entitles(world: World, request_id: str) -> None:
    one = objection(world, "third", request_id)
    answered(world, request_id, one)
    sent(world, "chair", f"/requests/{request_id}/objections/{one}/end", step="address",
         reason="比べた。")  # fmt: skip
    assert give(world, "third", request_id).status_code == 303


def test_it_may_be_changed_until_release(world: World, request_id: str) -> None:
    give(world, "second", request_id)
    checked(world, request_id)
    for state, status in (("ballot", 303), ("approved", 303), ("submitted", 409)):
        with world.work() as work:
            request = work.db.get_one(Request, request_id)
            request.state = state
            work.db.add(request)
        assert give(world, "second", request_id, text=f"{state}でも。").status_code == status
    with world.reading() as work:
        assert work.db.exec(select(MinorityOpinion)).one().text == "approvedでも。"


def test_what_is_refused(world: World, request_id: str) -> None:
    for text in ("", " 　", "あ" * 10_001, "nul\0"):
        assert give(world, "second", request_id, text=text).status_code == 422
    assert not seen(world, "second", request_id)["opinions"]["rows"]
