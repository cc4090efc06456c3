"""Straw polls: opened by who presides, answered by companies, binding nobody."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from sqlmodel import select

from committees.consensus_rules.models import ConsensusRule
from deliberation_builder import consulted, reconciled, seen, send, sent
from foundation.journal import JournalEntry
from notifications.models import Message
from proposals.stages import State
from proposals.straw_polls import rules
from request_builder import move, row
from world import World, says

pytestmark = pytest.mark.databases("sqlite")

NOW = datetime(2026, 11, 23, tzinfo=UTC)
CLOSED = datetime(2026, 12, 2, 1, 0, tzinfo=UTC)


def test_who_opens_one_and_when() -> None:
    people = ("chair", "drafter", "member")
    for state, who, allowed in product(State, people, (False, True)):
        verdict = rules.may_open(
            state=state, presides=who == "chair", requester=who == "drafter",
            drafter_polls=allowed, running=False,
        )  # fmt: skip
        expected = state in rules.POLLED and (who == "chair" or (who == "drafter" and allowed))
        assert bool(verdict) is expected, (state, who, allowed)


def test_one_at_a_time_and_not_for_ever() -> None:
    common = {"state": State.RECONCILING, "presides": True, "requester": False,
              "drafter_polls": False}  # fmt: skip
    assert rules.may_open(**common, running=True).reason == "straw_poll.running"
    assert not rules.may_last(NOW, NOW)
    assert rules.may_last(NOW + timedelta(days=60), NOW)
    assert not rules.may_last(NOW + timedelta(days=61), NOW)


def test_answers_end_at_the_second() -> None:
    common = {"speaks": True, "asked": True, "closes_at": NOW}
    assert rules.may_answer(**common, now=NOW)
    assert not rules.may_answer(**common, now=NOW + timedelta(microseconds=1))
    assert not rules.may_answer(**common | {"speaks": False}, now=NOW)
    assert not rules.may_answer(**common | {"asked": False}, now=NOW)


@pytest.fixture
def request_id(world: World) -> str:
    return reconciled(world, consulted(world))


def opened(world: World, request_id: str, name: str = "chair") -> str:
    sent(world, name, f"/requests/{request_id}/straw-polls", closes="2026-12-01")
    return seen(world, "second", request_id)["straw_polls"]["polls"][0]["id"]


def answer(world: World, name: str, request_id: str, poll: str, choice: str, reason: str = ""):
    path = f"/requests/{request_id}/straw-polls/{poll}/answer"
    return send(world, name, path, choice=choice, reason=reason)


@pytest.mark.databases("sqlite", "postgres")
def test_a_poll_shows_grounds_before_counts_and_only_after_its_close(
    world: World, request_id: str
) -> None:
    poll = opened(world, request_id)
    assert answer(world, "second", request_id, poll, "cannot_live").status_code == 422
    assert answer(world, "second", request_id, poll, "").status_code == 422
    for name, choice, reason in (("second", "cannot_live", "範囲が広い。"),
                                 ("third", "prefer_changes", "注がほしい。"),
                                 ("fourth", "can_live", "")):  # fmt: skip
        assert answer(world, name, request_id, poll, choice, reason).status_code == 303
    for name in ("secretary", "adviser", "outsider"):
        assert answer(world, name, request_id, poll, "can_live").status_code == 409
    page = says(world.as_("third").get(f"/requests/{request_id}"))
    assert "範囲が広い。" not in page and "5社中3社が回答" in page
    assert seen(world, "chair", request_id)["straw_polls"]["polls"][0]["counts"] == []

    world.clock.set(CLOSED)
    late = answer(world, "chair", request_id, poll, "can_live")
    assert late.status_code == 409 and "期限を過ぎています" in says(late)
    page = says(world.as_("third").get(f"/requests/{request_id}"))
    card = page[page.index("意向確認") :]
    assert card.index("拘束力なし") < card.index("範囲が広い。") < card.index("注がほしい。")
    assert card.index("注がほしい。") < card.index("回答の数（参考）")
    assert "受け入れられない 1" in card or "受け入れられない1" in card.replace(" ", "")


def test_a_company_changes_its_answer_until_the_close(world: World, request_id: str) -> None:
    poll = opened(world, request_id)
    answer(world, "second", request_id, poll, "cannot_live", "広い。")
    answer(world, "second_contributor", request_id, poll, "can_live")
    found = seen(world, "second", request_id)["straw_polls"]["polls"][0]
    assert (found["answered"], found["mine"]) == (1, "can_live")
    with world.reading() as work:
        told = work.db.exec(select(JournalEntry).where(JournalEntry.verb == "straw_poll.answer"))
        assert [entry.after["choice"] for entry in told] == ["cannot_live", "can_live"]


def test_its_counts_move_nothing(world: World, request_id: str) -> None:
    poll = opened(world, request_id)
    for name in ("second", "third", "fourth", "chair", "representative"):
        assert answer(world, name, request_id, poll, "cannot_live", "否。").status_code == 303
    world.clock.set(CLOSED)
    assert row(world, request_id).state == "reconciling"
    assert not seen(world, "second", request_id)["objections"]["rows"]
    assert move(world.as_("chair"), request_id, "call_consensus").status_code == 303


def test_who_opens_and_who_is_told(world: World, request_id: str) -> None:
    path = f"/requests/{request_id}/straw-polls"
    for name in ("volunteer", "second", "secretary"):
        assert send(world, name, path, closes="2026-12-01").status_code == 409
    assert send(world, "chair", path, closes="2026-11-22").status_code == 422
    opened(world, request_id)
    assert send(world, "chair", path, closes="2026-12-01").status_code == 409
    with world.reading() as work:
        told = work.db.exec(
            select(Message.person_id).where(Message.text_key == "mail.straw_poll_opened")
        ).all()
    assert world.people["second"] in told and world.people["outsider"] not in told


def test_an_anonymous_drafter_opens_one_unnamed_where_the_rule_lets_drafters(
    world: World,
) -> None:
    request_id = reconciled(world, consulted(world, anonymity="members"))
    with world.work() as work:
        rule = work.db.get_one(ConsensusRule, world.bodies["regulations"])
        rule.drafter_polls = True
        work.db.add(rule)
    path = f"/requests/{request_id}/straw-polls"
    telling = send(world, "volunteer", path, closes="2026-12-01", question="青葉精工の案は？")
    assert telling.status_code == 409
    opened(world, request_id, "volunteer")
    answer_ = world.as_("second").api(f"/requests/{request_id}")
    assert answer_.json()["deliberation"]["straw_polls"]["polls"][0]["by"] == "要望者"
    assert "石橋" not in answer_.text
