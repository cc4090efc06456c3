"""Ballots over HTTP: one counted vote a company, decided by the server's clock, and a result that
anybody can count again."""

import hashlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from sqlmodel import select

from committees.models import Body, Seat
from foundation import journal
from foundation.journal import JournalEntry
from foundation.texts import texts
from goi.worker import Parts, close_ballots
from notifications.models import Message
from proposals.ballots.facts import roll_of
from proposals.decision_rule import ISO_DIS, JAPANESE_MAJORITY, DecisionRule, GroupMinimum
from proposals.hosts.models import HostBody
from proposals.models import Ballot, Proxy, Request, Vote
from proposals.roll import CastVote
from proposals.stages import State
from proposals.tally import count
from request_builder import numbered
from world import Client, World, says

pytestmark = pytest.mark.databases("sqlite")

CLOSES = "2026-12-18"
OPENING = {"closes": CLOSES, "no_meeting": "会議を開く機会がないため"}
VOTERS = ("representative", "second", "third", "fourth", "chair")


def opened(world: World, rule: DecisionRule | None = None, **fields: str) -> str:
    """A ballot on a request of 瑞雲電子; its id."""
    if rule:
        with world.work() as work:
            body = work.db.get_one(Body, world.bodies["regulations"])
            body.rule = rule.to_json()
            work.db.add(body)
    request_id = numbered(world, "second", State.RECONCILING)
    answer = world.as_("chair").api(f"/requests/{request_id}/ballot", {**OPENING, **fields})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def vote(world: World, name: str, ballot_id: str, choice: str = "for", **fields: str) -> Any:
    return world.as_(name).api(f"/ballots/{ballot_id}/vote", {"choice": choice, **fields})


def view(world: World, name: str, ballot_id: str) -> dict[str, Any]:
    found: dict[str, Any] = world.as_(name).api(f"/ballots/{ballot_id}").json()
    return found


def row(world: World, ballot_id: str) -> Ballot:
    with world.main.reading() as db:
        return db.get_one(Ballot, ballot_id)


def votes(world: World, ballot_id: str) -> list[Vote]:
    with world.main.reading() as db:
        return list(db.exec(select(Vote).where(Vote.ballot_id == ballot_id)).all())


def let_time_pass(world: World) -> None:
    world.clock.forward(days=30)
    close_ballots(
        Parts(world.settings, world.main, world.release, world.mailer, world.clock, world.chance)
    )


@pytest.mark.databases("sqlite", "postgres")
def test_from_the_question_to_the_result(world: World) -> None:
    ballot_id = opened(world, question="この案で要望してよいか。")
    page = world.as_("third").get(f"/ballots/{ballot_id}")
    assert "この案で要望してよいか。" in says(page) and "checked" not in page.text
    assert all(f'value="{one}"' in page.text for one in ("for", "against", "abstain"))
    for name, choice in zip(VOTERS, ("for", "for", "for", "against", "abstain"), strict=True):
        answer = world.as_(name).post(f"/ballots/{ballot_id}/vote", choice=choice)
        assert answer.status_code == 303, says(answer)

    closed = world.as_("chair").follow(world.as_("chair").post(f"/ballots/{ballot_id}/close"))

    assert "投票" in says(closed)
    result = view(world, "third", ballot_id)["result"]
    assert (result["outcome"], result["for_"], result["against"], result["abstain"]) == (
        "carried", 3, 1, 1,
    )  # fmt: skip
    assert [one["company"] for one in result["votes"]] == [
        "青葉精工株式会社", "東雲重工業株式会社", "瑞雲電子株式会社", "北辰化学工業株式会社",
        "みなと商事株式会社",
    ]  # by reading
    with world.main.reading() as db:
        assert db.get_one(Request, row(world, ballot_id).request_id).state == State.APPROVED


def test_a_lost_ballot_rejects_and_an_undecided_one_goes_back(world: World) -> None:
    lost, undecided = opened(world), opened(world)
    for name in VOTERS:
        vote(world, name, lost, "against")
    vote(world, "second", undecided)
    let_time_pass(world)
    with world.main.reading() as db:
        states = [
            db.get_one(Request, row(world, one).request_id).state for one in (lost, undecided)
        ]
    assert states == [State.REJECTED, State.RECONCILING]
    assert row(world, undecided).result["outcome"] == "no_quorum"


