"""A deadlock is shown by evidence and agreed on; then a ballot is opened or both views go on."""

from itertools import combinations, product

import pytest
from sqlmodel import select

from deliberation_builder import checked, consulted, position, reconciled, revised, seen, send, sent
from foundation.dates import day_in_japan
from gate_builder import finished, read
from proposals.deadlocks import rules
from proposals.deadlocks.models import Deadlock
from proposals.models import Request
from proposals.stages import State
from request_builder import row
from submissions.gathering import gather
from world import World, says

pytestmark = pytest.mark.databases("sqlite")

VIEWS = {"view_for": "負担を減らすべきである。", "view_against": "現状を維持すべきである。",
         "reason": "期限までに合意に至らない。"}  # fmt: skip


def test_who_begins_and_who_agrees() -> None:
    for state, who in product(State, ["presides", "secretary", ""]):
        part = {"presides": who == "presides", "secretary": who == "secretary"}
        does = state in rules.BLOCKABLE and bool(who)
        assert bool(rules.may_open(state=state, found=False, **part)) is does, (state, who)
        assert not rules.may_open(state=state, found=True, **part), (state, who)
        assert bool(rules.may_show(state=state, agreed=False, **part)) is does, (state, who)
        agrees = rules.may_agree(
            state=state, presides=part["presides"], agreed=False, shown=rules.PRECONDITIONS
        )
        assert bool(agrees) is (does and who == "presides"), (state, who)


def test_nobody_agrees_before_all_four_are_shown() -> None:
    for n in range(4):
        for shown in combinations(rules.PRECONDITIONS, n):
            verdict = rules.may_agree(
                state=State.RECONCILING, presides=True, agreed=False, shown=shown
            )
            assert (verdict.reason, verdict.params) == ("deadlock.not_shown", {"n": 4 - n})


def begun(world: World, request_id: str) -> str:
    sent(world, "secretary", f"/requests/{request_id}/deadlocks")
    return seen(world, "chair", request_id)["deadlock"]["id"]


def shown_all(world: World, path: str) -> None:
    for name in rules.PRECONDITIONS:
        sent(world, "secretary", f"{path}/evidence", precondition=name, text="議事録のとおり。",
             links="/requests/aaaaaaaaaaaaaaaa")  # fmt: skip


@pytest.mark.databases("sqlite", "postgres")
def test_from_evidence_to_both_views_in_the_letter(world: World) -> None:
    request_id = reconciled(world, consulted(world))
    one = begun(world, request_id)
    path = f"/requests/{request_id}/deadlocks/{one}"
    bad = send(world, "chair", f"{path}/evidence", precondition="truly_blocked", text="甲",
               links="javascript:alert(1)")  # fmt: skip
    assert bad.status_code == 422
    refused = send(world, "chair", f"{path}/agreement")
    assert refused.status_code == 409 and "前提条件が4件" in says(refused)
    shown_all(world, path)
    for name in ("second", "volunteer", "secretary"):
        assert send(world, name, f"{path}/agreement").status_code == 409
    early = send(world, "chair", f"{path}/both-views", **VIEWS)
    assert early.status_code == 409 and "認められていません" in says(early)
    sent(world, "chair", f"{path}/agreement")
    assert send(world, "chair", f"{path}/both-views", **VIEWS | {"view_against": ""}
                ).status_code == 422  # fmt: skip
    position(world, "second", request_id, "object", reason="広い。")
    sent(world, "second", f"/requests/{request_id}/minority-opinion", text="少数の意見。")
    sent(world, "chair", f"{path}/both-views", **VIEWS)
    assert row(world, request_id).state == "approved"
    page = says(world.as_("third").get(f"/requests/{request_id}"))
    assert VIEWS["view_for"] in page and VIEWS["view_against"] in page

    with world.reading() as work:
        found = gather(work.db, work.db.get_one(Request, request_id), day_in_japan(work.now))
    texts = [found.texts[f"minority_{n}"] for n in (1, 2, 3)]
    assert texts == [VIEWS["view_for"], VIEWS["view_against"], "少数の意見。"]
    assert found.circumstances.holders == [
        "両論併記：要望を支持する見解", "両論併記：要望に反対する見解", "",
    ]  # fmt: skip
    assert found.circumstances.support == (("outcome", "both_views"),)
    review_id = finished(world, request_id)
    shown = read(world, "representative", f"/reviews/{review_id}/consent")
    assert "負担を減らすべきである。" in str(shown)


def test_a_newer_version_needs_a_procedure_of_its_own(world: World) -> None:
    request_id = reconciled(world, consulted(world))
    one = begun(world, request_id)
    path = f"/requests/{request_id}/deadlocks/{one}"
    shown_all(world, path)
    sent(world, "chair", f"{path}/agreement")
    revised(world, request_id, problem="書き直した。")
    assert send(world, "chair", f"{path}/both-views", **VIEWS).status_code == 404
    assert seen(world, "chair", request_id)["deadlock"]["id"] == ""


def test_a_ballot_is_linked_once_it_is_agreed(world: World) -> None:
    request_id = checked(world, consulted(world))
    path = f"/requests/{request_id}/deadlocks/{begun(world, request_id)}"
    shown_all(world, path)
    sent(world, "chair", f"{path}/agreement")
    assert 'href="#ballot"' in world.as_("chair").get(f"/requests/{request_id}").text
    with world.reading() as work:
        assert set(work.db.exec(select(Deadlock)).one().evidence) == set(rules.PRECONDITIONS)
