"""The review: what tells a company is found, decided by a person, and frozen only when clear."""

import pytest
from sqlmodel import select

from gate_builder import approved, decided, dissent, findings, finished, opened, read, row
from proposals.models import IdentityLook
from submissions.stages import Gate
from world import World, says


def outgoing(world: World, review_id: str) -> str:
    fields = read(world, "officer", f"/reviews/{review_id}")["fields"]
    return "\n".join("".join(piece["text"] for piece in field["outgoing"]) for field in fields)


def found(world: World, review_id: str) -> dict[str, dict]:
    view = read(world, "officer", f"/reviews/{review_id}")
    return {finding["text"]: finding for finding in view["findings"]}


def test_an_approved_request_waits_in_the_list_and_is_opened(world: World) -> None:
    request_id = approved(world)
    listed = read(world, "officer", "/reviews")
    assert [one["request_id"] for one in listed["to_open"]] == [request_id]

    review_id = opened(world, request_id)

    listed = read(world, "officer", "/reviews")
    assert listed["to_open"] == []
    assert [one["id"] for one in listed["under_way"]] == [review_id]
    again = world.as_("officer").post(f"/reviews/of/{request_id}")
    assert again.status_code == 409 and "すでに始まっています" in says(again)


def test_names_brands_people_and_telephones_are_found_and_replaced(world: World) -> None:
    review_id = opened(world, approved(world))
    found_texts = found(world, review_id)
    assert {"青葉精工", "AobaMill", "03-1234-5678"} <= set(found_texts)
    assert all(one["decision"] == "" for one in found_texts.values())
    text = outgoing(world, review_id)
    assert not any(name in text for name in ("青葉精工", "AobaMill", "03-1234-5678", "石橋"))
    assert "の部品は判定をやり直している。" in text


def test_a_figure_needs_own_words_or_a_reason_to_stay(world: World) -> None:
    review_id = opened(world, approved(world))
    officer, figure = world.as_("officer"), found(world, review_id)["月に40件"]
    path = f"/reviews/{review_id}/findings/{figure['id']}"
    assert figure["proposal"] == "replace"
    assert officer.post(path, decision="accept").status_code == 422
    officer.post(path, decision="replace", replacement="定期的に")
    assert "では定期的にを扱い" in outgoing(world, review_id)


def test_the_page_shows_both_texts_and_not_who_asks(world: World) -> None:
    review_id = opened(world, approved(world, problem="月に40件を扱う。", reason="物価のため。"))
    page = world.as_("officer").get(f"/reviews/{review_id}")
    assert page.status_code == 200
    for name in ("青葉", "Aoba", "石橋", "Ishibashi"):
        assert name not in page.text


def test_a_named_request_keeps_its_own_name_and_no_more(world: World) -> None:
    review_id = opened(world, approved(world, anonymity="none", problem="青葉精工と瑞雲電子の例。"))
    proposals = {text: one["proposal"] for text, one in found(world, review_id).items()}
    assert proposals["青葉精工"] == "keep", "it asks under its own name"
    assert proposals["瑞雲電子"] == "accept", "another company has not been asked"
    assert proposals["03-1234-5678"] == "accept"
    assert "青葉精工" in outgoing(world, review_id)


def test_certain_findings_are_accepted_at_once_and_the_others_singly(world: World) -> None:
    review_id = opened(world, approved(world))
    before = findings(world, review_id)
    world.as_("officer").post(f"/reviews/{review_id}/certain")
    after = {one.id: one.decision for one in findings(world, review_id)}
    assert {after[one.id] for one in before if one.certainty == "certain"} == {"accept"}
    assert {after[one.id] for one in before if one.certainty != "certain"} == {""}


