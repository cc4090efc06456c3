"""Who could have written this: below the body's number a person must do something about it."""

import pytest
from sqlmodel import select

from foundation.actor import Actor, Kind, Office
from gate_builder import approved, consent, decided, depart, findings, opened, read, release, row
from identity.models import Company
from submissions.candidates.models import ReviewException
from submissions.candidates.rules import Few, is_too_few, may_confirm, may_settle
from submissions.rules import GateFacts, may_finish
from submissions.stages import Gate
from world import World, says

PLACES = {
    "aoba": ("長野県諏訪市", "", ["7の項(16)", "赤外線カメラ"]),
    "mizuho": ("長野県松本市", "", ["7の項"]), "hokuto": ("新潟県長岡市", "", ["7の項"]),
    "minato": ("静岡県浜松市", "", ["7の項"]), "shinonome": ("愛知県豊橋市", "", ["7の項"]),
    "outside": ("岐阜県大垣市", "", ["7の項"]),
}  # fmt: skip
SAID = {"problem": "諏訪市の工場から出荷する。", "reason": "物価のため。", "title_en": ""}
OFFICER = Actor("o", Kind.SECRETARIAT, offices=frozenset({Office.ANONYMITY_OFFICER}))
RELEASER = Actor("r", Kind.SECRETARIAT, offices=frozenset({Office.RELEASING_OFFICER}))


# --- rules ------------------------------------------------------------------------------------

PLACE, ITEM = ("place", "長野県"), ("items", "7の項")


@pytest.mark.parametrize(("few", "agreed", "too_few"), [
    (Few(), [], False),
    (Few(frozenset({PLACE}), 5), [], False),
    (Few(frozenset({PLACE}), 4), [], True),
    (Few(frozenset({PLACE}), 0), [], True),
    (Few(frozenset({PLACE}), 4), [Few(frozenset({PLACE}), 4)], False),
    (Few(frozenset({PLACE}), 4), [Few(frozenset({PLACE, ITEM}), 1)], False),
    (Few(frozenset({PLACE, ITEM}), 1), [Few(frozenset({PLACE}), 4)], True),
    (Few(singular=frozenset({"国内唯一"})), [], True),
    (Few(frozenset({PLACE}), 9, frozenset({"国内唯一"})), [], True),
    (Few(singular=frozenset({"国内唯一"})), [Few(frozenset({PLACE}), 4)], True),
    (Few(singular=frozenset({"国内唯一"})), [Few(singular=frozenset({"国内唯一"}))], False),
])
def test_too_few_is_forgiven_only_by_an_agreement_to_as_much(
    few: Few, agreed: list[Few], too_few: bool
) -> None:
    assert is_too_few(few, 5, agreed) is too_few


def test_a_review_with_too_few_is_not_finished() -> None:
    assert may_finish(OFFICER, GateFacts(Gate.REVIEWING))
    assert may_finish(OFFICER, GateFacts(Gate.REVIEWING, too_few=1)).reason == "review.too_few"


@pytest.mark.parametrize(("facts", "by", "reason"), [
    (GateFacts(Gate.AWAITING_RELEASE), "o", ""),
    (GateFacts(Gate.AWAITING_CONSENT), "o", "gate.is.awaiting_consent"),
    (GateFacts(Gate.AWAITING_RELEASE), "r", "release.same_person"),
    (GateFacts(Gate.AWAITING_RELEASE, hands=frozenset({"r"})), "o", "release.same_person"),
    (GateFacts(Gate.AWAITING_RELEASE, knowing=True), "o", "release.knows_who"),
])
def test_who_confirms_is_another_who_knows_nothing(
    facts: GateFacts, by: str, reason: str
) -> None:
    assert may_confirm(RELEASER, facts, by).reason == reason


def test_a_secondee_neither_confirms_nor_settles() -> None:
    away = {"home_company_id": "c"}
    seconded = [Actor(one.id, one.kind, offices=one.offices, **away) for one in (OFFICER, RELEASER)]
    assert may_confirm(seconded[1], GateFacts(Gate.AWAITING_RELEASE), "o").reason
    assert may_settle(seconded[0]).reason and not may_settle(OFFICER).reason


