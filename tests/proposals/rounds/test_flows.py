"""Opinion rounds over HTTP: sealed until the close, late marked and never mixed in, silence
recorded by the announced rule."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from committees.models import Body
from deliberation_builder import consulted, position, reconciled, seen
from foundation.journal import JournalEntry
from notifications.models import Message
from proposals.rounds.answering import seal_of
from proposals.rounds.models import Round, RoundAnswer, RoundSeat
from round_builder import (
    LAST_DAY,
    SCALE,
    answer,
    answers,
    asked,
    drafted,
    let_pass,
    opened,
    questions,
    result,
    send_out,
)
from world import World, says

pytestmark = pytest.mark.databases("sqlite")

SPEAKERS = ("representative", "second", "third", "fourth", "chair")


def the_round(world: World, round_id: str) -> Round:
    with world.main.reading() as db:
        return db.get_one(Round, round_id)


def seats(world: World, round_id: str) -> dict[str, str]:
    with world.main.reading() as db:
        rows = db.exec(select(RoundSeat).where(RoundSeat.round_id == round_id)).all()
    names = {id: key for key, id in world.companies.items()}
    return {names[row.company_id]: row.counted_as for row in rows}


def standing(world: World, round_id: str) -> list[RoundAnswer]:
    with world.main.reading() as db:
        rows = select(RoundAnswer).where(RoundAnswer.round_id == round_id)
        return [row for row in db.exec(rows).all() if row.stands]


def view(world: World, name: str, round_id: str) -> Any:
    return world.as_(name).api(f"/rounds/{round_id}").json()


def told(world: World, key: str) -> set[str]:
    names = {id: key for key, id in world.people.items()}
    with world.main.reading() as db:
        rows = db.exec(select(Message.person_id).where(Message.text_key == key)).all()
    return {names[one] for one in rows}


@pytest.mark.databases("sqlite", "postgres")
def test_from_the_invitation_to_the_result(world: World) -> None:
    round_id = opened(world)
    page = says(world.as_("third").get(f"/rounds/{round_id}"))
    assert "R08-IK-001" in page and "未回答として記録し、賛否のいずれにも数えません" in page
    assert told(world, "mail.round_opened_nothing") >= {"representative", "second", "chair"}
    for name, said in zip(SPEAKERS[:4], ("2", "1", "-1", "2"), strict=True):
        assert answer(world, name, round_id, said, "0", "", f"{name}の意見。").status_code == 200
    assert result(world, "third", round_id) is None

    let_pass(world, days=20)

    told_now = result(world, "third", round_id)
    assert (told_now["asked"], told_now["replied"], told_now["silent"]) == (5, 4, 1)
    assert seats(world, round_id) == {
        "aoba": "answered", "mizuho": "answered", "hokuto": "answered", "minato": "answered",
        "shinonome": "nothing",
    }  # fmt: skip
    words = [one["text"] for one in told_now["questions"][3]["words"]]
    assert words == sorted(f"{name}の意見。" for name in SPEAKERS[:4])
    assert all(one["by"] == "" for one in told_now["questions"][3]["words"])
    assert told(world, "mail.round_result") >= {"second", "third"}
    page = says(world.as_("third").get(f"/rounds/{round_id}/results"))
    assert SCALE[0] in page and "4／5" in page


def test_nobody_sees_an_answer_before_the_close(world: World) -> None:
    round_id = opened(world)
    answer(world, "second", round_id, "2", "", "", "瑞雲の秘めた意見。")
    for name in ("third", "chair", "secretary", "officer", "administrator", "secondee"):
        for path in (f"/rounds/{round_id}", f"/rounds/{round_id}/results"):
            for address in (path, f"/api{path}"):
                assert "秘めた" not in world.as_(name).get(address).text
        assert world.as_(name).get(f"/rounds/{round_id}/results").status_code == 404
        assert world.as_(name).get(f"/rounds/{round_id}/results.csv").status_code == 404
    with world.main.reading() as db:
        journal = [str((one.before, one.after)) for one in db.exec(select(JournalEntry)).all()]
    assert not [one for one in journal if "秘めた" in one]
    # Who has confirmed is the secretariat's to know.
    secretary, chair = view(world, "secretary", round_id), view(world, "chair", round_id)
    assert secretary["answered"] == ["瑞雲電子"] and len(secretary["silent"]) == 4
    assert {one["label"]: one["confirmed"] for one in secretary["by_sector"]}["電気・電子"] == 1
    assert (chair["confirmed"], chair["asked"]) == (1, 5)
    assert chair["answered"] == chair["silent"] == chair["by_sector"] == []


def test_an_answer_is_changed_and_taken_back_until_the_last_day(world: World) -> None:
    round_id = opened(world)
    for _ in range(2):  # the same answer again changes nothing
        assert answer(world, "second", round_id, "2").status_code == 200
    with world.main.reading() as db:
        assert len(db.exec(select(RoundAnswer)).all()) == 1
    answer(world, "second_contributor", round_id, "-2")
    (counted,) = standing(world, round_id)
    assert counted.values[questions(world, round_id)[0]]["value"] == "-2"
    assert counted.seal == seal_of(counted.salt, counted.values)
    assert world.as_("second").post(f"/rounds/{round_id}/room/withdrawal").status_code == 303
    assert standing(world, round_id) == []
    answer(world, "second", round_id, "1")
    let_pass(world, days=20)
    late = world.as_("second").api(f"/rounds/{round_id}/room/withdrawal", {})
    assert (late.status_code, late.json()["key"]) == (409, "round.not_open")


def test_late_answers_are_marked_and_not_mixed_in(world: World) -> None:
    round_id = opened(world)
    for name in SPEAKERS[:3]:
        answer(world, name, round_id, "2")
    world.clock.forward(days=20)  # the worker has not looked yet: the clock decides
    assert answer(world, "fourth", round_id, "-2").status_code == 200
    changed = answer(world, "second", round_id, "-2")
    assert (changed.status_code, changed.json()["key"]) == (409, "round.counted_already")
    let_pass(world, days=0)
    told_now = result(world, "third", round_id)
    assert (told_now["replied"], told_now["late"], told_now["silent"]) == (3, 1, 2)
    assert seats(world, round_id)["minato"] == "nothing"
    assert told_now["questions"][0]["whole"]["cells"][2]["n"] == 0  # nobody in time disagrees
    world.clock.forward(days=8)
    over = answer(world, "chair", round_id, "2")
    assert (over.status_code, over.json()["key"]) == (409, "round.over")


def test_the_last_day_lasts_until_its_end_in_japan(world: World) -> None:
    round_id = opened(world)
    closes = the_round(world, round_id).closes_at
    assert closes is not None
    world.clock.forward(seconds=int((closes - world.clock.now()).total_seconds()))
    answer(world, "second", round_id, "2")
    world.clock.forward(seconds=2)
    answer(world, "third", round_id, "2")
    lateness = {row.company_id: row.late for row in standing(world, round_id)}
    assert lateness == {world.companies["mizuho"]: False, world.companies["hokuto"]: True}


SILENCES = [
    ("nothing", "nothing", 201), ("nothing", "abstention", 201),
    ("nothing", "no_objection", 422), ("no_objection", "no_objection", 201),
]  # fmt: skip


def test_deemed_consent_only_where_the_body_allows_it(world: World) -> None:
    for of_body, chosen, status in SILENCES:
        with world.work() as work:
            body = work.db.get_one(Body, world.bodies["regulations"])
            body.silence = of_body
            work.db.add(body)
        fields = {
            "body": body.id, "bodies": [body.id], "title_ja": "照会", "silence": chosen,
            "naming": "named", "readers": "nobody",
        }  # fmt: skip
        made = world.as_("secretary").api("/rounds/new", fields)
        assert made.status_code == status, made.text


def test_deemed_silence_is_written_down_and_never_support(world: World) -> None:
    with world.work() as work:
        body = work.db.get_one(Body, world.bodies["regulations"])
        body.silence = "no_objection"
        work.db.add(body)
    round_id = opened(world, silence="no_objection")
    assert told(world, "mail.round_opened_no_objection")
    for name in SPEAKERS[:3]:
        answer(world, name, round_id, "-2")
    let_pass(world, days=20)
    counted = seats(world, round_id)
    assert {counted["minato"], counted["shinonome"]} == {"no_objection"}
    with world.main.reading() as db:
        (closed,) = db.exec(select(JournalEntry).where(JournalEntry.verb == "round.close")).all()
    wanted = sorted([world.companies["minato"], world.companies["shinonome"]])
    assert (closed.after["silence"], closed.after["silent"]) == ("no_objection", wanted)
    told_now = result(world, "third", round_id)
    cells = {one["label"]: one["n"] for one in told_now["questions"][0]["whole"]["cells"]}
    assert cells["そう思う"] == 0 and cells["そう思わない"] == 3
    assert "社は異議なしとみなす" in told_now["silence"]


def test_reminders_go_to_those_who_have_not_confirmed(world: World) -> None:
    round_id = opened(world)
    answer(world, "second", round_id, "2")
    let_pass(world, days=10)  # seven days are left
    assert told(world, "mail.round_reminder") >= {"representative", "third", "fourth", "chair"}
    assert "second" not in told(world, "mail.round_reminder")
    assert the_round(world, round_id).reminded == [7]
    let_pass(world, hours=1)
    with world.main.reading() as db:
        days = [one.after for one in db.exec(
            select(JournalEntry).where(JournalEntry.verb == "round.remind")).all()]  # fmt: skip
    assert days == [{"days_left": 7}]


def test_more_time_is_given_to_all_with_a_reason(world: World) -> None:
    round_id = opened(world)
    path, secretary = f"/rounds/{round_id}/extension", world.as_("secretary")
    earlier = secretary.api(path, {"closes": "2026-12-01", "reason": "早める。"})
    assert earlier.status_code == 422
    assert secretary.api(path, {"closes": "2026-12-20"}).status_code == 422
    more = secretary.api(path, {"closes": "2026-12-20", "reason": "年末のため。"})
    assert more.status_code == 200
    assert told(world, "mail.round_extended") >= {"representative", "second", "third"}
    assert "年末のため。" in says(world.as_("third").get(f"/rounds/{round_id}"))
    let_pass(world, days=20)
    assert view(world, "third", round_id)["open"]


def test_an_early_close_tells_why(world: World) -> None:
    round_id = opened(world)
    for name in SPEAKERS:
        answer(world, name, round_id, "2")
    path = f"/rounds/{round_id}/close"
    assert world.as_("secretary").api(path, {}).status_code == 422
    assert world.as_("second").api(path, {"reason": "もう十分。"}).status_code == 409
    assert world.as_("chair").api(path, {"reason": "全社が回答した。"}).status_code == 200
    assert "全社が回答した。" in says(world.as_("third").get(f"/rounds/{round_id}"))
    let_pass(world, minutes=1)
    assert result(world, "third", round_id)["replied"] == 5


MATRIX = {
    "volunteer": (200, 200, 200), "representative": (200, 200, 200), "second": (200, 200, 200),
    "second_contributor": (200, 200, 200), "third": (200, 200, 200), "chair": (200, 200, 200),
    "lead": (200, 200, 409), "outsider": (404, 404, 404), "secretary": (200, 404, 404),
    "secondee": (200, 404, 404), "officer": (200, 404, 404), "releaser": (200, 404, 404),
    "administrator": (404, 404, 404), "adviser": (200, 404, 404), "observer": (200, 404, 404),
}  # fmt: skip


def test_who_sees_enters_and_answers(world: World) -> None:
    """The page, the company's room, and a confirmed answer, by person."""
    round_id = opened(world)
    found = {
        name: (
            world.as_(name).api(f"/rounds/{round_id}").status_code,
            world.as_(name).api(f"/rounds/{round_id}/room").status_code,
            answer(world, name, round_id, "2").status_code,
        )
        for name in MATRIX
    }
    assert found == MATRIX


