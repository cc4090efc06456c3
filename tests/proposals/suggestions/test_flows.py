"""Suggestions over HTTP: made, carried over, taken together, declined, set anew, withdrawn."""

import re
from itertools import count
from typing import Any

import pytest

from deliberation_builder import comment, consulted, reconciled, revised, send
from proposals.stages import State
from request_builder import draft, row, submitted
from world import World, says

_KEYS = count()


@pytest.fixture(scope="module")
def world(common_world: World) -> World:
    return common_world


def suggest(world: World, name: str, request_id: str, **fields: Any) -> str:
    """A suggestion on the words 「二時間」 or what is given; its id."""
    given = {"version": row(world, request_id).latest, "reason": "実態に合わせる。", **fields}
    answer = world.as_(name).api(
        f"/requests/{request_id}/suggestions", given, once=f"suggesting-{next(_KEYS)}"
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def page(world: World, name: str, request_id: str) -> dict[str, Any]:
    answer = world.as_(name).api(f"/requests/{request_id}/suggestions")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def shown(world: World, request_id: str, suggestion_id: str, name: str = "volunteer") -> dict:
    return next(
        one for one in page(world, name, request_id)["suggestions"] if one["id"] == suggestion_id
    )


def merge(world: World, request_id: str, *chosen: str, name: str = "volunteer", **fields: Any):
    base = fields.pop("base_version", row(world, request_id).latest)
    return send(world, name, f"/requests/{request_id}/suggestions/merge", chosen=list(chosen),
                base_version=str(base), **fields)  # fmt: skip


def source(world: World, request_id: str, section: str) -> str:
    shown = world.as_("volunteer").api(f"/requests/{request_id}").json()
    return next(one["source"] for one in shown["text"]["sections"] if one["name"] == section)


def test_a_suggestion_is_seen_in_the_text_and_side_by_side(world: World) -> None:
    request_id = consulted(world)
    one = suggest(world, "second", request_id, block="b2", quote="引き上げる",
                  replacement="百五十万円に引き上げる")  # fmt: skip
    text = world.as_("third").get(f"/requests/{request_id}/suggestions").text
    assert "百五十万円に</ins>" in text and "瑞雲電子" in text
    found = shown(world, request_id, one, "third")
    assert (found["state"], found["fate"], found["by"]) == ("open", "found", "伊藤 玲")
    assert [piece["kind"] for piece in found["row"]["new"]] == ["same", "insert", "same"]
    assert "".join(piece["text"] for piece in found["row"]["new"]) == (
        "(1) 基準額を百五十万円に引き上げる。(2) 換算の基準日を定める。"
    )


def test_several_make_one_version_that_names_them(fresh_world: World) -> None:
    request_id = consulted(fresh_world)
    one = suggest(fresh_world, "second", request_id, block="b2", quote="引き上げる",
                  replacement="百万円に引き上げる")  # fmt: skip
    other = suggest(fresh_world, "third", request_id, block="b1", quote="基準額",
                    replacement="少額特例の基準額")  # fmt: skip
    reconciled(fresh_world, request_id)
    assert merge(fresh_world, request_id, one, other).status_code == 303
    assert row(fresh_world, request_id).latest == 2
    assert source(fresh_world, request_id, "request").startswith("(1) 基準額を百万円に引き上げる。")
    assert source(fresh_world, request_id, "problem") == "少額特例の基準額が長く変わっていない。"
    listed = fresh_world.as_("third").api(f"/requests/{request_id}/versions").json()["versions"]
    assert listed[0]["summary"] == "修正案1・2を反映"
    found = shown(fresh_world, request_id, one)
    assert (found["state"], found["merged"]) == ("accepted", 2)


def test_two_on_the_same_words_are_told_to_conflict_and_not_taken_together(world: World) -> None:
    request_id = consulted(world)
    one = suggest(world, "second", request_id, block="b3", quote="物価と為替",
                  replacement="物価")  # fmt: skip
    other = suggest(world, "third", request_id, block="b3", quote="為替が変わった",
                    replacement="円の価値が下がった")  # fmt: skip
    assert shown(world, request_id, one)["conflicts"] == [2]
    assert shown(world, request_id, other)["conflicts"] == [1]
    reconciled(world, request_id)
    refused = merge(world, request_id, one, other)
    assert refused.status_code == 409 and "修正案1・2は同じ箇所" in says(refused)
    assert row(world, request_id).latest == 1
    assert merge(world, request_id, one).status_code == 303
    left = shown(world, request_id, other)
    assert (left["state"], left["fate"]) == ("open", "changed")


def test_the_undisputed_are_taken_and_the_rest_is_carried_over(world: World) -> None:
    request_id = consulted(world)
    one = suggest(world, "second", request_id, block="b2", quote="基準額を引き上げる",
                  replacement="基準額を大きく引き上げる")  # fmt: skip
    rest = suggest(world, "third", request_id, block="b2", quote="換算の基準日",
                   replacement="換算の基準となる日")  # fmt: skip
    reconciled(world, request_id)
    assert merge(world, request_id, one).status_code == 303
    assert shown(world, request_id, rest)["fate"] == "found"
    assert merge(world, request_id, rest).status_code == 303
    assert source(world, request_id, "request") == (
        "(1) 基準額を大きく引き上げる。(2) 換算の基準となる日を定める。"
    )


def test_what_lost_its_words_is_set_anew_by_its_holder(world: World) -> None:
    request_id = consulted(world)
    one = suggest(world, "second", request_id, block="b3", quote="物価と為替", replacement="物価")
    reconciled(world, request_id)
    revised(world, request_id, reason="物価、賃金と為替が変わったため。")
    found = shown(world, request_id, one)
    assert (found["fate"], found["words"]) == ("changed", "物価、賃金と為替")
    assert merge(world, request_id, one).status_code == 409
    path = f"/requests/{request_id}/suggestions/{one}/base"
    assert send(world, "third", path, replacement="物価").status_code == 409
    assert send(world, "second", path, replacement="物価と賃金").status_code == 303
    found = shown(world, request_id, one)
    assert (found["fate"], found["quote"], found["version"]) == ("found", "物価、賃金と為替", 2)
    assert merge(world, request_id, one).status_code == 303
    assert source(world, request_id, "reason") == "物価と賃金が変わったため。"


def test_in_part_with_the_final_words_and_a_reason(world: World) -> None:
    request_id = reconciled(world, consulted(world))
    one = suggest(world, "second", request_id, block="b2", quote="引き上げる",
                  replacement="廃止する")  # fmt: skip
    path = f"/requests/{request_id}/suggestions/{one}/part"
    lacking = send(world, "volunteer", path, final="見直す", base_version="1")
    assert lacking.status_code == 422
    assert send(world, "volunteer", path, final="見直す", answer="廃止までは求めない。",
                base_version="1").status_code == 303  # fmt: skip
    found = shown(world, request_id, one, "third")
    assert (found["state"], found["final"], found["answer"]) == (
        "in_part", "見直す", "廃止までは求めない。",
    )  # fmt: skip
    assert source(world, request_id, "request").startswith("(1) 基準額を見直す。")


def test_a_counter_suggestion_is_on_the_same_words_and_linked(world: World) -> None:
    request_id = consulted(world)
    one = suggest(world, "second", request_id, block="b2", quote="引き上げる", replacement="廃止")
    counter = suggest(world, "third", request_id, counter=one, replacement="二倍に引き上げる")
    found = shown(world, request_id, counter)
    assert (found["counter_to"], found["quote"], found["conflicts"]) == (1, "引き上げる", [1])
    assert shown(world, request_id, one)["counters"] == [2]
    form = world.as_("third").get(f"/requests/{request_id}/suggestions?counter={one}")
    assert "修正案1と同じ語句への対案" in says(form)


def test_the_words_a_comment_proposes_become_a_suggestion(world: World) -> None:
    request_id = consulted(world)
    words = {"block": "request", "quote": "引き上げる", "proposed": "百万円に引き上げる"}
    one = comment(world, "second", request_id, **words)
    secret = comment(world, "second", request_id, visibility="secretariat", **words)
    bare = comment(world, "second", request_id, block="request", quote="引き上げる")
    wide = comment(world, "second", request_id, proposed="すべて見直す。")

    def taken_up(name: str, comment_id: str):
        return send(world, name, f"/requests/{request_id}/comments/{comment_id}/suggestion")

    for comment_id in (secret, bare, wide):
        assert taken_up("second", comment_id).status_code == 409
    assert taken_up("third", one).status_code == 409
    # The drafters may; the words stay those of whoever wrote them.
    assert taken_up("volunteer", one).status_code == 303
    assert taken_up("second", one).status_code == 409
    (found,) = page(world, "third", request_id)["suggestions"]
    assert (found["by"], found["quote"], found["replacement"]) == (
        "伊藤 玲", "引き上げる", "百万円に引き上げる",
    )  # fmt: skip
    threads = world.as_("third").api(f"/requests/{request_id}").json()["deliberation"]["threads"]
    linked = {thread["number"]: thread["suggestion"] for thread in threads}
    assert linked[found["comment"]] == found["number"]
    withdrawal = f"/requests/{request_id}/suggestions/{found['id']}/withdrawal"
    assert send(world, "volunteer", withdrawal).status_code == 409
    assert send(world, "second", withdrawal).status_code == 303


def test_a_redline_leads_from_its_blocks_to_what_is_said_of_them(world: World) -> None:
    request_id = consulted(world, problem="一つ目。\n\n二つ目。", reason="物価のため。")
    comment(world, "second", request_id, block="b2", text="何年か。")
    one = suggest(world, "third", request_id, block="b1", quote="一つ目", replacement="はじめ")
    reconciled(world, request_id)
    revised(world, request_id, problem="一つ目。\n\n二つの目。\n\n三つ目。", reason="物価のため。")
    number = shown(world, request_id, one)["number"]
    for path, here in (("?view=redline", ""), ("/compare?view=redline", f"/requests/{request_id}")):
        text = world.as_("third").get(f"/requests/{request_id}{path}").text
        blocks = dict(re.findall(r'<p class="block" id="(b\d+)"[^>]*>(.*?)</p>', text, re.S))
        assert "一つ目。" in blocks["b1"] and "<ins>" not in blocks["b1"]
        assert "<ins>" in blocks["b2"]
        assert f'href="{here}#comment-1"' in text
        assert f"/requests/{request_id}/suggestions#suggestion-{number}" in text


SENT = [
    ({"block": "b99", "quote": "甲"}, 422),
    ({"quote": "引き上げる"}, 422),
    ({"block": "b2", "quote": "そこにない"}, 422),
    ({"block": "b2", "quote": "引き上げる", "replacement": "引き上げる"}, 422),
    ({"block": "b2", "quote": "引き上げる", "reason": ""}, 422),
    ({"block": "x2", "quote": "引き上げる"}, 422),
    ({"block": "b2", "quote": "引き上げる", "version": "7"}, 422),
    ({"block": "b2", "counter": "a" * 16}, 404),
    ({"block": "b2", "quote": "引き上げる"}, 303),
]


def test_what_is_sent(world: World) -> None:
    request_id = consulted(world)
    for fields, status in SENT:
        given = {"version": "1", "replacement": "", "reason": "理由。", **fields}
        answer = send(world, "second", f"/requests/{request_id}/suggestions", **given)
        assert answer.status_code == status, (fields, says(answer))


def test_who_decides_and_who_withdraws(world: World) -> None:
    request_id = consulted(world)
    one = suggest(world, "second", request_id, block="b2", quote="引き上げる", replacement="下げる")
    path = f"/requests/{request_id}/suggestions/{one}"
    for name, status in {"third": 409, "secretary": 409, "second": 409, "chair": 409}.items():
        answer = send(world, name, f"{path}/refusal", answer="反対の趣旨です。")
        assert answer.status_code == status, name
    assert send(world, "third", f"{path}/withdrawal").status_code == 409
    assert merge(world, request_id, one).status_code == 409, "the text stands still in a round"
    assert send(world, "volunteer", f"{path}/refusal", answer="趣旨に反する。").status_code == 303
    assert shown(world, request_id, one)["answer"] == "趣旨に反する。"
    other = suggest(world, "second", request_id, block="b2", quote="定める", replacement="定めない")
    withdrawal = f"/requests/{request_id}/suggestions/{other}/withdrawal"
    assert send(world, "second", withdrawal).status_code == 303
    assert send(world, "volunteer", withdrawal).status_code == 409


def test_what_is_suggested_in_a_draft_stays_its_companys_own(world: World) -> None:
    request_id = draft(world)
    one = suggest(world, "representative", request_id, block="b1", quote="長く",
                  replacement="三十年")  # fmt: skip
    assert world.as_("second").get(f"/requests/{request_id}/suggestions").status_code == 404
    assert merge(world, request_id, one).status_code == 303
    assert source(world, request_id, "problem") == "基準額が三十年変わっていない。"
    request_id = consulted(world)
    assert page(world, "second", request_id)["suggestions"] == []


def test_a_drafts_suggestions_are_shown_to_nobody_else_later(world: World) -> None:
    request_id = draft(world)
    suggest(world, "representative", request_id, block="b1", quote="長く", replacement="三十年")
    world.as_("volunteer").post(f"/requests/{request_id}/moves/submit")
    send(world, "secretary", f"/requests/{request_id}/consultation", closes="2026-12-10")
    assert len(page(world, "volunteer", request_id)["suggestions"]) == 1
    for name in ("second", "secretary", "chair", "officer"):
        assert page(world, name, request_id)["suggestions"] == []


def test_whoever_asks_unnamed_suggests_unnamed(world: World) -> None:
    request_id = consulted(world, anonymity="members")
    suggest(world, "volunteer", request_id, block="b1", quote="長く", replacement="三十年")
    for name in ("second", "chair", "secretary", "officer"):
        answer = world.as_(name).get(f"/requests/{request_id}/suggestions")
        assert "石橋" not in answer.text and "青葉" not in answer.text
        assert page(world, name, request_id)["suggestions"][0]["by"] == "要望者"
    telling = send(world, "volunteer", f"/requests/{request_id}/suggestions", version="1",
                   block="b1", quote="長く", replacement="青葉精工の", reason="甲")  # fmt: skip
    assert telling.status_code == 409


def test_a_mark_that_would_reach_into_other_blocks_is_refused(world: World) -> None:
    request_id = reconciled(world, consulted(world, problem="一つ目。\n\n二つ目。"))
    one = suggest(world, "second", request_id, block="b1", quote="一つ目。",
                  replacement="```\n一つ目。")  # fmt: skip
    refused = merge(world, request_id, one)
    assert refused.status_code == 409 and "ほかの段落" in says(refused)
    assert row(world, request_id).latest == 1


def test_nothing_is_suggested_before_and_after(world: World) -> None:
    request_id = submitted(world)
    fields = {"version": "1", "block": "b1", "quote": "長く", "reason": "甲"}
    path = f"/requests/{request_id}/suggestions"
    assert send(world, "volunteer", path, **fields).status_code == 409
    assert row(world, request_id).state == State.TRIAGE
