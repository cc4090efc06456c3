"""Opinion rounds: opened, extended, closed by hand and by the clock."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from committees.models import Body, Seat
from deliberation_builder import (
    LAST_DAY,
    consulted,
    position,
    reconciled,
    revised,
    seen,
    send,
    sent,
)
from foundation.journal import JournalEntry
from notifications.models import Message
from proposals.deliberation.closing import close_due
from proposals.models import Consultation, Request
from request_builder import draft, submitted
from world import World, says

pytestmark = pytest.mark.databases("sqlite")


def rounds(world: World) -> list[Consultation]:
    with world.reading() as work:
        return list(work.db.exec(select(Consultation).order_by(Consultation.opens_at)))


def state(world: World, request_id: str) -> str:
    with world.reading() as work:
        return work.db.get_one(Request, request_id).state


def told(world: World, key: str) -> set[str]:
    """Names of those who were told."""
    names = {person: name for name, person in world.people.items()}
    with world.reading() as work:
        rows = work.db.exec(select(Message).where(Message.text_key == key))
        return {names[row.person_id] for row in rows}


def verbs(world: World) -> list[str]:
    with world.reading() as work:
        return [row.verb for row in work.db.exec(select(JournalEntry).order_by(JournalEntry.seq))]


def set_silence(world: World, silence: str) -> None:
    with world.work() as work:
        body = work.db.get_one(Body, world.bodies["regulations"])
        body.silence = silence
        work.db.add(body)


def test_a_round_asks_the_voting_companies_of_the_deciding_body(world: World) -> None:
    request_id = submitted(world)
    path = f"/requests/{request_id}/consultation"
    for presider in ("chair", "lead"):  # who presides sees it only once it has a number
        assert send(world, presider, path, closes=LAST_DAY).status_code == 404
    sent(world, "secretary", path, closes=LAST_DAY)
    row = rounds(world)[0]
    asked = {"aoba", "mizuho", "hokuto", "minato", "shinonome"}
    assert set(row.company_ids) == {world.companies[one] for one in asked}
    assert row.closes_at == datetime(2026, 12, 10, 14, 59, 59, 999999, tzinfo=UTC)
    assert (row.version, row.silence, row.closed_at) == (1, "nothing", None)
    assert state(world, request_id) == "consultation"


def test_nobody_else_opens_a_round(world: World) -> None:
    path = f"/requests/{submitted(world)}/consultation"
    for name in ("second", "outsider", "adviser", "observer", "administrator"):
        assert send(world, name, path, closes=LAST_DAY).status_code == 404, name
    assert send(world, "volunteer", path, closes=LAST_DAY).status_code == 409
    assert not rounds(world)


def test_opening_numbers_the_request_tells_members_and_lets_all_find_it(world: World) -> None:
    request_id = consulted(world)
    outsider = world.as_("outsider")
    page = outsider.get(f"/requests/{request_id}")
    assert page.status_code == 200 and "R08-SYS-" in says(page)
    assert "少額特例" in says(outsider.get("/search", params={"q": "少額特例"}))
    expected = {"volunteer", "representative", "second", "second_contributor", "third", "fourth",
                "chair", "lead"}  # fmt: skip
    assert told(world, "mail.consultation_opened_nothing") == expected
    assert {"request.numbered", "request.open_consultation", "consultation.open"} <= set(
        verbs(world)
    )


def test_the_meaning_of_silence_is_announced_and_fixed(world: World) -> None:
    set_silence(world, "no_objection")
    request_id = consulted(world)
    set_silence(world, "nothing")
    assert rounds(world)[0].silence == "no_objection"
    assert told(world, "mail.consultation_opened_no_objection")
    assert "みなし同意" in says(world.as_("second").get(f"/requests/{request_id}"))
    assert seen(world, "second", request_id)["positions"]["deemed"] == 0
    reconciled(world, request_id)
    stands = seen(world, "second", request_id)["positions"]
    assert (stands["deemed"], stands["silent"], stands["accepting"]) == (5, 0, 0)


def test_only_days_that_can_be(world: World) -> None:
    path = f"/requests/{submitted(world)}/consultation"
    for closes in ("2026-11-22", "2028-01-01", "tomorrow", "", "9999-12-31", "0001-01-01"):
        assert send(world, "secretary", path, closes=closes).status_code == 422, closes
    assert not rounds(world)
    sent(world, "secretary", path, closes="2026-11-23")
    assert len(rounds(world)) == 1
    # Neither a second beside the running one nor any on a draft.
    assert send(world, "chair", path, closes=LAST_DAY).status_code == 409
    unsent = f"/requests/{draft(world)}/consultation"
    assert send(world, "secretary", unsent, closes=LAST_DAY).status_code == 404
    assert len(rounds(world)) == 1


def test_where_nobody_votes_nobody_is_asked(world: World) -> None:
    request_id = submitted(world)
    with world.work() as work:
        for seat in work.db.exec(select(Seat)):
            seat.voting = False
            work.db.add(seat)
    answer = send(world, "secretary", f"/requests/{request_id}/consultation", closes=LAST_DAY)
    assert answer.status_code == 409 and "議決権を持つ会社がない" in says(answer)
    assert state(world, request_id) == "triage"


def test_pressing_twice_opens_one_round(world: World) -> None:
    request_id = submitted(world)
    secretary, path = world.as_("secretary"), f"/requests/{request_id}/consultation"
    answers = [
        secretary.post(path, closes=LAST_DAY, once="pressed-twice")
        for _ in range(2)
    ]
    assert [one.status_code for one in answers] == [303, 303]
    assert len(rounds(world)) == 1


def test_a_request_hidden_from_members_is_circulated_by_the_anonymity_officer(world: World) -> None:
    request_id = submitted(world, anonymity="members")
    path = f"/requests/{request_id}/consultation"
    for name in ("secretary", "secondee"):
        assert send(world, name, path, closes=LAST_DAY).status_code == 404
    sent(world, "officer", path, closes=LAST_DAY)
    with world.reading() as work:
        keyed = select(Message).where(Message.text_key == "mail.consultation_opened_nothing")
        params = [repr(row.params) for row in work.db.exec(keyed)]
        assert params
        assert all("匿名の要望R08-SYS-" in one and "少額特例" not in one for one in params)


def test_an_extension_is_told_with_its_reason(world: World) -> None:
    request_id = consulted(world)
    path = f"/requests/{request_id}/consultation/extension"
    assert send(world, "chair", path, closes="2026-12-24").status_code == 422
    assert send(world, "chair", path, closes=LAST_DAY, reason="年末。").status_code == 422
    assert send(world, "second", path, closes="2026-12-24", reason="年末。").status_code == 409
    sent(world, "chair", path, closes="2026-12-24", reason="年末のため。")
    page = says(world.as_("second").get(f"/requests/{request_id}"))
    assert "期限を延長しました" in page and "年末のため。" in page and "12月24日" in page
    assert {"second", "third"} <= told(world, "mail.consultation_extended")
    shown = seen(world, "second", request_id)["round"]
    assert (shown["closes"], shown["extensions"][0]["before"]) == ("2026-12-24", LAST_DAY)


def test_no_round_is_extended_after_its_end(world: World) -> None:
    request_id = consulted(world)
    world.clock.set(datetime(2026, 12, 10, 15, 0, tzinfo=UTC))
    answer = send(world, "secretary", f"/requests/{request_id}/consultation/extension",
                  closes="2026-12-24", reason="遅れた。")  # fmt: skip
    assert answer.status_code == 409 and "期限を過ぎている" in says(answer)


@pytest.mark.databases("sqlite", "postgres")
def test_the_clock_closes_a_round_at_the_end_of_the_day_in_japan(world: World) -> None:
    request_id = consulted(world)
    world.clock.set(datetime(2026, 12, 10, 14, 59, 59, tzinfo=UTC))
    with world.work() as work:
        assert close_due(work) == 0
    world.clock.set(datetime(2026, 12, 10, 15, 0, tzinfo=UTC))
    with world.work() as work:
        assert close_due(work) == 1
    with world.work() as work:
        assert close_due(work) == 0
    assert state(world, request_id) == "reconciling"
    assert rounds(world)[0].closed_at is not None
    assert {"volunteer", "lead"} <= told(world, "mail.request_close_consultation")


def test_what_was_closed_by_hand_or_withdrawn_leaves_nothing_for_the_clock(world: World) -> None:
    reconciled(world, consulted(world))
    request_id = consulted(world)
    sent(world, "volunteer", f"/requests/{request_id}/moves/withdraw", note="再検討する。")
    world.clock.set(datetime(2026, 12, 31, tzinfo=UTC))
    with world.work() as work:
        assert close_due(work) == 0


def test_a_second_round_is_on_the_newest_version(world: World) -> None:
    request_id = consulted(world)
    position(world, "second", request_id, "support")
    revised(world, reconciled(world, request_id), problem="円安で対象が増えた。")
    world.clock.set(datetime(2026, 11, 24, 1, 0, tzinfo=UTC))
    sent(world, "chair", f"/requests/{request_id}/consultation", closes=LAST_DAY)
    shown = seen(world, "chair", request_id)["round"]
    assert (shown["version"], shown["open"], len(rounds(world))) == (2, True, 2)
    assert shown["on_older"] == ["瑞雲電子"] and "瑞雲電子" not in shown["silent"]


KNOW_THE_SILENT = {
    "secretary": True, "chair": True, "lead": True, "second": False, "volunteer": False,
    "adviser": False, "outsider": False,
}  # fmt: skip


def test_who_is_silent_is_for_few(world: World) -> None:
    request_id = consulted(world)
    position(world, "second", request_id, "support")
    names = ["青葉精工", "東雲重工", "北辰化学", "みなと商事"]
    for name, knows in KNOW_THE_SILENT.items():
        assert seen(world, name, request_id)["round"]["silent"] == (names if knows else None)
        page = says(world.as_(name).get(f"/requests/{request_id}"))
        assert ("未回答の会社" in page) is knows