def test_each_decision_leads_to_the_next_finding_and_the_last_one_to_the_end(world: World) -> None:
    review_id, officer = opened(world, approved(world)), world.as_("officer")
    shown = officer.api(f"/reviews/{review_id}").json()["findings"]
    for one in reversed(shown):  # the first of those before it, as there is none behind
        figure = one["proposal"] == "replace"
        how = {"decision": "replace", "replacement": "一部"} if figure else {"decision": "accept"}
        answer = officer.post(f"/reviews/{review_id}/findings/{one['id']}", **how)
        ahead = "finding-1" if one["number"] > 1 else "finish"
        assert answer.headers["location"].endswith(f"/reviews/{review_id}#{ahead}")


def test_own_words_and_reasons_are_kept(world: World) -> None:
    review_id = opened(world, approved(world))
    officer, brand = world.as_("officer"), found(world, review_id)["AobaMill"]
    path = f"/reviews/{review_id}/findings/{brand['id']}"

    assert officer.post(path, decision="replace").status_code == 422
    assert officer.post(path, decision="keep").status_code == 422
    officer.post(path, decision="replace", replacement="当該製品")
    assert "当該製品の部品" in outgoing(world, review_id)

    officer.post(path, decision="keep", reason="業界で広く使われる名")
    assert "AobaMillの部品" in outgoing(world, review_id)


def test_an_unknown_choice_or_finding_changes_nothing(world: World) -> None:
    review_id, officer = opened(world, approved(world)), world.as_("officer")
    some = findings(world, review_id)[0]
    path = f"/reviews/{review_id}/findings"
    assert officer.post(f"{path}/{some.id}", decision="burn").status_code == 422
    assert officer.post(f"{path}/{'a' * 16}", decision="accept").status_code == 404
    other = opened(world, approved(world, title_ja="別の要望"))
    answer = officer.post(f"/reviews/{other}/findings/{some.id}", decision="accept")
    assert answer.status_code == 404, "a finding of another review"
    assert {one.decision for one in findings(world, review_id)} == {""}


def test_a_passage_is_marked_by_hand_wherever_it_stands(world: World) -> None:
    review_id = opened(world, approved(world, problem="山あいの設備。別に山あいの例もある。"))
    officer, path = world.as_("officer"), f"/reviews/{review_id}/findings"
    answer = officer.post(path, field="problem", passage="山あいの", replacement="ある地域の")
    assert answer.status_code == 303
    assert "ある地域の設備。別にある地域の例もある。" in outgoing(world, review_id)


def test_a_marked_passage_takes_in_what_was_found_inside_it(world: World) -> None:
    review_id = opened(world, approved(world))
    officer, path = world.as_("officer"), f"/reviews/{review_id}/findings"
    passage = "青葉精工では月に40件を扱い、"  # a name and a figure stand in it
    officer.post(path, field="problem", passage=passage, replacement="ある会員企業では、")
    assert "ある会員企業では、製品甲" in outgoing(world, review_id)
    assert "青葉精工" not in {one.text for one in findings(world, review_id)}


@pytest.mark.parametrize(
    ("passage", "words"),
    [("どこにもない", "この文言はありません"), ("精工では", "途中にかかっています")],
)
def test_a_passage_that_cannot_be_marked_is_told_why(
    world: World, passage: str, words: str
) -> None:
    review_id = opened(world, approved(world))
    before = outgoing(world, review_id)
    answer = world.as_("officer").post(
        f"/reviews/{review_id}/findings", field="problem", passage=passage, replacement="某社"
    )
    assert answer.status_code == 422 and words in says(answer) and passage in answer.text
    assert outgoing(world, review_id) == before


def test_what_is_undecided_holds_the_review_open(world: World) -> None:
    review_id = opened(world, approved(world))
    answer = world.as_("officer").post(f"/reviews/{review_id}/finish")
    assert answer.status_code == 409 and "判断していない検出箇所" in says(answer)
    assert row(world, review_id).state == Gate.REVIEWING


