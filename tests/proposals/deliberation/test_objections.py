"""Objections over HTTP: raised, answered, brought to one of four ends."""

import pytest
from sqlmodel import select

from deliberation_builder import (
    answered,
    checked,
    consulted,
    objection,
    reconciled,
    revised,
    seen,
    send,
    sent,
)
from foundation.journal import JournalEntry
from notifications.models import Message
from proposals.deliberation.stages import CRITERIA
from proposals.models import Objection
from request_builder import move
from world import World, says

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def request_id(world: World) -> str:
    return consulted(world)


def only(world: World, name: str, request_id: str) -> dict:
    rows = seen(world, name, request_id)["objections"]["rows"]
    assert len(rows) == 1
    return rows[0]


def told(world: World, key: str) -> set[str]:
    names = {person: name for name, person in world.people.items()}
    with world.reading() as work:
        rows = work.db.exec(select(Message).where(Message.text_key == key))
        return {names[row.person_id] for row in rows}


def test_an_objection_is_an_item_with_its_ground_and_remedy(world: World, request_id: str) -> None:
    objection(world, "second", request_id, clause="要望内容の(2)", remedy="定義を置く。",
              section="request", quote="基準額を引き上げる")  # fmt: skip
    found = only(world, "third", request_id)
    assert (found["section"], found["quote"]) == ("request", "基準額を引き上げる")
    page = says(world.as_("third").get(f"/requests/{request_id}"))
    for word in ("要望内容の(2)", "面積の定義がない。", "定義を置く。", "瑞雲電子", "まだ回答が"):
        assert word in page
    assert {"volunteer", "lead", "secretary"} <= told(world, "mail.concern_raised")


def test_an_answer_comes_from_who_asks_presides_or_keeps(world: World, request_id: str) -> None:
    one = objection(world, "second", request_id)
    path = f"/requests/{request_id}/objections/{one}/answer"
    for name, status in (("third", 409), ("second", 409), ("adviser", 409), ("outsider", 409),
                         ("secretary", 409), ("volunteer", 303), ("chair", 303)):  # fmt: skip
        assert send(world, name, path, answer=f"{name}の回答。").status_code == status
    found = only(world, "second", request_id)
    assert (found["state"], found["answer"]) == ("answered", "chairの回答。")
    assert "加藤 正" in found["answered"]
    assert "second" in told(world, "mail.objection_answered")
    with world.reading() as work:
        keyed = select(JournalEntry).where(JournalEntry.verb == "objection.answer")
        assert len(work.db.exec(keyed).all()) == 2


def test_its_holder_alone_withdraws_it(world: World, request_id: str) -> None:
    one = objection(world, "second", request_id)
    path = f"/requests/{request_id}/objections/{one}/withdrawal"
    for name in ("third", "chair", "secretary", "volunteer"):
        refused = send(world, name, path)
        assert refused.status_code == 409 and "申し立てた会社だけ" in says(refused)
    sent(world, "second_contributor", path)
    assert only(world, "third", request_id)["state"] == "withdrawn"
    assert send(world, "second", path).status_code == 409


def test_its_holder_accepts_the_answer(world: World, request_id: str) -> None:
    one = objection(world, "second", request_id)
    path = f"/requests/{request_id}/objections/{one}/acceptance"
    assert send(world, "second", path).status_code == 409
    answered(world, request_id, one)
    assert send(world, "third", path).status_code == 409
    sent(world, "second", path)
    assert only(world, "third", request_id)["state"] == "accommodated"


@pytest.mark.parametrize(("step", "state"), [("address", "addressed"), ("sustain", "sustained")])
def test_the_chair_ends_it_with_a_reason(
    world: World, request_id: str, step: str, state: str
) -> None:
    one = objection(world, "second", request_id)
    path = f"/requests/{request_id}/objections/{one}/end"
    unanswered = send(world, "chair", path, step=step, reason="比べた。")
    assert unanswered.status_code == 409 and "先に回答が必要" in says(unanswered)
    answered(world, request_id, one)
    assert send(world, "chair", path, step=step).status_code == 422
    assert send(world, "chair", path, reason="比べた。").status_code == 422
    if step == "sustain":
        measured = send(world, "chair", path, step=step, reason="比べた。", criteria=CRITERIA[:2])
        assert measured.status_code == 422 and "すべての項目" in says(measured)
    for name in ("second", "volunteer", "secretary", "third"):
        assert send(world, name, path, step=step, reason="比べた。").status_code == 409
    sent(world, "chair", path, step=step, reason="負担と実効性を比べた。", criteria=CRITERIA)
    found = only(world, "second", request_id)
    assert (found["state"], found["end_reason"]) == (state, "負担と実効性を比べた。")
    assert "加藤 正" in found["ended"]
    assert {"second", "volunteer"} <= told(world, "mail.objection_ended")
    assert send(world, "chair", path, step=step, reason="もう一度。").status_code == 409