def test_a_vote_may_be_changed_and_the_journal_keeps_both(world: World) -> None:
    ballot_id = opened(world)
    first = vote(world, "second", ballot_id, "for").json()["receipt"]
    second = vote(world, "second_contributor", ballot_id, "against").json()["receipt"]
    assert first != second
    (cast,) = votes(world, ballot_id)
    assert cast.choice == "against" and cast.receipt == second
    with world.main.reading() as db:
        kept = db.exec(select(JournalEntry).where(JournalEntry.verb == "ballot.vote")).all()
    assert [entry.after["choice"] for entry in kept] == ["for", "against"]


def test_who_has_no_seat_there_has_no_vote_and_who_presses_twice_has_one(world: World) -> None:
    ballot_id = opened(world)
    for name in ("outsider", "secretary", "adviser", "observer", "lead"):
        answer = vote(world, name, ballot_id)
        assert answer.status_code == 409 and answer.json()["key"] == "ballot.no_seat", name
    assert votes(world, ballot_id) == []
    second = world.as_("second")
    answers = [
        second.post(f"/ballots/{ballot_id}/vote", once="pressed-twice", choice="for")
        for _ in range(2)
    ]
    assert [one.status_code for one in answers] == [303, 303]
    with world.main.reading() as db:
        kept = db.exec(select(JournalEntry).where(JournalEntry.verb == "ballot.vote")).all()
    assert len(kept) == len(votes(world, ballot_id)) == 1


@pytest.mark.databases("sqlite", "postgres")
def test_32_clicks_at_once_are_one_vote_a_company(world: World) -> None:
    ballot_id = opened(world)
    people = ("representative", "volunteer", "second", "second_contributor")
    browsers = [world.as_(people[n % 4]) for n in range(32)]
    together = threading.Barrier(32)

    def press(numbered_browser: tuple[int, Client]) -> int:
        n, browser = numbered_browser
        together.wait()
        choice = ("for", "against", "abstain")[n % 3]
        return browser.post(f"/ballots/{ballot_id}/vote", choice=choice).status_code

    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(press, enumerate(browsers)))

    assert set(answers) <= {303, 503} and answers.count(303) >= 20
    counted = votes(world, ballot_id)
    assert sorted(one.company_id for one in counted) == sorted(
        world.companies[key] for key in ("aoba", "mizuho")
    )
    with world.main.reading() as db:
        kept = db.exec(select(JournalEntry).where(JournalEntry.verb == "ballot.vote")).all()
        assert list(journal.verify(db, JournalEntry)) == []
    assert len(kept) == answers.count(303)
    last = {entry.after["company"]: entry.after["receipt"] for entry in kept}
    assert {one.company_id: one.receipt for one in counted} == last


def test_clicks_and_the_close_at_the_same_moment(world: World) -> None:
    """Whatever is counted was cast before the close, and nothing afterwards changes it."""
    ballot_id = opened(world)
    for name in VOTERS:
        vote(world, name, ballot_id)
    browsers = [world.as_(name) for name in VOTERS] * 2
    chair, together = world.as_("chair"), threading.Barrier(len(browsers) + 1)

    def change(browser: Client) -> int:
        together.wait()
        return browser.post(f"/ballots/{ballot_id}/vote", choice="against").status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        changing = [pool.submit(change, browser) for browser in browsers]
        together.wait()
        chair.post(f"/ballots/{ballot_id}/close")
        answers = {one.result() for one in changing}

    assert answers <= {303, 409, 503}
    frozen = row(world, ballot_id)
    assert frozen.state == "closed"
    assert _cast(frozen) == {(one.company_id, one.choice) for one in votes(world, ballot_id)}


def _cast(frozen: Ballot) -> set[tuple[str, str]]:
    return {(one["company"], one["choice"]) for one in frozen.result["votes"]}


