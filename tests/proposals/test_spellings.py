"""A company sees what it is recognised by, adds to it at once, and learns nothing of another."""

import pytest

from anonymizer import Directory, Member, find, verify
from gate_builder import read
from identity.models import Company
from proposals.directory import directory
from world import World, says


def path(world: World, company: str = "aoba") -> str:
    return f"/companies/{world.companies[company]}/spellings"


def told(world: World, who: str, company: str = "aoba") -> dict[str, dict[str, bool]]:
    return {
        one["origin"]: {said["text"]: said["everyday"] for said in one["spellings"]}
        for one in read(world, who, path(world, company))["origins"]
    }


def test_a_company_sees_its_spellings_by_origin(world: World) -> None:
    found = told(world, "volunteer")
    assert "青葉精工" in found["name"] and "AobaMill" in found["brand"]
    assert {"長野第二工場"} == set(found["site"]) and "aoba.example.jp" in found["domain"]
    assert "2999910000137" in found["code"] and found["romaji"] and found["reading"]


@pytest.mark.parametrize(("who", "status"), [
    ("volunteer", 200), ("representative", 200), ("secretary", 200), ("administrator", 200),
    ("second", 404), ("chair", 404), ("secondee", 404), ("adviser", 404), ("observer", 404),
])
def test_whose_business_it_is(world: World, who: str, status: int) -> None:
    assert world.as_(who).get(path(world)).status_code == status


def test_an_added_name_is_looked_for_at_once_and_a_removed_one_no_more(world: World) -> None:
    representative, base = world.as_("representative"), path(world).removesuffix("/spellings")
    representative.post(f"{base}/names", kind="brand", text="ライオン")
    representative.post(f"{base}/names", kind="model", text="ABM")
    found = told(world, "representative")
    assert found["brand"]["ライオン"] is True, "an everyday word"
    assert "ABM" in found["model"]
    with world.reading() as work:
        seen = {one.text: one.cls for one in find("ライオンとABM-3000Xの例", directory(work.db))}
    assert seen == {"ライオン": "brand", "ABM-3000X": "model_no"}
    names = read(world, "representative", base)["names"]
    [brand] = [one for group in names for one in group["names"] if one["text"] == "ライオン"]
    representative.post(f"{base}/names/{brand['id']}/remove")
    assert "ライオン" not in told(world, "representative").get("brand", {})


def test_clashes_are_for_whoever_keeps_the_directory(world: World) -> None:
    for who, company in (("representative", "aoba"), ("second", "mizuho")):
        base = path(world, company).removesuffix("/spellings")
        world.as_(who).post(f"{base}/names", kind="alias", text="ミライテック")
    [clash] = read(world, "secretary", "/directory/clashes")["clashes"]
    assert clash["spelling"] == "ミライテック"
    assert {name for _, name in clash["companies"]} == {"青葉精工", "瑞雲電子"}
    away = world.as_("secondee").get("/directory/clashes").text
    assert "出向者" in away and "ミライテック" not in away
    assert world.as_("second").get("/directory/clashes").status_code == 404
    own = world.as_("second").get(path(world, "mizuho")).text
    assert "ミライテック" in own and "青葉" not in own, "one company learns nothing of the other"


def test_the_secretariat_keeps_place_group_and_items(world: World) -> None:
    address = path(world).replace("spellings", "attributes")
    fields = {
        "place": "長野県諏訪市", "parent_group": "青葉グループ",
        "items": "7の項(16)、分光器；分光器",
    }  # fmt: skip
    for who in ("representative", "secondee"):
        assert world.as_(who).post(address, **fields).status_code in (404, 409)
    assert world.as_("secretary").post(address, **fields).status_code == 303
    with world.reading() as work:
        row = work.db.get_one(Company, world.companies["aoba"])
    assert (row.place, row.parent_group, row.items) == (
        "長野県諏訪市", "青葉グループ", ["7の項(16)", "分光器"],
    )  # fmt: skip
    assert "諏訪市" not in says(world.as_("second").get(f"/companies/{row.id}"))


def test_both_pages_are_drawn_in_both_languages(world: World) -> None:
    for lang in ("ja", "en"):
        for address in (path(world), "/directory/clashes"):
            assert world.as_("secretary").get(f"{address}?lang={lang}").status_code == 200


@pytest.mark.parametrize(("text", "found"), [
    ("NCK-9を輸出", ["NCK-9"]), ("ＮＣＫ９００", ["ＮＣＫ９００"]), ("nck 12A型", ["nck 12A"]),
    ("XNCK-9", []), ("NCKという規格", []), ("NCK－", []),
])
def test_model_numbers_begin_with_the_prefix_and_a_digit(text: str, found: list[str]) -> None:
    members = Directory.compile([Member("m", names_ja=("某社",), model_prefixes=("NCK",))])
    own = [one.text for one in find(text, members) if one.reason == "member.model"]
    assert own == found


def test_the_verifier_sees_a_prefix_that_was_left() -> None:
    members = Directory.compile([Member("m", names_ja=("某々社",), model_prefixes=("NCK",))])
    assert verify("品番NCK-9", members) and not verify("品番9", members)