def test_the_chair_calls_it_accommodated_only_after_a_newer_version(
    world: World, request_id: str
) -> None:
    one = objection(world, "second", request_id)
    answered(world, reconciled(world, request_id), one)
    path = f"/requests/{request_id}/objections/{one}/end"
    early = send(world, "chair", path, step="accommodate", reason="直した。")
    assert early.status_code == 409 and "新しい版がまだありません" in says(early)
    revised(world, request_id, problem="定義を置いた。")
    sent(world, "chair", path, step="accommodate", reason="第2版で定義を置いた。")
    assert only(world, "second", request_id)["state"] == "accommodated"
    # By the steps of others the chair ends nothing.
    for step in ("withdraw", "accept", "answer"):
        assert send(world, "chair", path, step=step, reason="甲").status_code == 422


SENT = [
    ({"ground": ""}, 422),
    ({"ground": "  "}, 422),
    ({"ground": "nul\0"}, 422),
    ({"clause": "あ" * 201}, 422),
    ({"version": "7"}, 422),
    ({"state": "withdrawn"}, 422),
    ({"gravity": ""}, 422),
    ({"gravity": "grave"}, 422),
    ({"section": "comparison"}, 422),
    ({"quote": "どこにもない文言"}, 422),
    ({"section": "reason", "quote": "基準額を引き上げる"}, 422),
    ({}, 303),
]
OBJECTORS = {
    "second": 303, "lead": 303, "chair": 303, "representative": 303, "outsider": 409,
    "secretary": 409, "adviser": 409, "observer": 409,
}  # fmt: skip


def raised(world: World) -> int:
    with world.reading() as work:
        return len(work.db.exec(select(Objection)).all())


def test_what_is_sent_and_by_whom(world: World, request_id: str) -> None:
    for fields, status in SENT:
        given = {"ground": "定義がない。", "gravity": "cannot_live", **fields}
        answer = send(world, "second", f"/requests/{request_id}/objections", **given)
        assert (answer.status_code, raised(world)) == (status, status == 303), fields
    path = f"/requests/{request_id}/objections"
    status = {
        name: send(world, name, path, ground="定義がない。", gravity="can_live").status_code
        for name in OBJECTORS
    }
    assert status == OBJECTORS
    assert raised(world) == 1 + list(OBJECTORS.values()).count(303)


def test_an_objection_of_another_request_is_not_there(world: World, request_id: str) -> None:
    one = objection(world, "second", consulted(world))
    for act in ("answer", "withdrawal", "acceptance", "end"):
        path = f"/requests/{request_id}/objections/{one}/{act}"
        fields = {"answer": {"answer": "甲"}, "end": {"step": "address", "reason": "甲"}}
        assert send(world, "chair", path, **fields.get(act, {})).status_code == 404


def test_a_refused_answer_keeps_what_was_typed(world: World, request_id: str) -> None:
    one = objection(world, "second", request_id)
    other = objection(world, "third", request_id)
    sent(world, "second", f"/requests/{request_id}/objections/{one}/withdrawal")
    path = f"/requests/{request_id}/objections/{one}/answer"
    late = send(world, "chair", path, answer="遅い回答。")
    assert late.status_code == 409 and "すでに終結しています" in says(late)
    assert "遅い回答。" in says(late)
    answered(world, request_id, other)
    path = f"/requests/{request_id}/objections/{other}/end"
    unready = send(world, "chair", path, step="accommodate", reason="直したつもり。")
    assert unready.status_code == 409 and "直したつもり。" in unready.text


