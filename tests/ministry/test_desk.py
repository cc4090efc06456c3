"""METI's desk: an official reads what was released, answers point by point, asks back."""

from datetime import date

import pytest
from sqlmodel import select

from proposals.sections import NAMES
from submissions import release_store
from submissions.release_store import DeskJournal, Item, Letter, Official, Point, Question, Reply
from world import World, says


@pytest.fixture
def item(world: World) -> str:
    """A released item with two points, in a letter of today."""
    new = world.chance.id
    letter_id, item_id = new("id/letter"), new("id/item")
    with world.release.writing() as db:
        db.add(
            Letter(
                id=letter_id, number="8安セ調(提)第1号", title_ja="要望書",
                addressee="経済産業省 御中", sender="安全保障輸出管理センター",
                released_day=date(2026, 11, 23),
            )
        )
        db.flush()
        db.add(
            Item(
                id=item_id, letter_id=letter_id, place=1, committee_ja="制度専門委員会",
                committee_en="Committee on Regulations", kind="procedure", novelty="new",
                title_ja="申請書類の簡素化", title_en="Simplify applications", asked_by="",
                legal_references=["輸出令第1条"], sections={"request": "(1) 甲。(2) 乙。"},
                html={"request": "<p>(1) 甲。(2) 乙。</p>"},
                minority=[{"text": "丙とすべき。", "holder": ""}],
                support={"abstain": 0, "for": 5, "against": 0, "outcome": "carried"},
            )
        )
        db.flush()
        for number, text in ((1, "甲。"), (2, "乙。")):
            db.add(Point(id=new("id/point"), item_id=item_id, number=number, text=text))
    return item_id  # fmt: skip


def points(world: World, item_id: str) -> list[dict]:
    return world.at_desk().api(f"/items/{item_id}").json()["points"]


def test_an_official_finds_the_item_and_replies_to_one_point(world: World, item: str) -> None:
    desk = world.at_desk()
    assert "申請書類の簡素化" in says(desk.get("/?show=waiting"))
    first, second = points(world, item)

    answer = desk.post(
        f"/items/{item}/points/{first['id']}/reply", outcome="not_adopted",
        text="現行のとおりとします。", reason="審査に必要なため。", based_on="0",
    )  # fmt: skip

    page = says(desk.follow(answer))
    assert "回答を登録しました。" in page and "審査に必要なため。" in page
    assert [point["reply"] and point["reply"]["outcome"] for point in points(world, item)] == [
        "not_adopted", None,
    ]  # fmt: skip
    assert second["text"] == "乙。"
    with world.release.reading() as db:
        assert [row.verb for row in db.exec(select(DeskJournal)).all()] == ["reply"]


@pytest.mark.parametrize("outcome", ["partly", "not_adopted"])
def test_what_is_not_adopted_needs_its_reason(world: World, item: str, outcome: str) -> None:
    point = points(world, item)[0]
    answer = world.at_desk().post(
        f"/items/{item}/points/{point['id']}/reply", outcome=outcome, text="説明", based_on="0"
    )
    assert answer.status_code == 422
    assert "理由をご記入ください" in says(answer) and "説明" in answer.text
    with world.release.reading() as db:
        assert db.exec(select(Reply)).all() == []


def test_the_letter_says_how_it_was_agreed_and_who_dissented(world: World, item: str) -> None:
    page = says(world.at_desk().get(f"/items/{item}"))
    assert "結果 議決により可決 賛成 5社 反対 0社 棄権 0社" in page
    assert "丙とすべき。" in page and "手続" in page
    english = says(world.at_desk().get(f"/items/{item}?lang=en"))
    assert "Outcome Carried by a ballot For 5 companies" in english


def test_a_second_official_does_not_write_over_an_answer_unread(world: World, item: str) -> None:
    path = f"/items/{item}/points/{points(world, item)[0]['id']}/reply"
    world.at_desk().post(path, outcome="adopted", text="措置します。", based_on="0")

    late = world.at_desk("second_official").post(
        path, outcome="under_study", text="検討します。", based_on="0"
    )

    assert late.status_code == 409
    assert "別の職員がこの論点に回答しました" in says(late) and "検討します。" in late.text
    assert points(world, item)[0]["reply"]["outcome"] == "adopted"


def test_an_earlier_answer_is_kept(world: World, item: str) -> None:
    path = f"/items/{item}/points/{points(world, item)[0]['id']}/reply"
    desk = world.at_desk()
    desk.post(path, outcome="under_study", text="検討します。", based_on="0")
    desk.post(path, outcome="adopted", text="措置します。", based_on="1")
    point = points(world, item)[0]
    assert point["reply"]["text"] == "措置します。"
    assert [earlier["text"] for earlier in point["earlier"]] == ["検討します。"]


def test_an_official_asks_back(world: World, item: str) -> None:
    desk = world.at_desk()
    page = says(desk.follow(desk.post(f"/items/{item}/questions", text="件数を教えてください。")))
    assert "件数を教えてください。" in page and "回答を待っています" in page
    with world.release.reading() as db:
        assert db.exec(select(Question)).one().asked_day == date(2026, 11, 23)


def test_a_form_sent_twice_is_done_once(world: World, item: str) -> None:
    desk = world.at_desk()
    for _ in range(2):
        desk.post(f"/items/{item}/questions", text="件数は。", once="pressed-twice")
    with world.release.reading() as db:
        assert len(db.exec(select(Question)).all()) == 1


def test_a_point_of_another_item_is_not_found(world: World, item: str) -> None:
    point = points(world, item)[0]
    stranger = "a" * 16
    answer = world.at_desk().post(
        f"/items/{stranger}/points/{point['id']}/reply", outcome="adopted", text="可", based_on="0"
    )
    assert answer.status_code == 404


def test_nobody_comes_in_without_signing_in(world: World, item: str) -> None:
    stranger = world.nobody_at_desk()
    assert stranger.get(f"/items/{item}").headers["location"].startswith("/sign-in")
    assert stranger.api(f"/items/{item}").status_code == 401


def test_a_member_session_is_none_at_the_desk(world: World, item: str) -> None:
    visitor, member = world.nobody_at_desk(), world.as_("officer")
    visitor.cookies.update(member.cookies)
    assert visitor.api(f"/items/{item}").status_code == 401


def test_an_official_whose_account_ended_is_out_at_once(world: World, item: str) -> None:
    desk = world.at_desk()
    with world.release.writing() as db:
        db.get(Official, world.officials["official"]).active = False
    assert desk.api(f"/items/{item}").status_code == 401


def test_no_page_of_the_desk_tells_a_validator_or_a_moment(world: World, item: str) -> None:
    answer = world.at_desk().get(f"/items/{item}")
    assert not {"etag", "last-modified"} & set(answer.headers)
    assert answer.headers["cache-control"] == "no-store"


def test_sections_stand_in_the_order_of_the_letter() -> None:
    assert release_store.SECTIONS == NAMES