def test_a_draft_is_its_makers_own_and_fixed_once_it_is_out(world: World) -> None:
    round_id = drafted(world)
    none = world.as_("secretary").api(f"/rounds/{round_id}/opening", {"closes": LAST_DAY})
    assert (none.status_code, none.json()["key"]) == (409, "round.no_questions")
    asked(world, round_id, "choice", "どちらがよいか。", options="甲案 | Plan A\n乙案 | Plan B")
    seeing = {
        name: world.as_(name).api(f"/rounds/{round_id}").status_code
        for name in ("chair", "secretary", "second", "adviser", "administrator")
    }
    assert seeing == {
        "chair": 200, "secretary": 200, "second": 404, "adviser": 404, "administrator": 404
    }  # fmt: skip
    send_out(world, round_id)
    (question,) = questions(world, round_id)
    path = f"/rounds/{round_id}/questions/{question}/removal"
    assert world.as_("secretary").api(path, {}).json()["key"] == "round.not_a_draft"


def test_every_kind_of_question_is_asked_answered_and_told(world: World) -> None:
    round_id = drafted(world, naming="named", readers="presiding")
    asked(world, round_id, "choice", "どちらがよいか。", options="甲案\n乙案\n=丙案")
    asked(world, round_id, "ranking", "望ましい順に。", options="甲\n乙\n丙")
    asked(world, round_id, "scale", "進めるべきである。")
    asked(world, round_id, "text", "ご意見を。")
    send_out(world, round_id)
    choice, ranking, scale, text = questions(world, round_id)
    body = [
        {"question": choice, "value": "o3", "reason": "=1+1"},
        {"question": ranking, "ranks": {"o1": "2", "o2": "1", "o3": "3"}},
        {"question": scale, "value": "1"},
        {"question": text, "value": "@SUM(A1)"},
    ]
    for name in SPEAKERS[:4]:
        path = f"/rounds/{round_id}/room/answer"
        assert world.as_(name).api(path, {"answers": body}).status_code == 200
    twice = [{"question": ranking, "ranks": {"o1": "1", "o2": "1", "o3": "3"}}]
    refused = world.as_("chair").api(f"/rounds/{round_id}/room/answer", {"answers": twice})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == f"v.{ranking}"
    let_pass(world, days=20)
    told_now = result(world, "chair", round_id)
    assert [one["cells"][0]["n"] for one in told_now["questions"][1]["places"]] == [0, 4, 0]
    assert told_now["questions"][3]["words"][0] == {"by": "青葉精工株式会社", "text": "@SUM(A1)"}
    everything = world.as_("chair").get(f"/rounds/{round_id}/answers.csv")
    assert "'@SUM(A1)" in everything.text and ",'=1+1" in everything.text
    assert "青葉精工株式会社" in everything.text and "乙 > 甲 > 丙" in everything.text
    assert world.as_("chair").get(f"/rounds/{round_id}/answers.xlsx").content[:2] == b"PK"
    for name in ("second", "secondee", "administrator"):
        assert world.as_(name).get(f"/rounds/{round_id}/answers.csv").status_code == 404
    figures = world.as_("second").get(f"/rounds/{round_id}/results.csv")
    assert "'=丙案" in figures.text