def test_a_late_vote_is_refused_by_the_clock_even_if_nobody_has_closed(world: World) -> None:
    ballot_id = opened(world)
    world.clock.set(row(world, ballot_id).closes_at)
    assert vote(world, "second", ballot_id).status_code == 201
    world.clock.forward(seconds=1)

    late = world.as_("third").post(
        f"/ballots/{ballot_id}/vote", choice="for", reason="第2版は当社の懸念に応えている。"
    )

    assert late.status_code == 409 and texts("ja").say("ballot.too_late") in says(late)
    assert "第2版は当社の懸念に応えている。" in says(late), "what was typed is theirs to copy"
    assert len(votes(world, ballot_id)) == 1
    assert view(world, "third", ballot_id)["state"] == "counting"
    assert not view(world, "third", ballot_id)["mine"][0]["may"]["ok"]


def test_a_clock_set_back_reopens_nothing(world: World) -> None:
    """Anything written after the close has told the journal how late it is."""
    ballot_id = opened(world)
    closes_at = row(world, ballot_id).closes_at
    world.clock.set(closes_at + timedelta(seconds=1))
    numbered(world, "third", State.RECONCILING)
    second = world.as_("second")
    world.clock.set(closes_at - timedelta(minutes=5))
    answer = second.api(f"/ballots/{ballot_id}/vote", {"choice": "for"})
    assert answer.json()["key"] == "ballot.too_late"
    assert votes(world, ballot_id) == []


def test_a_closed_ballot_stays_closed(world: World) -> None:
    ballot_id = opened(world)
    for name in VOTERS:
        vote(world, name, ballot_id)
    let_time_pass(world)
    before, chair = row(world, ballot_id).result, world.as_("chair")
    world.clock.set(row(world, ballot_id).closes_at - timedelta(days=1))
    for path, body in (
        ("vote", {"choice": "against"}), ("recusal", {"reason": "利害があるため"}),
        ("proxy", {"holder": world.companies["hokuto"]}), ("close", {}),
        ("void", {"reason": "誤り"}), ("casting-vote", {"choice": "for"}),
    ):  # fmt: skip
        assert chair.api(f"/ballots/{ballot_id}/{path}", body).status_code == 409, path
    assert row(world, ballot_id).result == before


def test_the_result_is_frozen_and_can_be_counted_again_from_its_own_record(world: World) -> None:
    ballot_id = opened(world)
    world.as_("fourth").api(f"/ballots/{ballot_id}/recusal", {"reason": "当事者のため"})
    for name in ("representative", "second", "third"):
        vote(world, name, ballot_id, "for" if name != "third" else "against")
    let_time_pass(world)
    frozen = row(world, ballot_id)

    record = frozen.result
    again = count(
        DecisionRule.from_json(frozen.rule),
        roll_of(frozen.roll, frozenset(record["recusals"])),
        [CastVote(one["company"], one["choice"], one["holder"]) for one in record["votes"]],
        record["chair_vote"],
    )

    counted = {name: list(value) if isinstance(value, tuple) else value
               for name, value in asdict(again).items()}  # fmt: skip
    assert {name: record[name] for name in counted} == counted
    assert (again.entitled, again.recused, again.for_, again.against) == (4, 1, 2, 1)


def test_seats_that_change_meanwhile_do_not_change_the_roll(world: World) -> None:
    ballot_id = opened(world)
    with world.work() as work:
        body = work.db.get_one(Body, world.bodies["regulations"])
        body.rule = replace(JAPANESE_MAJORITY, min_yes=5).to_json()
        work.db.add(body)
    for name in VOTERS[:3]:
        vote(world, name, ballot_id)
    let_time_pass(world)
    assert row(world, ballot_id).result["outcome"] == "carried"
    assert len(row(world, ballot_id).roll["companies"]) == 5


def test_votes_are_hidden_until_the_close_on_the_page_and_in_the_api(world: World) -> None:
    ballot_id = opened(world)
    vote(world, "second", ballot_id, "against", reason="負担が大きい")
    for name in ("third", "chair", "secretary", "officer", "observer", "volunteer"):
        told = world.as_(name).api(f"/ballots/{ballot_id}")
        page = world.as_(name).get(f"/ballots/{ballot_id}")
        assert "負担が大きい" not in told.text + page.text
        assert told.json()["result"] is None and told.json()["votes_hidden"]
        assert told.json()["voted"] == 1
    assert view(world, "second_contributor", ballot_id)["mine"][0]["choice"] == "against"
    assert view(world, "third", ballot_id)["mine"][0]["choice"] == ""


