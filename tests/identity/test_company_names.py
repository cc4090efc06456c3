"""Names by which a company can be recognised: whoever knows them adds them."""

import pytest
from sqlmodel import Session

from identity.companies.queries import companies, names
from identity.companies.rules import may_edit_names
from identity.models import NameKind
from world import World, says


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("administrator", ""),
        ("representative", ""),
        ("volunteer", "company.representative_only"),
        ("second", "company.not_yours"),
        ("secretary", "company.not_yours"),
        ("officer", "company.not_yours"),
        ("adviser", "company.not_yours"),
    ],
)
def test_who_may_edit_them(world: World, name: str, reason: str) -> None:
    with world.reading(name) as work:
        assert may_edit_names(work.actor, world.companies["aoba"]).reason == reason


def texts(db: Session, company_id: str, kind: NameKind) -> list[str]:
    return [one.text for one in names(db, company_id)[kind]]


def test_a_representative_adds_and_removes_a_name(world: World) -> None:
    browser, aoba = world.as_("representative"), world.companies["aoba"]
    page = f"/companies/{aoba}"
    assert browser.post(f"{page}/names", kind="brand", text="蒼刃").headers["location"] == page
    assert "蒼刃" in says(world.as_("second").get(page))
    with world.reading() as work:
        brand = next(one for one in names(work.db, aoba)[NameKind.BRAND] if one.text == "蒼刃")
    other = f"/companies/{world.companies['mizuho']}/names/{brand.id}/remove"
    assert world.as_("administrator").post(other).status_code == 404
    assert world.as_("volunteer").post(f"{page}/names/{brand.id}/remove").status_code == 409
    assert browser.post(f"{page}/names/{brand.id}/remove").status_code == 303
    with world.reading() as work:
        assert texts(work.db, aoba, NameKind.BRAND) == ["AobaMill"]


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("brand", "AobaMill", "もう登録されています"),
        ("domain", "aoba", "ドメイン名として正しくありません"),
        ("domain", "-aoba.example.jp", "ドメイン名として正しくありません"),
        ("domain", "WWW.AOBA.example.jp", "もう登録されています"),
        ("alias", "\u3000", "入力"),
        ("nickname", "あお", "選択肢"),
    ],
)
def test_bad_names_are_refused(world: World, kind: str, text: str, words: str) -> None:
    path = f"/companies/{world.companies['aoba']}/names"
    answer = world.as_("representative").post(path, kind=kind, text=text)
    assert answer.status_code == 422
    assert words in says(answer)


def test_another_company_may_have_the_same_name(world: World) -> None:
    path = f"/companies/{world.companies['mizuho']}/names"
    assert world.as_("second").post(path, kind="brand", text="AobaMill").status_code == 303


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("あおば", ["青葉精工"]),
        ("ｱｵﾊﾞ", ["青葉精工"]),
        ("AOBAMILL", ["青葉精工"]),
        ("長野第二", ["青葉精工"]),
        ("zuiun.example", ["瑞雲電子"]),
        ("6999910000050", ["東雲重工"]),
        ("heavy shinonome", ["東雲重工"]),
        ("heavy aoba", []),
        ("株式会社", ["青葉精工", "東雲重工", "瑞雲電子", "外山物流", "北辰化学", "みなと商事"]),
    ],
)
def test_a_company_is_found_by_any_of_its_names(
    world: World, words: str, found: list[str]
) -> None:
    with world.reading() as work:
        assert [one.short_ja for one in companies(work.db, words=words)] == found


def test_the_directory_filters_by_sector_and_keeps_the_reading_order(world: World) -> None:
    browser = world.as_("volunteer")
    asked = browser.api("/companies?sector=machinery").json()
    assert [one["name"] for one in asked["companies"]] == ["青葉精工株式会社", "東雲重工業株式会社"]
    assert browser.api("/companies?sector=nonsense").json()["total"] == 0
    assert browser.get("/companies?page=999").status_code == 200
    assert browser.get("/companies?page=0").status_code == 422
    assert browser.get("/companies/aaaaaaaaaaaaaaaa").status_code == 404
    assert "Aoba Precision" in says(browser.get("/companies?lang=en"))


def test_an_address_is_shown_to_oneself_and_the_secretariat(world: World) -> None:
    page, address = f"/people/{world.people['chair']}", world.address("chair")
    assert address not in world.as_("volunteer").get(page).text
    assert address in world.as_("chair").get(page).text
    assert address in world.as_("secretary").get(page).text
