"""Taken in, handed on, due; a reply that says what is amended and from when."""

from datetime import date

from sqlmodel import select

from letter_builder import a_letter, a_section, points_of
from submissions.release_store import Reply
from world import World, says


def test_a_request_is_taken_in_and_handed_on(world: World) -> None:
    ids = a_letter(world, 甲=["一。", "二。"], 乙=["三。"])
    section, colleague = a_section(world), world.officials["second_official"]
    desk = world.at_desk()
    assert desk.api("/?show=new").json()["found"] == 2

    both = desk.post("/acknowledge", items=[ids["甲"], ids["乙"]])
    assert "受領を確認しました。" in says(desk.follow(both))
    again = desk.api("/acknowledge", {"items": [ids["甲"]]}).json()
    assert again["acknowledged"] == 0
    assert points_of(world, ids["甲"])[0]["state"] == "received"

    studied = desk.post(f"/items/{ids['乙']}/study")
    page = says(desk.follow(studied))
    assert "検討中としました。" in page and "令和８年11月23日(月) から検討中です。" in page
    assert points_of(world, ids["乙"])[0]["state"] == "studied"
    assert "変更はありません" in says(desk.follow(desk.post(f"/items/{ids['乙']}/study")))

    late = desk.post(f"/items/{ids['甲']}/hand-on", due_day="2026-11-22")
    assert late.status_code == 422 and "今日以降の日" in says(late)
    desk.post(
        f"/items/{ids['甲']}/hand-on", section=section, official=colleague,
        due_day="2026-11-25", note="前回の経緯は別紙。",
    )  # fmt: skip
    other = world.at_desk("second_official")
    assert [one["title"] for one in other.api("/?show=mine").json()["items"]] == ["甲"]
    told = other.api(f"/items/{ids['甲']}").json()["handling"]
    assert (told["section"], told["official"]) == ("安全保障貿易管理課", "園田 明子")
    assert [(step["kind"], step["note"]) for step in told["steps"]] == [
        ("hand on", "前回の経緯は別紙。"), ("acknowledge", ""),
    ]  # fmt: skip

    world.clock.forward(days=3)
    overdue = world.at_desk("second_official")
    page = says(overdue.get("/?show=overdue"))
    assert "甲" in page and "乙" not in page
    # Who has it may pass it on although it is late.
    passed = overdue.post(f"/items/{ids['甲']}/hand-on", section=section, due_day="2026-11-25")
    assert passed.status_code == 303
    unknown = overdue.post(f"/items/{ids['甲']}/hand-on", official="z" * 16)
    assert unknown.status_code == 422


def test_after_an_answer_comes_the_next_point(desk_world: World) -> None:
    world = desk_world
    item = a_letter(world, 甲=["一。", "二。"], 乙=["三。"])["甲"]
    first, second = points_of(world, item)
    desk = world.at_desk()
    answer = desk.post(
        f"/items/{item}/points/{first['id']}/reply", outcome="adopted", text="改正します。",
        provision="輸出令別表第1の9の項(7)", effective_day="2027-04-01", based_on="0",
    )  # fmt: skip
    assert answer.headers["location"].endswith(f"?point={second['id']}#point-{second['id']}")
    page = says(desk.follow(answer))
    assert "改正する条項：輸出令別表第1の9の項(7)" in page and "令和９年４月１日" in page
    bare = desk.post(f"/items/{item}/points/{second['id']}/reply", outcome="superseded",
                     text="別件で対応。", based_on="0")  # fmt: skip
    assert bare.status_code == 422
    last = desk.post(
        f"/items/{item}/points/{second['id']}/reply", outcome="superseded", text="別件で対応。",
        reason="改正案に含まれるため。", based_on="0",
    )  # fmt: skip
    with world.release.reading() as db:
        told = [(row.provision, row.effective_day) for row in db.exec(select(Reply))]
    assert ("輸出令別表第1の9の項(7)", date(2027, 4, 1)) in told
    page = says(desk.follow(last))
    assert "すべての論点に回答しました。" in page and "次の未回答：乙" in page