KNOW_THE_SILENT = {
    "chair": True, "secretary": True, "officer": True, "second": False, "third": False,
    "volunteer": False, "observer": False, "administrator": False,
}  # fmt: skip


def test_who_is_silent_is_for_the_chair_and_the_secretariat(world: World) -> None:
    ballot_id = opened(world)
    vote(world, "second", ballot_id)
    for name, knows in KNOW_THE_SILENT.items():
        told = view(world, name, ballot_id)
        assert bool(told["not_voted"]) is knows, name
        assert "瑞雲電子株式会社" not in told["not_voted"], name


def test_a_proxy_is_cast_by_its_holder_and_counted_for_its_giver(world: World) -> None:
    ballot_id = opened(world)
    holder, giver = world.companies["hokuto"], world.companies["minato"]
    given = world.as_("fourth").api(f"/ballots/{ballot_id}/proxy", {"holder": holder})
    assert given.status_code == 201, given.text
    assert vote(world, "fourth", ballot_id).json()["key"] == "ballot.gave_proxy"
    assert vote(world, "third", ballot_id, "for").status_code == 201
    assert vote(world, "third", ballot_id, "against", company=giver).status_code == 201
    assert vote(world, "second", ballot_id, company=giver).json()["key"] == "ballot.not_your_vote"
    cast = {one.company_id: (one.choice, one.holder_id) for one in votes(world, ballot_id)}
    assert cast == {holder: ("for", None), giver: ("against", holder)}


def test_a_proxy_taken_back_is_ones_own_vote_again(world: World) -> None:
    ballot_id = opened(world)
    fourth = world.as_("fourth")
    fourth.api(f"/ballots/{ballot_id}/proxy", {"holder": world.companies["hokuto"]})
    assert fourth.api(f"/ballots/{ballot_id}/proxy/end", {}).status_code == 200
    assert vote(world, "fourth", ballot_id).status_code == 201
    with world.main.reading() as db:
        assert db.exec(select(Proxy)).all() == []
    assert fourth.api(f"/ballots/{ballot_id}/proxy/end", {}).status_code == 404


def test_who_steps_out_leaves_the_base(world: World) -> None:
    ballot_id = opened(world)
    world.as_("second").api(f"/ballots/{ballot_id}/recusal", {"reason": "当社の要望のため"})
    assert vote(world, "second", ballot_id).json()["key"] == "ballot.has_recused"
    told = view(world, "third", ballot_id)
    assert told["entitled"] == 4
    assert [one["name"] for one in told["recused"]] == ["瑞雲電子株式会社"]


def test_a_tie_waits_for_the_chair(world: World) -> None:
    ballot_id = opened(world, replace(JAPANESE_MAJORITY, tie="chair_casts"))
    for name, choice in (("representative", "for"), ("second", "for"), ("third", "against"),
                         ("fourth", "against"), ("chair", "abstain")):  # fmt: skip
        vote(world, name, ballot_id, choice)
    assert world.as_("chair").api(f"/ballots/{ballot_id}/close", {}).status_code == 200
    assert row(world, ballot_id).state == "tied"
    path = f"/ballots/{ballot_id}/casting-vote"
    assert world.as_("third").api(path, {"choice": "against"}).status_code == 409

    assert world.as_("chair").api(path, {"choice": "for"}).status_code == 200

    assert row(world, ballot_id).result["outcome"] == "carried"
    assert row(world, ballot_id).result["chair_vote"] == "for"
    assert world.as_("chair").api(path, {"choice": "against"}).status_code == 409