def test_what_one_can_live_with_stands_in_nobodys_way(world: World, request_id: str) -> None:
    one = objection(world, "second", request_id, gravity="can_live")
    checked(world, request_id)
    other = objection(world, "third", request_id, gravity="can_live", remedy="注を置く。")
    sent(world, "chair", f"/requests/{request_id}/consensus", outcome="unanimous",
         statement="甲。", weighed="乙。")  # fmt: skip
    assert move(world.as_("chair"), request_id, "approve").status_code == 303
    rows = seen(world, "third", request_id)["objections"]["rows"]
    assert {(row["id"], row["kind"], row["state"], row["blocks"]) for row in rows} == {
        (one, "concern", "open", False), (other, "formal", "open", False),
    }  # fmt: skip


def test_no_call_while_a_concern_is_open_that_its_holder_cannot_live_with(
    world: World, request_id: str
) -> None:
    one = objection(world, "second", request_id)
    reconciled(world, request_id)
    for answer in (False, True):
        if answer:
            answered(world, request_id, one)
        refused = move(world.as_("chair"), request_id, "call_consensus")
        assert refused.status_code == 409 and "受け入れられないとの懸念が1件" in says(refused)
    sent(world, "chair", f"/requests/{request_id}/objections/{one}/end", step="address",
         reason="比べた。")  # fmt: skip
    assert move(world.as_("chair"), request_id, "call_consensus").status_code == 303


def test_after_the_call_it_is_a_formal_objection_and_says_what_would_satisfy(
    world: World, request_id: str
) -> None:
    checked(world, request_id)
    path = f"/requests/{request_id}/objections"
    wanting = send(world, "second", path, ground="定義がない。", gravity="cannot_live")
    assert wanting.status_code == 422 and "求める対応の記入が必要" in says(wanting)
    objection(world, "second", request_id, remedy="定義を置く。")
    assert only(world, "third", request_id)["kind"] == "formal"
    assert send(world, "chair", f"/requests/{request_id}/moves/approve").status_code == 409
    assert "lead" in told(world, "mail.formal_raised")
    assert not told(world, "mail.concern_raised")


def test_its_holder_opens_it_again_as_often_as_the_rule_says(
    world: World, request_id: str
) -> None:
    one = objection(world, "second", request_id)
    path = f"/requests/{request_id}/objections/{one}/reopening"
    assert send(world, "second", path, reason="足りない。").status_code == 409
    for left in (1, 0):
        answered(world, request_id, one)
        assert send(world, "third", path, reason="足りない。").status_code == 409
        assert send(world, "second", path, reason="").status_code == 422
        sent(world, "second", path, reason=f"まだ足りない（{left}）。")
        found = only(world, "third", request_id)
        assert (found["state"], found["reopenings_left"]) == ("open", left)
    answered(world, request_id, one)
    refused = send(world, "second", path, reason="三度目。")
    assert refused.status_code == 409 and "回数（2回）に達しています" in says(refused)
    assert {"volunteer", "lead"} <= told(world, "mail.objection_reopened")


def test_every_step_stays_in_its_history(world: World, request_id: str) -> None:
    one = objection(world, "second", request_id)
    answered(world, request_id, one, by="volunteer")
    sent(world, "second", f"/requests/{request_id}/objections/{one}/reopening", reason="狭い。")
    answered(world, request_id, one)
    sent(world, "chair", f"/requests/{request_id}/objections/{one}/end", step="sustain",
         reason="論点が残る。", criteria=CRITERIA)  # fmt: skip
    told = only(world, "third", request_id)["history"]
    assert [(step["label"], step["text"]) for step in told] == [
        ("提起", "面積の定義がない。"), ("回答", "別紙に定義を置く。"), ("再び提起", "狭い。"),
        ("回答", "別紙に定義を置く。"), ("継続と判断", "論点が残る。"),
    ]  # fmt: skip
    assert len(told[-1]["criteria"]) == 3
    assert "狭い。" in says(world.as_("third").get(f"/requests/{request_id}"))


def test_an_unnamed_requester_stays_unnamed_in_the_history(world: World) -> None:
    request_id = consulted(world, anonymity="members")
    one = objection(world, "second", request_id)
    answered(world, request_id, one, by="volunteer")
    told = only(world, "second", request_id)["history"]
    assert "要望者" in told[1]["signed"] and "石橋" not in told[1]["signed"]
