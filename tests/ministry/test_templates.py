"""Ready wordings: what is filled in, what is refused, and an answer begun with one."""

import pytest

from letter_builder import a_letter, a_section, points_of
from ministry.templates.filling import Place, fill
from ministry.templates.rules import may_be_wording
from submissions.release_store import Official
from world import World, says

VALUES = {place: f"<{place.value}>" for place in Place} | {Place.TITLE: "{今日}"}


@pytest.mark.parametrize(
    ("wording", "filled"),
    [
        ("{文書番号}の論点{論点}について", "<number>の論点<point>について"),
        ("{number}, point { point }", "<number>, point <point>"),
        ("「{件名}」", "「{今日}」"),
        ("{}、{改行\n}、{", "{}、{改行\n}、{"),
    ],
)
def test_places_are_filled_in_once(wording: str, filled: str) -> None:
    assert fill(wording, VALUES) == filled


@pytest.mark.parametrize(("wording", "good"), [("{法令箇所}", True), ("{会社名}", False)])
def test_a_wording_may_only_name_what_can_be_filled_in(wording: str, good: bool) -> None:
    assert bool(may_be_wording(wording)) is good


def test_an_answer_is_begun_with_a_wording_of_the_ministry(desk_world: World) -> None:
    world = desk_world
    item = a_letter(world, 手続の簡素化=["甲。", "乙。"])["手続の簡素化"]
    section = a_section(world)
    with world.release.writing() as db:
        row = db.get_one(Official, world.officials["official"])
        row.administrator, row.section_id = True, section
    administrator, other = world.at_desk(), world.at_desk("second_official")
    assert other.get("/templates").status_code == 404

    slip = administrator.post("/templates", name="検討", text_ja="{会社名}の件は検討します。")
    assert slip.status_code == 422 and "「会社名」は差し込めません" in says(slip)
    kept = administrator.post(
        "/templates", name="検討", outcome="under_study",
        text_ja="{件名}（論点{論点}）は{所属}で検討します。",
    )  # fmt: skip
    assert "検討" in says(administrator.follow(kept))
    template = administrator.api("/templates").json()["templates"][0]

    point = points_of(world, item)[1]["id"]
    begun = administrator.api(f"/items/{item}?point={point}&template={template['id']}").json()
    assert begun["begun"]["text"] == "手続の簡素化（論点2）は安全保障貿易管理課で検討します。"
    page = administrator.get(f"/items/{item}?point={point}&template={template['id']}").text
    assert 'value="under_study" required checked' in page

    gone = {**{k: v for k, v in template.items() if v and k != "id"}, "active": ""}
    administrator.post(f"/templates/{template['id']}", **gone)
    assert other.api(f"/items/{item}").json()["templates"] == []