def test_a_round_on_a_consultation_has_its_companies_and_its_clock(world: World) -> None:
    request_id = consulted(world)
    round_id = drafted(
        world, body=world.bodies["licensing"], bodies=[], request=request_id, naming="named"
    )
    asked(world, round_id, "item", "(1)についての立場", point=1)
    nowhere = {"kind": "item", "texts": "無い項目", "point": 9}
    assert world.as_("secretary").api(
        f"/rounds/{round_id}/questions", nowhere).status_code == 422  # fmt: skip
    assert world.as_("secretary").post(f"/rounds/{round_id}/opening").status_code == 303
    row = the_round(world, round_id)
    assert row.closes_at is None and row.consultation_id
    (item,) = questions(world, round_id)
    path = f"/rounds/{round_id}/room/answer"
    bare = [{"question": item, "value": "conditions"}]
    assert world.as_("second").api(path, {"answers": bare}).json()["errors"][0]["field"] == (
        f"r.{item}"
    )
    said = [bare[0] | {"reason": "経過措置を置くこと。"}]
    assert world.as_("second").api(path, {"answers": said}).status_code == 200
    refused = world.as_("secretary").api(f"/rounds/{round_id}/extension",
                                         {"closes": "2026-12-20", "reason": "…"})  # fmt: skip
    assert refused.json()["key"] == "round.rides"
    reconciled(world, request_id)
    assert not view(world, "second", round_id)["open"]  # at once, before any job
    let_pass(world, minutes=1)
    assert result(world, "second", round_id)["few"]
    page = says(world.as_("second").get(f"/requests/{request_id}"))
    assert "手続の簡素化について" in page