# --- over HTTP --------------------------------------------------------------------------------


@pytest.fixture
def known(world: World) -> World:
    """A world whose directory knows where companies are and what they make."""
    with world.work() as work:
        for key, (place, group, items) in PLACES.items():
            company = work.db.get_one(Company, world.companies[key])
            company.place, company.parent_group, company.items = place, group, items
            work.db.add(company)
    return world


def review_of(world: World, **text: str) -> str:
    review_id = opened(world, approved(world, **{**SAID, **text}))
    decided(world, review_id)
    return review_id


def card(world: World, review_id: str) -> dict:
    [found] = read(world, "officer", f"/reviews/{review_id}")["candidates"]
    return found


def post(world: World, review_id: str, path: str, **fields: str):
    return world.as_("officer").post(f"/reviews/{review_id}{path}", **fields)


def finish(world: World, review_id: str):
    return post(world, review_id, "/finish")


def test_a_town_is_counted_and_holds_the_review_open(known: World) -> None:
    review_id = review_of(known)
    found = card(known, review_id)
    assert (found["fewest"], found["too_few"]) == (1, True)
    assert [(one["value"], one["words"]) for one in found["stated"]] == [("長野県諏訪市", "諏訪市")]
    refused = finish(known, review_id)
    assert refused.status_code == 409 and "会員が少なすぎます" in says(refused)
    assert row(known, review_id).package is None


def test_one_click_writes_the_broader_words(known: World) -> None:
    review_id = review_of(known)
    offers = dict(card(known, review_id)["stated"][0]["offers"])
    assert list(offers) == ["長野県", "中部地方", "国内"], "the first that suffices, then none"
    post(
        known, review_id, "/candidates/generalise", speaker="asker", words="諏訪市",
        instead="中部地方",
    )
    assert row(known, review_id).released["problem"] == "中部地方の工場から出荷する。"
    found = card(known, review_id)
    assert (found["fewest"], found["too_few"]) == (6, False)
    assert finish(known, review_id).status_code == 303


def test_items_and_places_together_are_fewer_than_either(known: World) -> None:
    review_id = review_of(known, problem="長野県の当社は別表第1の7の項の貨物を扱う。")
    rows = {tuple(one["stated"]): one["members"] for one in card(known, review_id)["rows"]}
    assert rows == {("7の項",): 6, ("長野県",): 2, ("7の項", "長野県"): 2}


def test_companies_of_one_group_are_as_one(known: World) -> None:
    with known.work() as work:
        for key in PLACES:
            company = work.db.get_one(Company, known.companies[key])
            company.parent_group = "青葉グループ" if key != "outside" else ""
            work.db.add(company)
    found = card(known, review_of(known, problem="別表第1の7の項の貨物を扱う。"))
    assert (found["members"], found["fewest"], found["one_group"]) == (6, 2, True)
    assert found["too_few"]


def test_the_companys_agreement_lets_it_pass_and_is_told_to_the_company(known: World) -> None:
    review_id = review_of(known)
    path = "/candidates/consent"
    assert post(known, review_id, path, speaker="asker").status_code == 422, "how it agreed"
    post(known, review_id, path, speaker="asker", reason="電話で確認")
    assert card(known, review_id)["consented"]
    assert finish(known, review_id).status_code == 303
    page = says(known.as_("representative").get(f"/reviews/{review_id}/consent"))
    assert "ごく少数です" in page and "長野県諏訪市" in page
    assert consent(known, review_id).status_code == 200


def test_an_agreement_to_less_does_not_cover_more(known: World) -> None:
    review_id = review_of(known)
    post(known, review_id, "/candidates/consent", speaker="asker", reason="電話で確認")
    post(
        known, review_id, "/candidates", speaker="asker", attribute="products",
        value="赤外線カメラ", reason="検出器の話から分かる",
    )
    assert card(known, review_id)["too_few"] and finish(known, review_id).status_code == 409


def test_no_agreement_is_put_down_where_enough_fit(known: World) -> None:
    review_id = review_of(known, problem="手間がかかる。")
    answer = post(known, review_id, "/candidates/consent", speaker="asker", reason="念のため")
    assert answer.status_code == 409 and "足りています" in says(answer)


