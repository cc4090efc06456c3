"""What waits for whom, as the first page tells it."""

import pytest

from request_builder import draft, move, numbered, submitted
from world import World, says


@pytest.fixture(scope="module")
def world(common_world: World) -> World:
    return common_world


def waits(world: World, name: str, words: str, link: str) -> bool:
    page = world.as_(name).get("/")
    return words in says(page) and f"/requests/{link}" in page.text


def test_a_draft_waits_for_its_own_company(world: World) -> None:
    request_id = draft(world)
    for name in ("volunteer", "representative"):
        assert waits(world, name, "下書きを仕上げる", request_id)
    for name in ("second", "secretary", "chair"):
        assert request_id not in world.as_(name).get("/").text


def test_what_was_returned_says_so(world: World) -> None:
    request_id = submitted(world)
    move(world.as_("secretary"), request_id, "return_to_draft", note="数字を足してください。")
    assert waits(world, "volunteer", "差し戻された要望を直す", request_id)


def test_what_was_submitted_waits_for_the_secretariat(world: World) -> None:
    request_id = submitted(world)
    assert waits(world, "secretary", "提出された要望を確認する", request_id)
    assert request_id not in world.as_("chair").get("/").text


def test_what_is_hidden_from_members_waits_for_the_anonymity_officer_alone(world: World) -> None:
    request_id = submitted(world, anonymity="members")
    assert waits(world, "officer", "提出された要望を確認する", request_id)
    for name in ("secretary", "secondee", "releaser"):
        assert request_id not in world.as_(name).get("/").text


def test_views_wait_to_be_reconciled_by_who_asks_and_who_presides(world: World) -> None:
    request_id = numbered(world)
    for name in ("volunteer", "lead", "chair"):
        assert waits(world, name, "意見を調整する", request_id)
    assert "意見を調整する" not in says(world.as_("second").get("/"))