def test_positions_of_a_consultation_are_sealed_until_it_closes(world: World) -> None:
    request_id = consulted(world)
    position(world, "second", request_id, "object", reason="広すぎるので反対する。")
    for name in ("third", "chair", "secretary", "officer"):
        stands = seen(world, name, request_id)["positions"]
        assert stands["sealed"] and (stands["answered"], stands["asked"]) == (1, 5)
        assert stands["rows"] == stands["meter"] == stands["kinds"] == []
        assert stands["accepting"] == stands["objecting"] == 0
        for path in (f"/requests/{request_id}", f"/api/requests/{request_id}", "/requests"):
            assert "広すぎる" not in world.as_(name).get(path).text
    with world.main.reading() as db:
        journal = [str((one.before, one.after)) for one in db.exec(select(JournalEntry)).all()]
    assert not [one for one in journal if "広すぎる" in one or "'object'" in one]
    assert seen(world, "second", request_id)["positions"]["mine"]["value"] == "object"
    reconciled(world, request_id)
    assert [one["value"] for one in seen(world, "third", request_id)["positions"]["rows"]] == [
        "object"
    ]
    world.clock.forward(seconds=int(timedelta(days=1).total_seconds()))
    position(world, "third", request_id, "support")
    position(world, "second", request_id, "support")  # of another mind, too late to be counted
    stands = seen(world, "fourth", request_id)["positions"]
    assert [(one["company"], one["value"]) for one in stands["rows"]] == [("瑞雲電子", "object")]
    assert [one["company"] for one in stands["late"]] == ["瑞雲電子", "北辰化学"]
    assert (stands["accepting"], stands["objecting"], stands["silent"]) == (0, 1, 4)
    mine = seen(world, "second", request_id)["positions"]["mine"]
    assert (mine["value"], mine["late"]) == ("support", True)
    page = says(world.as_("fourth").get(f"/requests/{request_id}"))
    assert "締切後に表明された立場（2社）" in page


def test_a_body_may_have_positions_seen_at_once(world: World) -> None:
    with world.work() as work:
        body = work.db.get_one(Body, world.bodies["regulations"])
        body.positions = "open"
        work.db.add(body)
    request_id = consulted(world)
    position(world, "second", request_id, "support")
    assert len(seen(world, "third", request_id)["positions"]["rows"]) == 1


def test_what_cannot_be_said_is_marked_and_nothing_is_lost(world: World) -> None:
    round_id = opened(world)
    first, second, _, text = questions(world, round_id)
    sent = {f"v.{first}": "7", f"v.{second}": "2", f"v.{text}": "書いたこと。", "base": "0"}
    refused = world.as_("second").post(f"/rounds/{round_id}/room/answer", **sent)
    assert refused.status_code == 422
    assert "書いたこと。" in refused.text and f'href="#v-{first}"' in refused.text
    page = world.as_("second").get(f"/rounds/{round_id}/room").text
    assert " checked" not in page
    nothing = world.as_("second").api(f"/rounds/{round_id}/room/answer", {"answers": []})
    assert nothing.json()["errors"][0]["key"] == "round.nothing_said"
    assert standing(world, round_id) == [] and answers(world, round_id, "2")