def test_what_says_nothing_of_the_company_needs_a_second_officer(known: World) -> None:
    review_id = review_of(known)
    fields = {"speaker": "asker", "attribute": "place", "value": "長野県諏訪市"}
    post(known, review_id, "/candidates/dismiss", reason="窓口の所在地", **fields)
    assert card(known, review_id)["fewest"] is None
    assert finish(known, review_id).status_code == 303
    consent(known, review_id)
    assert "別の担当者の確認" in says(release(known, review_id))

    [asked] = read(known, "releaser", "/releases")["requests"][0]["to_confirm"]
    path = f"/releases/{review_id}/exceptions/{asked['id']}/confirm"
    assert known.as_("officer").post(path).status_code == 409, "not by the same person"
    assert known.as_("releaser").post(path).status_code == 303
    assert release(known, review_id).status_code == 303


def test_a_confirmation_is_for_these_bytes(known: World) -> None:
    review_id = review_of(known)
    fields = {"speaker": "asker", "attribute": "place", "value": "長野県諏訪市"}
    post(known, review_id, "/candidates/dismiss", reason="窓口の所在地", **fields)
    finish(known, review_id)
    consent(known, review_id)
    [asked] = read(known, "releaser", "/releases")["requests"][0]["to_confirm"]
    known.as_("releaser").post(f"/releases/{review_id}/exceptions/{asked['id']}/confirm")
    known.as_("releaser").post(f"/releases/{review_id}/back", reason="言葉を改める")
    post(
        known, review_id, "/findings", field="request", passage="金額", replacement="限度額"
    )
    finish(known, review_id)
    consent(known, review_id)
    assert "別の担当者の確認" in says(release(known, review_id))


def test_an_exception_is_withdrawn_and_stays_readable(known: World) -> None:
    review_id = review_of(known)
    fields = {"speaker": "asker", "attribute": "place", "value": "長野県諏訪市"}
    post(known, review_id, "/candidates/dismiss", reason="窓口の所在地", **fields)
    [one] = read(known, "officer", f"/reviews/{review_id}")["exceptions"]
    post(known, review_id, f"/exceptions/{one['id']}/withdraw")
    [kept] = read(known, "officer", f"/reviews/{review_id}")["exceptions"]
    assert kept["withdrawn"] and kept["reason"] == "窓口の所在地"
    assert card(known, review_id)["too_few"]


def test_a_kept_phrase_of_singularity_is_one_candidate(known: World) -> None:
    said = {**SAID, "problem": "当社は国内唯一のメーカーである。"}
    review_id = opened(known, approved(known, **said))
    [phrase] = [one for one in findings(known, review_id) if one.reason == "quasi.only"]
    decided(known, review_id)
    post(
        known, review_id, f"/findings/{phrase.id}", decision="keep", reason="要望の核心のため"
    )
    found = card(known, review_id)
    assert found["singular"] == [phrase.text] and found["too_few"]
    assert finish(known, review_id).status_code == 409


def test_a_named_request_is_not_counted(known: World) -> None:
    review_id = opened(known, approved(known, anonymity="none", **SAID))
    assert read(known, "officer", f"/reviews/{review_id}")["candidates"] == []


def test_the_number_is_the_bodys_to_settle(known: World) -> None:
    officer = known.as_("officer")
    assert officer.post("/reviews/setting", smallest="2").status_code == 422
    assert officer.post("/reviews/setting", smallest="7").status_code == 303
    review_id = review_of(known, problem="別表第1の7の項の貨物を扱う。")
    assert card(known, review_id)["smallest"] == 7 and card(known, review_id)["too_few"]
    assert known.as_("secondee").post("/reviews/setting", smallest="3").status_code == 404


def test_a_directory_that_knows_no_places_counts_none(world: World) -> None:
    review_id = review_of(world, problem="長野県の工場から出荷する。")
    found = card(world, review_id)
    assert found["fewest"] is None and not found["too_few"]


