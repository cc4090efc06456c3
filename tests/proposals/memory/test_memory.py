"""Earlier requests beside a draft: on the same item, in the same words, with the answer; never
anything that its writer may not see."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from proposals.memory.wording import telling
from proposals.models import PointReply
from proposals.stages import State
from request_builder import draft, numbered
from world import World, a_world


@pytest.fixture
def world(sqlite_stores_url: str, tmp_path: Path) -> Iterator[World]:
    settled = a_world(sqlite_stores_url, tmp_path)
    yield settled
    settled.dispose()


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"title_ja": "少額特例の金額基準の見直し"}, ["少額特例", "金額基準"]),
        ({"title_ja": "要望の見直し"}, []),
        ({"title_ja": "検知装置", "request": "検知装置の**除外規定**"}, ["検知装置", "除外規定"]),
        ({"title_ja": "件", "title_en": "Review of carbon fibre"}, ["carbon", "fibre"]),
        ({}, []),
    ],
)
def test_the_words_that_say_what_a_draft_is_about(texts, words) -> None:
    assert telling(texts) == words


def beside(world: World, who: str, request_id: str) -> dict[str, dict]:
    answer = world.as_(who).api(f"/requests/{request_id}/memory")
    assert answer.status_code == 200, answer.text
    return {one["touching"]["request"]["id"]: one for one in answer.json()["found"]}


OTHER = {
    "title_ja": "別の件", "title_en": "", "problem": "なし", "request": "別のこと",
    "legal_references": "外為法第25条",
}  # fmt: skip


def test_earlier_requests_stand_beside_a_draft_with_the_answer(world: World) -> None:
    same_item = numbered(
        world, "second", State.DECLINED, **OTHER | {"legal_references": "輸出令別表第1の9の項(1)"}
    )
    same_words = numbered(
        world, "second", State.ADOPTED, **OTHER | {"problem": "炭素繊維の除外規定が狭い。"}
    )
    numbered(world, "second", State.ADOPTED, **OTHER)
    hidden = draft(world, "fourth", **OTHER | {"legal_references": "輸出令別表第1の9の項"})
    with world.work() as work:
        work.db.add(
            PointReply(
                id=work.id("point_reply"), request_id=same_item, point=1, asked="",
                outcome="not_adopted", text="", reason="国際的な均衡のため",
                replied_day="2026-11-01",
            )
        )  # fmt: skip
    mine = draft(
        world, title_ja="炭素繊維の除外規定", title_en="", problem="狭い。", request="広げる。",
        legal_references="別表1-9",
    )  # fmt: skip
    found = beside(world, "volunteer", mine)
    assert list(found) == [same_item, same_words] and hidden not in found
    assert found[same_item]["touching"]["replies"][0]["reason"] == "国際的な均衡のため"
    assert found[same_words]["words"] == ["炭素繊維", "除外規定"]
    page = world.as_("volunteer").get(f"/requests/{mine}/edit")
    assert "国際的な均衡のため" in page.text
    # Beside nobody else's draft, and to nobody who does not write it.
    assert world.as_("second").api(f"/requests/{mine}/memory").status_code == 404
    assert world.as_("second").api(f"/requests/{same_item}/memory").status_code == 404


def test_earlier_requests_stand_beside_what_is_only_begun_and_no_word_is_lost(
    world: World,
) -> None:
    asked = numbered(
        world, "second", State.DECLINED, **OTHER | {"legal_references": "輸出令別表第1の9の項(1)"}
    )
    hidden = draft(world, "fourth", **OTHER | {"legal_references": "輸出令別表第1の9の項"})
    written = {
        "title_ja": "暗号の件", "legal_references": "別表1-9", "problem": "<b>煩雑</b>。",
        "anonymity": "authority",
    }  # fmt: skip
    writer = world.as_("volunteer")
    page = writer.post("/requests/new/earlier", **written)
    assert page.status_code == 200
    assert f"/requests/{asked}" in page.text and hidden not in page.text
    assert "暗号の件" in page.text and "&lt;b&gt;煩雑&lt;/b&gt;。" in page.text
    assert 'action="/requests/new"' in page.text, "the same form goes on"
    with world.main.writing():  # nothing is written, so it waits for nobody who writes
        told = writer.api("/requests/new/earlier", written).json()
    assert told["values"]["anonymity"] == "authority"
    assert [one["touching"]["request"]["id"] for one in told["memory"]["found"]] == [asked]
    assert world.as_("observer").post("/requests/new/earlier", **written).status_code == 409