def test_a_vote_against_gives_its_reason_where_the_rule_asks_for_one(world: World) -> None:
    ballot_id = opened(world, ISO_DIS, reason="急ぐため")
    refused = vote(world, "second", ballot_id, "against")
    assert refused.status_code == 422 and refused.json()["errors"][0]["field"] == "reason"
    page = world.as_("second").post(f"/ballots/{ballot_id}/vote", choice="against")
    assert page.status_code == 422 and texts("ja").say("ballot.reason_required") in says(page)
    assert vote(world, "second", ballot_id, "no_objection").status_code == 422
    assert vote(world, "second", ballot_id, "against", reason="根拠がない。").status_code == 201
    assert len(votes(world, ballot_id)) == 1


def test_the_sectors_are_frozen_with_the_roll(world: World) -> None:
    rule = replace(JAPANESE_MAJORITY, per_group_min=GroupMinimum("sector", Fraction(1, 2)))
    ballot_id = opened(world, rule)
    for name in VOTERS:  # the trading house alone is against
        vote(world, name, ballot_id, "against" if name == "fourth" else "for")
    let_time_pass(world)
    result = row(world, ballot_id).result
    assert (result["outcome"], result["sentence"][0]) == ("rejected", "tally.group_short")


def test_a_void_ballot_counts_nothing_and_another_may_follow(world: World) -> None:
    ballot_id = opened(world)
    vote(world, "second", ballot_id)
    assert world.as_("second").api(
        f"/ballots/{ballot_id}/void", {"reason": "誤り"}
    ).status_code == 409
    answer = world.as_("chair").post(f"/ballots/{ballot_id}/void", reason="設問を誤った。")
    assert "設問を誤った。" in says(world.as_("third").follow(answer))
    request_id = row(world, ballot_id).request_id
    again = world.as_("chair").api(f"/requests/{request_id}/ballot", OPENING)
    assert again.status_code == 201


def test_what_decided_nothing_is_voted_on_anew_with_its_reason(world: World) -> None:
    ballot_id = opened(world, replace(JAPANESE_MAJORITY, min_yes=2), question="この案でよいか。")
    vote(world, "second", ballot_id)
    let_time_pass(world)
    path, sent = f"/ballots/{ballot_id}/reopen", {"closes": "2027-02-26"}
    chair = world.as_("chair")
    assert chair.api(path, sent).json()["errors"][0]["field"] == "reason"
    sent["reason"] = "定足数に達しなかったため"
    assert world.as_("second").api(path, sent).json()["key"] == "ballot.chair_only"
    assert "reopen_ballot" in chair.get(f"/ballots/{ballot_id}").text

    again = chair.api(path, sent)

    new, old = row(world, again.json()["id"]), row(world, ballot_id)
    assert (new.question, new.rule, new.reason) == (old.question, old.rule, sent["reason"])
    assert old.result["outcome"] == "no_quorum" and old.state == "closed"
    for name in VOTERS:
        vote(world, name, new.id)
    let_time_pass(world)
    late = {**sent, "closes": "2027-03-26"}
    decided = world.as_("chair").api(f"/ballots/{new.id}/reopen", late)
    assert decided.json()["key"] == "ballot.was_decided"


def test_only_who_presides_over_the_deciding_body_opens(world: World) -> None:
    request_id = numbered(world, "second", State.RECONCILING)
    path, chair = f"/requests/{request_id}/ballot", world.as_("chair")
    for name in ("second", "secretary", "lead", "observer", "administrator"):
        assert world.as_(name).api(path, OPENING).status_code == 409, name
    with world.main.reading() as db:
        assert db.exec(select(Ballot)).all() == []
    # A short one needs its reason, and the past is no day.
    soon, ago = {**OPENING, "closes": "2026-11-30"}, {**OPENING, "closes": "2026-11-22"}
    assert chair.api(path, soon).status_code == 422
    assert chair.api(path, {**ago, "reason": "急ぐため"}).status_code == 422
    (unsaid,) = chair.api(path, {"closes": CLOSES}).json()["errors"]
    assert (unsaid["field"], unsaid["key"]) == ("no_meeting", "ballot.no_meeting_needed")
    assert chair.api(path, {**soon, "reason": "急ぐため"}).status_code == 201


