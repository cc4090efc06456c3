"""The chair's record over HTTP: refused while anything is unanswered, frozen once made."""

import pytest
from sqlmodel import select

from deliberation_builder import (
    answered,
    checked,
    consulted,
    objection,
    position,
    reconciled,
    revised,
    seen,
    send,
    sent,
)
from proposals.models import ConsensusRecord, Request
from proposals.queries import facts
from request_builder import move
from world import World, says

pytestmark = pytest.mark.databases("sqlite")

FIELDS = {
    "outcome": "rough", "statement": "この案で要望する。", "weighed": "負担と実効性を比べた。",
}  # fmt: skip


def record(world: World, request_id: str, name: str = "chair", **fields: str):
    return send(world, name, f"/requests/{request_id}/consensus", **{**FIELDS, **fields})


def known(world: World, request_id: str) -> str | None:
    with world.reading() as work:
        return facts(work.db, work.db.get_one(Request, request_id)).consensus


def records(world: World) -> list[ConsensusRecord]:
    with world.reading() as work:
        return list(work.db.exec(select(ConsensusRecord)))


@pytest.mark.databases("sqlite", "postgres")
def test_the_road_from_an_objection_to_approval(world: World) -> None:
    request_id = consulted(world)
    position(world, "second", request_id, "object", ground="定義がない。")
    position(world, "third", request_id, "support")
    one = seen(world, "chair", request_id)["objections"]["rows"][0]["id"]
    answered(world, request_id, one, by="volunteer")
    sent(world, "chair", f"/requests/{request_id}/objections/{one}/end", step="address",
         reason="別紙で足りる。")  # fmt: skip
    checked(world, request_id)
    formal = objection(world, "second", request_id, remedy="本文に置く。")

    refused = record(world, request_id)
    assert refused.status_code == 409
    assert "回答のない懸念・異議が1件あります" in says(refused)
    assert FIELDS["statement"] in refused.text

    answered(world, request_id, formal, by="volunteer")
    refused = record(world, request_id)
    assert refused.status_code == 409 and "終結していない懸念・異議が1件" in says(refused)

    sent(world, "chair", f"/requests/{request_id}/objections/{formal}/end", step="address",
         reason="改めて比べた。")  # fmt: skip
    refused = record(world, request_id, outcome="unanimous")
    assert refused.status_code == 422 and "全会一致とは記録できません" in says(refused)
    assert not records(world)
    assert move(world.as_("chair"), request_id, "approve").status_code == 409

    assert record(world, request_id).status_code == 303
    page = says(world.as_("third").get(f"/requests/{request_id}"))
    card = page[page.index("合意の記録") :]
    grounds, counts = card.index("負担と実効性を比べた。"), card.index("各社の立場")
    assert card.index("この案で要望する。") < grounds < card.index("別紙で足りる。") < counts
    assert move(world.as_("chair"), request_id, "approve").status_code == 303


def test_the_roll_is_frozen_with_the_record(world: World) -> None:
    request_id = consulted(world)
    position(world, "second", request_id, "object", reason="広すぎる。")
    position(world, "third", request_id, "support")
    sent(world, "second", f"/requests/{request_id}/minority-opinion", text="現状維持を求める。")
    checked(world, request_id)
    record(world, request_id)
    position(world, "second", request_id, "support")
    sent(world, "second", f"/requests/{request_id}/minority-opinion", text="変えた。", named="on")
    roll = records(world)[0].roll
    assert roll["late"] == []
    companies = {company: name for name, company in world.companies.items()}
    assert {companies[one["company"]]: one["value"] for one in roll["positions"]} == {
        "mizuho": "object", "hokuto": "support",
    }  # fmt: skip
    assert {companies[one] for one in roll["silent"]} == {"aoba", "minato", "shinonome"}
    assert (roll["deemed"], roll["silence"], len(roll["asked"])) == ([], "nothing", 5)
    assert roll["opinions"] == [{"company": None, "text": "現状維持を求める。"}]
    assert roll["counts"]["object"] == 1


def test_three_outcomes(world: World) -> None:
    for outcome in ("unanimous", "rough", "none"):
        request_id = consulted(world)
        position(world, "second", request_id, "can_live_with")
        checked(world, request_id)
        assert record(world, request_id, outcome=outcome).status_code == 303
        assert known(world, request_id) == outcome
        approved = move(world.as_("chair"), request_id, "approve")
        assert approved.status_code == (409 if outcome == "none" else 303), outcome


def test_no_unanimity_while_a_company_objects(world: World) -> None:
    request_id = consulted(world)
    position(world, "second", request_id, "object", reason="広すぎる。")
    checked(world, request_id)
    refused = record(world, request_id, outcome="unanimous")
    assert refused.status_code == 422 and "反対の会社が1社" in says(refused)
    position(world, "second", request_id, "can_live_with")
    assert record(world, request_id, outcome="unanimous").status_code == 303


def test_an_objection_that_was_met_does_not_hinder_unanimity(world: World) -> None:
    request_id = consulted(world)
    for end in ("withdrawal", "acceptance"):
        one = objection(world, "second", request_id)
        answered(world, request_id, one)
        sent(world, "second", f"/requests/{request_id}/objections/{one}/{end}")
    checked(world, request_id)
    assert record(world, request_id, outcome="unanimous").status_code == 303


def test_a_newer_version_overtakes_the_record(world: World) -> None:
    request_id = checked(world, consulted(world))
    record(world, request_id)
    assert known(world, request_id) == "rough"
    sent(world, "chair", f"/requests/{request_id}/moves/reopen_reconciling", note="直す。")
    revised(world, request_id, problem="円安で対象が増えた。")
    assert known(world, request_id) is None
    shown = seen(world, "third", request_id)["consensus"]["records"]
    assert [one["stands"] for one in shown] == [False]
    assert "効力がありません" in says(world.as_("third").get(f"/requests/{request_id}"))


def test_an_objection_raised_afterwards_overtakes_it_too(world: World) -> None:
    request_id = checked(world, consulted(world))
    record(world, request_id)
    one = objection(world, "second", request_id, remedy="定義を置く。")
    assert known(world, request_id) is None
    answered(world, request_id, one)
    sent(world, "second", f"/requests/{request_id}/objections/{one}/withdrawal")
    assert move(world.as_("chair"), request_id, "approve").status_code == 409


RECORDERS = {
    "chair": 303, "lead": 303, "second": 409, "volunteer": 409, "secretary": 409,
    "officer": 409, "adviser": 409, "outsider": 409,
}  # fmt: skip


def test_who_records(world: World) -> None:
    request_id = checked(world, consulted(world))
    status = {name: record(world, request_id, name).status_code for name in RECORDERS}
    assert status == RECORDERS
    assert len(records(world)) == 2
    # And only while consensus is checked.
    other = consulted(world)
    assert record(world, other).status_code == 409
    assert record(world, reconciled(world, other)).status_code == 409


REFUSED = [
    {"outcome": ""}, {"outcome": "majority"}, {"statement": ""}, {"weighed": " "},
    {"statement": "あ" * 4_001}, {"weighed": "nul\0"},
]  # fmt: skip


def test_what_is_refused_and_pressing_twice_records_it_once(world: World) -> None:
    request_id = checked(world, consulted(world))
    for fields in REFUSED:
        assert record(world, request_id, **fields).status_code == 422, fields
    assert not records(world)
    chair = world.as_("chair")
    for _ in range(2):
        answer = chair.post(f"/requests/{request_id}/consensus", once="pressed-twice", **FIELDS)
        assert answer.status_code == 303
    assert len(records(world)) == 1
