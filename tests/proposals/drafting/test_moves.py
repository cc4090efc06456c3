"""Moves by hand, the merge, numbers, and whom each is told."""

import pytest
from sqlmodel import select

from notifications.models import Message
from proposals.drafting import actions
from proposals.models import Request
from proposals.numbering import RequestNumber
from proposals.stages import State
from request_builder import draft, move, numbered, row, save, submitted
from world import World, says


@pytest.fixture(scope="module")
def world(common_world: World) -> World:
    return common_world


def messages(world: World, name: str) -> list[str]:
    """Text keys of what this person was told, in order."""
    with world.reading() as work:
        rows = work.db.exec(select(Message).where(Message.person_id == world.people[name]))
        return sorted(message.text_key for message in rows)


def test_a_complete_draft_is_submitted_and_the_secretariat_told(sqlite_world: World) -> None:
    request_id = submitted(sqlite_world)
    assert row(sqlite_world, request_id).state == "triage"
    assert sqlite_world.as_("secretary").get(f"/requests/{request_id}").status_code == 200
    assert messages(sqlite_world, "secretary") == ["mail.request_submit"]
    assert messages(sqlite_world, "chair") == []


def test_an_incomplete_draft_is_refused_with_its_reason(world: World) -> None:
    request_id = draft(world, effectiveness="")
    page = world.as_("volunteer").get(f"/requests/{request_id}")
    assert "必須の項目がまだ書かれていません" in says(page)
    assert move(world.as_("volunteer"), request_id, "submit").status_code == 409
    assert row(world, request_id).state == "draft"


def test_a_return_needs_its_reason_and_the_company_reads_it(sqlite_world: World) -> None:
    request_id = submitted(sqlite_world)
    secretary = sqlite_world.as_("secretary")
    assert move(secretary, request_id, "return_to_draft").status_code == 422
    answer = move(secretary, request_id, "return_to_draft", note="数字を足してください。")
    assert secretary.follow(answer).status_code == 200
    assert messages(sqlite_world, "volunteer") == ["mail.request_return_to_draft"]
    page = sqlite_world.as_("volunteer").get(f"/requests/{request_id}")
    assert "数字を足してください。" in says(page)


def test_what_was_said_before_members_could_read_stays_there(world: World) -> None:
    request_id = submitted(world)
    move(world.as_("secretary"), request_id, "return_to_draft", note="御社の事例を除いてください。")
    move(world.as_("volunteer"), request_id, "submit")
    with world.work("secretary") as work:
        request = work.db.get(Request, request_id)
        request.state = State.CONSULTATION.value
        actions.give_number(work, request)
    assert "御社の事例" in says(world.as_("volunteer").get(f"/requests/{request_id}"))
    assert "御社の事例" not in world.as_("second").get(f"/requests/{request_id}").text


def test_the_road_from_reconciling_to_consensus_and_back(world: World) -> None:
    request_id = numbered(world)
    chair = world.as_("chair")
    assert move(world.as_("second"), request_id, "call_consensus").status_code == 409
    assert move(chair, request_id, "call_consensus").status_code == 303
    refused = move(chair, request_id, "approve")
    assert refused.status_code == 409 and "合意の記録がまだありません" in says(refused)
    assert move(chair, request_id, "reopen_reconciling", note="条件を加える。").status_code == 303
    assert row(world, request_id).state == "reconciling"


def test_moves_with_a_form_of_their_own_are_not_made_by_hand(world: World) -> None:
    request_id = numbered(world)
    for name in ("open_ballot", "carry", "release", "adopt", "merge", "nothing"):
        assert move(world.as_("chair"), request_id, name).status_code == 404, name


def test_a_withdrawn_draft_is_nobodys_business(sqlite_world: World) -> None:
    request_id = draft(sqlite_world)
    answer = move(sqlite_world.as_("volunteer"), request_id, "withdraw", note="社内で見直す。")
    assert answer.status_code == 303 and row(sqlite_world, request_id).state == "withdrawn"
    assert messages(sqlite_world, "secretary") == [] == messages(sqlite_world, "chair")


def test_a_withdrawal_later_on_is_told(world: World) -> None:
    request_id = numbered(world)
    move(world.as_("volunteer"), request_id, "withdraw", note="別の要望に含める。")
    assert "mail.request_withdraw" in messages(world, "secretary")
    assert "mail.request_withdraw" in messages(world, "lead")


def test_a_request_goes_on_inside_another(fresh_world: World) -> None:
    first, second = numbered(fresh_world), numbered(fresh_world, "second")
    secretary = fresh_world.as_("secretary")
    answer = secretary.post(f"/requests/{second}/merge", into=first, note="同じ内容のため。")
    assert answer.headers["location"] == f"/requests/{first}"
    merged = row(fresh_world, second)
    assert merged.state == "merged" and merged.merged_into_id == first
    assert "統合先" in says(fresh_world.as_("third").get(f"/requests/{second}"))
    assert "統合された要望" in says(fresh_world.as_("third").get(f"/requests/{first}"))
    assert messages(fresh_world, "second") == ["mail.request_merge"]


def test_a_request_goes_into_no_draft_no_end_and_not_into_itself(world: World) -> None:
    request_id = numbered(world)
    ended = numbered(world, "second", state=State.WITHDRAWN)
    secretary = world.as_("secretary")
    for into in (request_id, ended, draft(world, "second"), "a" * 16):
        answer = secretary.post(f"/requests/{request_id}/merge", into=into, note="同じ。")
        assert answer.status_code == 422
    refused = world.as_("chair").post(f"/requests/{request_id}/merge", into=ended, note="同じ。")
    assert refused.status_code in (409, 422)
    assert row(world, request_id).state == "reconciling"


def test_numbers_tell_year_and_committee_and_nothing_else(fresh_world: World) -> None:
    given = [row(fresh_world, numbered(fresh_world)).number or "" for _ in range(10)]
    read = [RequestNumber.read(one) for one in given]
    assert {(one.fiscal_year, one.body) for one in read} == {(2026, "SYS")}
    serials = [one.serial for one in read]
    assert sorted(serials) == list(range(1, 11))
    assert serials != sorted(serials)
    eleventh = RequestNumber.read(row(fresh_world, numbered(fresh_world)).number or "")
    assert 11 <= eleventh.serial <= 20


def test_a_number_is_given_once(world: World) -> None:
    request_id = numbered(world)
    with world.work("secretary") as work:
        request = work.db.get(Request, request_id)
        assert actions.give_number(work, request) == request.number


def test_members_find_a_request_once_it_has_its_number(fresh_world: World) -> None:
    hidden = submitted(fresh_world, title_ja="検索語アルファ")
    shown = numbered(fresh_world, title_ja="検索語アルファ")
    reader = fresh_world.as_("second")
    page = reader.get("/search?q=検索語アルファ").text
    assert f"/requests/{shown}" in page and hidden not in page
    save(fresh_world.as_("volunteer"), shown, 1, title_ja="検索語ベータ")
    assert f"/requests/{shown}" in reader.get("/search?q=検索語ベータ").text
    assert shown not in reader.get("/search?q=検索語アルファ").text