def on_paper(world: World) -> dict[str, str]:
    """What the secretariat enters of a paper of 北辰化学工業."""
    return {
        "company": world.companies["hokuto"], "choice": "against", "reference": "行使書 第3号",
        "received": "2026-11-23", "why": "出張のため",
    }  # fmt: skip


def test_a_deputy_s_vote_and_a_paper_vote_are_shown_as_what_they_are(world: World) -> None:
    ballot_id = opened(world)
    path, paper = f"/ballots/{ballot_id}/paper-votes", on_paper(world)
    vote(world, "volunteer", ballot_id)  # 青葉精工's deputy
    vote(world, "second", ballot_id)
    for name in ("chair", "third", "secondee", "administrator"):
        assert world.as_(name).api(path, paper).status_code == 409, name
    secretary = world.as_("secretary")
    ahead = secretary.api(path, paper | {"received": "2026-11-24"})
    assert ahead.json()["errors"][0]["key"] == "ballot.received_ahead"
    own = secretary.api(path, paper | {"company": world.companies["mizuho"]})
    assert own.json()["key"] == "ballot.voted_itself"
    assert secretary.api(path, paper).status_code == 201
    with world.main.reading() as db:
        told = db.exec(select(Message.person_id).where(
            Message.text_key == "mail.paper_vote_entered")).all()  # fmt: skip
    assert set(told) == {world.people["third"], world.people["lead"]}

    check = f"{path}/{world.companies['hokuto']}/check"
    assert secretary.api(check, {}).json()["key"] == "ballot.paper_other_eyes"
    assert "書面の票を照合する" in says(world.as_("officer").get("/"))
    assert world.as_("officer").post(check).status_code == 303
    for name in ("fourth", "chair"):
        vote(world, name, ballot_id)
    world.as_("chair").post(f"/ballots/{ballot_id}/close")

    told = view(world, "fourth", ballot_id)["result"]["votes"]
    lines = {one["company"]: one["how"] for one in told}
    assert lines["青葉精工株式会社"] == "代理委員 石橋 浩二（青木 恵 委員に代わり）"
    assert lines["瑞雲電子株式会社"] == ""
    assert lines["北辰化学工業株式会社"] == (
        "書面（行使書 第3号、11月23日受領）。佐藤 薫が入力。寺島 綾が照合済み。理由：出張のため"
    )
    kept = {one.company_id: one for one in votes(world, ballot_id)}
    assert kept[world.companies["aoba"]].deputy_for_id == world.people["representative"]


def test_a_company_replaces_its_paper_vote_by_its_own(world: World) -> None:
    ballot_id = opened(world)
    path, paper = f"/ballots/{ballot_id}/paper-votes", on_paper(world)
    assert world.as_("secretary").api(path, paper).status_code == 201
    assert "第3号" in says(world.as_("third").get(f"/ballots/{ballot_id}"))
    assert "第3号" not in says(world.as_("fourth").get(f"/ballots/{ballot_id}"))
    vote(world, "third", ballot_id, "for")
    (cast,) = votes(world, ballot_id)
    assert (cast.choice, cast.paper, cast.person_id) == ("for", None, world.people["third"])
    assert world.as_("secretary").api(path, paper).json()["key"] == "ballot.voted_itself"


def test_an_advisory_ballot_moves_nothing(world: World) -> None:
    request_id = numbered(world, "second", State.RECONCILING)
    path, chair = f"/requests/{request_id}/ballot", world.as_("chair")
    answer = chair.api(path, {"closes": CLOSES, "advisory": True})
    assert answer.status_code == 201, answer.text
    ballot_id = answer.json()["id"]
    page = says(world.as_("third").get(f"/ballots/{ballot_id}"))
    assert "参考投票" in page and "拘束力はなく" in page
    for body in ({"closes": CLOSES, "advisory": True}, OPENING):
        assert chair.api(path, body).json()["key"] == "ballot.advisory_running"
    assert "参考投票に答える" in says(world.as_("third").get("/"))
    for name in VOTERS:
        vote(world, name, ballot_id, "against")
    let_time_pass(world)
    assert row(world, ballot_id).result["outcome"] == "rejected"
    with world.main.reading() as db:
        assert db.get_one(Request, request_id).state == State.RECONCILING
        told = {one.text_key for one in db.exec(select(Message)).all()}
    assert {"mail.advisory_ballot_opened", "mail.advisory_ballot_closed"} <= told
    assert not told & {"mail.ballot_opened", "mail.ballot_closed"}
    chair = world.as_("chair")
    binding = chair.api(path, {**OPENING, "closes": "2027-02-26"})
    assert binding.status_code == 201, binding.text
    assert "これまでの議決・参考投票" in says(chair.get(f"/requests/{request_id}"))