@pytest.mark.parametrize(("name", "status"), [("ライオン", 303), ("夜凪", 409)])
def test_a_kept_name_of_the_hidden_company_may_stay_only_where_it_is_an_everyday_word(
    known: World, name: str, status: int
) -> None:
    from identity.models import CompanyName

    with known.work() as work:
        work.db.add(CompanyName(
            id=work.id("company_name"), company_id=known.companies["aoba"], kind="alias",
            text=name,
        ))  # fmt: skip
    said = {**SAID, "problem": f"例えば{name}の扱いである。"}
    review_id = opened(known, approved(known, **said))
    for one in findings(known, review_id):
        post(known, review_id, f"/findings/{one.id}", decision="keep", reason="別の意味で使う")
    assert finish(known, review_id).status_code == status


def test_a_false_hit_is_recorded_and_looked_at_by_a_second(known: World) -> None:
    """みなと商事 speaks nowhere, and みなと商事の名 stands in words that are none of its."""
    review_id = opened(known, approved(known, **{**SAID, "problem": "手間がかかる。"}))
    decided(known, review_id)
    with known.work() as work:  # the directory learns a name that the text has as a word
        from identity.models import CompanyName

        work.db.add(CompanyName(
            id=work.id("company_name"), company_id=known.companies["minato"], kind="brand",
            text="物価のため",
        ))
    view = read(known, "officer", f"/reviews/{review_id}")
    [hit] = view["residue"]
    assert finish(known, review_id).status_code == 409
    bad = post(known, review_id, "/false-hits", subject="reason|別の語", reason="ない")
    assert bad.status_code == 422
    post(known, review_id, "/false-hits", subject=hit["subject"], reason="普通の文である")
    assert finish(known, review_id).status_code == 303
    consent(known, review_id)
    assert release(known, review_id).status_code == 409
    [asked] = read(known, "releaser", "/releases")["requests"][0]["to_confirm"]
    assert "普通の文である" in asked["reason"]
    known.as_("releaser").post(f"/releases/{review_id}/exceptions/{asked['id']}/confirm")
    assert release(known, review_id).status_code == 303


# --- history, style, report -------------------------------------------------------------------


def test_every_decision_stays_readable(known: World) -> None:
    review_id = opened(known, approved(known))
    brand = next(one for one in findings(known, review_id) if one.text == "AobaMill")
    path = f"/findings/{brand.id}"
    post(known, review_id, path, decision="accept")
    post(known, review_id, path, decision="replace", replacement="当該製品")
    post(known, review_id, "/search")
    view = read(known, "officer", f"/reviews/{review_id}")
    shown = next(one for one in view["findings"] if one["text"] == "AobaMill")
    assert [(one["decision_label"], one["replacement"]) for one in shown["history"]] == [
        ("言い換え", "当該製品"), ("置き換え", brand.replacement),
    ]  # fmt: skip
    assert shown["history"][0]["by"] == "寺島 綾"


def test_the_plain_form_is_what_leaves(known: World) -> None:
    review_id = review_of(known, problem="■現状\n●　判定は㎏単位，表示はﾐﾘﾒｰﾄﾙ．")
    own = row(known, review_id).released["problem"]
    post(known, review_id, "/form", form="plain")
    plain = "### 現状\n- 判定はkg単位、表示はミリメートル。"
    assert row(known, review_id).released["problem"] == plain
    post(known, review_id, "/form", form="own")
    assert row(known, review_id).released["problem"] == own
    post(known, review_id, "/form", form="plain")
    finish(known, review_id)
    assert "### 現状" in row(known, review_id).package["sections"][0]["markdown"]


def test_the_style_is_compared_with_what_members_wrote(known: World) -> None:
    for _ in range(3):
        approved(known, **{**SAID, "problem": "弊社におきましては何卒ご高配を賜りたく存じます。"})
    review_id = review_of(known, problem="弊社におきましては何卒ご高配を賜りたく。")
    style = row(known, review_id).style
    assert (style["rank"], style["of"], style["gives_away"]) == (1, 1, False)
    assert "1番目に似ています" in says(known.as_("officer").get(f"/reviews/{review_id}"))


