"""Every comment gets its disposition before the chair calls for consensus."""

from typing import Any

import pytest

from deliberation_builder import comment, consulted, disposed, reconciled, send
from request_builder import move
from world import World, says


@pytest.fixture(scope="module")
def world(common_world: World) -> World:
    return common_world


def table(world: World, name: str, request_id: str, query: str = "") -> dict[str, Any]:
    answer = world.as_(name).api(f"/requests/{request_id}/comment-table{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def dispose(world: World, name: str, request_id: str, comment_id: str, **fields: str) -> Any:
    path = f"/requests/{request_id}/comments/{comment_id}/disposition"
    return send(world, name, path, **{"outcome": "accepted", "reason": "反映した。", **fields})


def test_the_chair_calls_only_once_every_comment_is_disposed_of(fresh_world: World) -> None:
    request_id = consulted(fresh_world)
    comment(fresh_world, "second", request_id, block="b2", proposed="基準日を定める。")
    secret = comment(fresh_world, "third", request_id, visibility="secretariat")
    reconciled(fresh_world, request_id)
    refused = move(fresh_world.as_("chair"), request_id, "call_consensus")
    assert refused.status_code == 409 and "対応の決まっていない意見が1件" in says(refused)
    disposed(fresh_world, request_id)
    assert secret not in [row["id"] for row in table(fresh_world, "chair", request_id)["rows"]]
    assert move(fresh_world.as_("chair"), request_id, "call_consensus").status_code == 303


def test_the_table_says_who_where_what_and_what_came_of_it(world: World) -> None:
    request_id = consulted(world)
    first = comment(world, "second", request_id, block="b2", proposed="基準日を定める。")
    second = comment(world, "third", request_id, block="problem", kind="editorial")
    assert dispose(world, "volunteer", request_id, first).status_code == 303
    assert dispose(world, "secretary", request_id, second, outcome="duplicate",
                   reason="同旨。", duplicate_of=first).status_code == 303  # fmt: skip
    found = table(world, "fourth", request_id)
    assert (found["disposed"], found["counted"]) == (2, 2)
    rows = {row["id"]: row for row in found["rows"]}
    told = ("code", "clause", "line", "paragraph", "type", "proposed")
    assert [rows[first][name] for name in told] == [
        "瑞雲電子", "要望内容", "2", "段落1", "te", "基準日を定める。",
    ]  # fmt: skip
    said = rows[second]["disposition"]
    assert (said["outcome"], said["number"]) == ("duplicate", rows[first]["number"])
    assert rows[first]["disposition"]["by"] == "要望した会社"
    page = says(world.as_("fourth").get(f"/requests/{request_id}/comment-table"))
    assert "瑞雲電子" in page and "反映した。" in page


def test_rows_are_narrowed(world: World) -> None:
    request_id = consulted(world)
    first = comment(world, "second", request_id, block="b2")
    comment(world, "third", request_id, kind="editorial")
    dispose(world, "chair", request_id, first)
    for query, found in {"?type=ed": 1, "?left=yes": 1, "?left=no": 1, "?company=瑞雲電子": 1,
                         "?version=1": 2, "?type=ge": 0}.items():  # fmt: skip
        assert len(table(world, "fourth", request_id, query)["rows"]) == found, query


WHO = {"volunteer": 303, "secretary": 303, "chair": 303, "second": 409, "adviser": 409}


def test_who_disposes(world: World) -> None:
    request_id = consulted(world)
    one = comment(world, "third", request_id)
    for name, status in WHO.items():
        assert dispose(world, name, request_id, one).status_code == status, name
    for name, status in {"volunteer": 409, "secretary": 303}.items():
        answer = dispose(world, name, request_id, one, outcome="out_of_scope")
        assert answer.status_code == status, name


SENT = [
    ({"reason": ""}, 422),
    ({"outcome": "maybe"}, 422),
    ({"outcome": "duplicate"}, 422),
    ({"outcome": "duplicate", "duplicate_of": "a" * 16}, 404),
]


def test_what_is_sent(world: World) -> None:
    request_id = consulted(world)
    one = comment(world, "third", request_id)
    for fields, status in SENT:
        assert dispose(world, "chair", request_id, one, **fields).status_code == status, fields
    itself = dispose(world, "chair", request_id, one, outcome="duplicate", duplicate_of=one)
    assert itself.status_code == 422


def test_whoever_asks_unnamed_stays_unnamed_in_table_and_files(world: World) -> None:
    request_id = consulted(world, anonymity="members")
    one = comment(world, "volunteer", request_id, text="補足する。", kind="general")
    assert dispose(world, "volunteer", request_id, one).status_code == 303
    telling = dispose(world, "volunteer", request_id, one, reason="青葉精工の事情。")
    assert telling.status_code == 409
    row = table(world, "second", request_id)["rows"][0]
    assert (row["code"], row["disposition"]["by"]) == ("要望者", "要望した会社")
    for name in ("second", "secretary", "officer"):
        text = world.as_(name).get(f"/requests/{request_id}/comment-table").text
        assert "青葉" not in text and "石橋" not in text