def test_joint_work_is_voted_on_by_all_hosts_each_company_once(world: World) -> None:
    request_id = numbered(world, "second", State.RECONCILING)
    with world.work("chair") as work:
        for name, company in (("outsider", "outside"), ("second", "mizuho")):
            work.db.add(
                Seat(id=work.id("seat"), body_id=world.bodies["goods"],
                     person_id=world.people[name], company_id=world.companies[company],
                     role="chair" if name == "outsider" else "member", voting=True,
                     starts=date(2026, 4, 2))
            )  # fmt: skip
        work.db.add(
            HostBody(id=work.id("host"), request_id=request_id, body_id=world.bodies["goods"],
                     state="accepted", reason="貨物にもかかわる。", created_at=work.now,
                     person_id=work.actor.id)
        )  # fmt: skip
    answer = world.as_("chair").api(f"/requests/{request_id}/ballot", OPENING)
    ballot_id = str(answer.json()["id"])
    assert sorted(row(world, ballot_id).roll["companies"]) == sorted(world.companies.values())
    for name in (*VOTERS, "outsider"):
        assert vote(world, name, ballot_id).status_code == 201, name
    assert len(votes(world, ballot_id)) == 6
    assert world.as_("outsider").api(f"/ballots/{ballot_id}/close", {}).status_code == 409
    world.as_("chair").post(f"/ballots/{ballot_id}/close")
    record = world.as_("outsider").api(f"/ballots/{ballot_id}/record").json()
    assert record["bodies"] == ["制度専門委員会", "貨物・技術専門委員会"]
    assert (len(record["roll"]), record["result"]["for_"]) == (6, 6)


def test_the_record_states_everything_and_is_counted_again(world: World) -> None:
    ballot_id = opened(world, question="この案で要望してよいか。")
    assert world.as_("third").api(f"/ballots/{ballot_id}/record").status_code == 404
    world.as_("fourth").api(f"/ballots/{ballot_id}/recusal", {"reason": "当事者のため"})
    for name in ("representative", "second", "third"):
        vote(world, name, ballot_id, "for" if name != "third" else "against")
    let_time_pass(world)

    third, path = world.as_("third"), f"/ballots/{ballot_id}/record"
    page = says(third.get(path))
    for told in (
        "この案で要望してよいか。", OPENING["no_meeting"], "1/2を超える賛成", "可決",
        "投票権のある会社の名簿", "みなと商事株式会社", "当事者のため", "一致しています",
    ):  # fmt: skip
        assert told in page, told
    file = third.get(f"{path}.json")
    content = json.loads(file.text)
    shown = third.api(path).json()
    assert shown["content_hash"] == hashlib.sha256(file.content).hexdigest()
    assert content["result"]["outcome"] == "carried" and len(content["roll"]) == 5
    with world.main.reading() as db:
        ended = db.exec(select(JournalEntry).where(JournalEntry.verb == "ballot.close")).one()
    assert content["journal"] == {"seq": ended.seq, "hash": ended.hash}

    changes = {
        "ballot_record.other_result": lambda frozen, cast: setattr(
            frozen, "result", frozen.result | {"against": 0}),
        "ballot_record.other_count": lambda frozen, cast: setattr(cast, "choice", "abstain"),
    }  # fmt: skip
    for key, change in changes.items():
        with world.work() as work:
            frozen = work.db.get_one(Ballot, ballot_id)
            change(frozen, work.db.get_one(Vote, votes(world, ballot_id)[0].id))
            work.db.add(frozen)
        assert texts("ja").say(key) in third.api(path).json()["faults"]