def test_a_kept_name_of_the_hidden_company_holds_the_review_open_and_shows_where(
    world: World,
) -> None:
    review_id = opened(world, approved(world))
    decided(world, review_id)
    officer, brand = world.as_("officer"), found(world, review_id)["AobaMill"]
    officer.post(
        f"/reviews/{review_id}/findings/{brand['id']}", decision="keep", reason="広く使われる名"
    )
    page = officer.get(f"/reviews/{review_id}")
    assert "まだ会社が読み取れる箇所" in says(page)

    answer = officer.post(f"/reviews/{review_id}/finish")

    assert answer.status_code == 409 and "aobamill" in says(answer)
    assert row(world, review_id).package is None


def test_a_finished_review_freezes_the_text_and_asks_the_company(world: World) -> None:
    review_id = finished(world, approved(world))
    frozen = row(world, review_id)
    assert frozen.state == Gate.AWAITING_CONSENT
    assert frozen.reviewer_id == world.people["officer"]
    assert len(frozen.package_hash) == 64
    assert frozen.package["asked_by"] == "" and frozen.package["points"] == [
        "金額を見直すこと。", "包括の対象とすること。",
    ]  # fmt: skip
    refused = world.as_("officer").post(f"/reviews/{review_id}/certain")
    assert refused.status_code == 409, "what is frozen is not decided anew"


def test_the_title_in_english_gets_english_words(world: World) -> None:
    review_id = finished(world, approved(world, title_en="As seen at Aoba Precision Co., Ltd."))
    assert row(world, review_id).package["title_en"] == "As seen at Company A"


def test_searching_again_keeps_decisions_and_marks(world: World) -> None:
    review_id = opened(world, approved(world))
    decided(world, review_id)
    officer = world.as_("officer")
    officer.post(
        f"/reviews/{review_id}/findings", field="request", passage="包括の対象", replacement="対象"
    )
    before = {(one.text, one.decision, one.replacement) for one in findings(world, review_id)}
    assert officer.post(f"/reviews/{review_id}/search").status_code == 303
    after = {(one.text, one.decision, one.replacement) for one in findings(world, review_id)}
    assert after == before


def test_a_minority_opinion_that_came_late_is_searched_before_anything_is_finished(
    world: World,
) -> None:
    request_id = approved(world)
    review_id = opened(world, request_id)
    decided(world, review_id)
    dissent(world, request_id, "minato", "みなと商事は反対する。", named=False)
    officer = world.as_("officer")
    refused = officer.post(f"/reviews/{review_id}/finish")
    assert refused.status_code == 409 and "検出をやり直す" in says(refused)

    officer.post(f"/reviews/{review_id}/search")
    decided(world, review_id)
    assert officer.post(f"/reviews/{review_id}/finish").status_code == 303
    [opinion] = row(world, review_id).package["minority"]
    assert opinion == {"text": "B社は反対する。", "holder": ""}


def test_looking_behind_is_written_down_and_does_not_last(world: World) -> None:
    review_id = opened(world, approved(world))
    officer, path = world.as_("officer"), f"/reviews/{review_id}"
    assert read(world, "officer", path)["behind"] is None
    assert officer.post(f"{path}/behind").status_code == 422, "a look needs its reason"

    page = officer.follow(officer.post(f"{path}/behind", reason="利益相反の確認"))

    assert "青葉精工株式会社" in says(page) and "石橋 浩二" in says(page)
    with world.reading() as work:
        look = work.db.exec(select(IdentityLook)).one()
    assert (look.person_id, look.reason) == (world.people["officer"], "利益相反の確認")
    world.clock.forward(minutes=16)
    assert read(world, "officer", path)["behind"] is None


@pytest.mark.parametrize(
    "who", ["volunteer", "second", "chair", "secretary", "secondee", "releaser", "administrator"]
)
def test_nobody_but_the_anonymity_officer_finds_the_page(world: World, who: str) -> None:
    review_id = opened(world, approved(world))
    client = world.as_(who)
    unknown = client.get(f"/reviews/{'a' * 16}")
    assert (client.get(f"/reviews/{review_id}").status_code, unknown.status_code) == (404, 404)
    for act in ("certain", "finish", "behind", "search"):
        assert client.post(f"/reviews/{review_id}/{act}", reason="x").status_code == 404
