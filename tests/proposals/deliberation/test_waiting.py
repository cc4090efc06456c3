"""What waits for whom in a deliberation."""

from datetime import date

import pytest

from deliberation_builder import answered, checked, consulted, objection, position, seen, send, sent
from world import World, says

pytestmark = pytest.mark.databases("sqlite")


def waits(world: World, name: str) -> list[tuple[str, date | None]]:
    """What the first page lists for this person from deliberations."""
    answer = world.as_(name).api("/")
    ours = {"立場を表明する", "異議への回答を確認する", "異議に回答する", "合意を記録する",
            "新しい版について立場を改めて表明する"}  # fmt: skip
    return [
        (one["what"], one["due"]) for one in answer.json()["waiting"] if one["what"] in ours
    ]


def test_a_position_waits_for_those_who_speak_for_a_company_asked(world: World) -> None:
    request_id = consulted(world)
    due = [("立場を表明する", "2026-12-10")]
    for name in ("second", "second_contributor", "representative", "chair"):
        assert waits(world, name) == due
    for name in ("secretary", "adviser", "outsider"):
        assert waits(world, name) == []
    position(world, "second", request_id, "abstain")
    assert waits(world, "second") == waits(world, "second_contributor") == []
    assert "立場を表明する" in says(world.as_("third").get("/"))


def test_an_objection_waits_for_its_answer_then_for_its_holder(world: World) -> None:
    request_id = consulted(world)
    for name in ("second", "chair", "volunteer"):
        position(world, name, request_id, "support")
    one = objection(world, "second", request_id)
    todo = {name: waits(world, name) for name in ("volunteer", "chair", "second", "secretary")}
    answer = ("異議に回答する", None)
    assert todo == {"volunteer": [answer], "chair": [answer], "second": [], "secretary": []}
    answered(world, request_id, one)
    assert waits(world, "volunteer") == waits(world, "chair") == []
    assert waits(world, "second") == [("異議への回答を確認する", None)]
    sent(world, "second", f"/requests/{request_id}/objections/{one}/acceptance")
    assert waits(world, "second") == []


def test_the_record_waits_for_who_presides_once_it_can_be_made(world: World) -> None:
    request_id = consulted(world)
    checked(world, request_id)
    one = objection(world, "second", request_id, remedy="定義を置く。")
    record = ("合意を記録する", None)
    assert record not in waits(world, "chair")
    sent(world, "second", f"/requests/{request_id}/objections/{one}/withdrawal")
    assert record in waits(world, "chair") and record in waits(world, "lead")
    assert record not in waits(world, "secretary")
    sent(world, "chair", f"/requests/{request_id}/consensus", outcome="rough", statement="甲。",
         weighed="乙。")  # fmt: skip
    assert record not in waits(world, "chair")


def test_after_the_round_no_position_is_due(world: World) -> None:
    request_id = consulted(world)
    checked(world, request_id)
    assert waits(world, "second") == []
    assert seen(world, "second", request_id)["positions"]["may"]["ok"]
    assert send(world, "second", f"/requests/{request_id}/position",
                value="support").status_code == 303  # fmt: skip