def test_the_report_is_kept_as_it_was_when_the_review_was_finished(known: World) -> None:
    review_id = review_of(known, problem="手間がかかる。石橋 浩二")
    path = f"/reviews/{review_id}/report"
    assert read(known, "officer", path)["kept_at"] is None
    finish(known, review_id)
    kept = read(known, "officer", path)
    assert kept["released_hash"] == row(known, review_id).package_hash
    assert kept["report"]["versions"]["directory"] == row(known, review_id).directory_version
    assert len(kept["rules_version"]) == 64 and kept["decisions"] and kept["counts"]
    known.as_("officer").post(f"/reviews/{review_id}/behind", reason="利益相反の確認")
    again = read(known, "officer", path)
    assert again["report_hash"] == kept["report_hash"], "what comes later does not change it"
    file = known.as_("officer").get(f"{path}.json")
    assert file.json()["report_hash"] == kept["report_hash"]
    assert "attachment" in file.headers["content-disposition"]


def test_desk_and_report_are_for_the_anonymity_officer_alone(known: World) -> None:
    review_id = review_of(known)
    posts = {
        "/candidates/consent": {"speaker": "asker", "reason": "x"},
        "/candidates/generalise": {"speaker": "asker", "words": "諏訪市", "instead": "国内"},
        "/form": {"form": "plain"},
    }
    others = ("volunteer", "second", "chair", "secretary", "secondee", "releaser", "administrator")
    for client in map(known.as_, others):
        for path in ("/report", "/report.json"):
            assert client.get(f"/reviews/{review_id}{path}").status_code == 404
        for path, fields in posts.items():
            assert client.post(f"/reviews/{review_id}{path}", **fields).status_code == 404


def test_nothing_of_it_reaches_the_ministry_or_members(known: World) -> None:
    """Counts, reasons, reports and looks leave no byte in the release store, nor on a page of a
    member's or of whoever only releases."""
    from submissions.delivery import deliver_pending

    review_id = review_of(known)
    secret = "同意の経緯を示す語句"
    known.as_("officer").post(f"/reviews/{review_id}/behind", reason="閲覧の理由を示す語句")
    post(known, review_id, "/candidates/consent", speaker="asker", reason=secret)
    finish(known, review_id)
    consent(known, review_id)
    assert release(known, review_id).status_code == 303
    depart(known)
    deliver_pending(known.main, known.release, known.clock)
    with known.reading() as work:
        exceptions = work.db.exec(select(ReviewException)).all()
        report_hash = read(known, "officer", f"/reviews/{review_id}/report")["report_hash"]
    telling = (secret, "閲覧の理由を示す語句", report_hash, exceptions[0].id, review_id,
               '"groups"', "exception")  # fmt: skip
    stored = []
    from submissions import release_store
    with known.release.reading() as db:
        for table in release_store.metadata.sorted_tables:
            stored += [repr(tuple(one)) for one in db.connection().execute(table.select()).all()]
    assert stored and not [word for word in telling for one in stored if word in one]
    for who in ("representative", "volunteer", "second", "chair", "releaser"):
        for path in ("/submissions", "/releases", f"/reviews/{review_id}/consent"):
            page = known.as_(who).get(path).text
            assert not [word for word in telling[:3] if word in page], (who, path)


def test_desk_and_report_are_drawn_in_both_languages(known: World) -> None:
    review_id = review_of(known)
    for lang in ("ja", "en"):
        for path in (f"/reviews/{review_id}", f"/reviews/{review_id}/report", "/reviews"):
            answer = known.as_("officer").get(f"{path}?lang={lang}")
            assert answer.status_code == 200, says(answer)


def test_every_reason_of_the_anonymizer_has_words() -> None:
    """A finding without a reason in words could not be decided with one."""
    import re
    from pathlib import Path

    import anonymizer
    from anonymizer.keys import KINDS
    from anonymizer.singular import _TRIGGERS
    from foundation.texts import LANGUAGES, texts

    sources = "".join(
        path.read_text("utf-8") for path in Path(anonymizer.__file__).parent.rglob("*.py")
    )
    families = "member|code|contact|organisation|person|reference|quasi"
    reasons = set(re.findall(rf'"((?:{families})\.[a-z_]+)"', sources))
    reasons |= {f"member.{kind}" for kind in KINDS} | {f"quasi.{kind}" for kind in _TRIGGERS}
    for lang in LANGUAGES:
        missing = [one for one in sorted(reasons) if f"finding.reason.{one}" not in texts(lang)]
        assert not missing, (lang, missing)
