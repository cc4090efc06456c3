"""The desk's search, in the store and on the page."""

import pytest

from foundation.gram_index import folded, words
from letter_builder import a_letter
from submissions.release_store import items_saying
from world import World


@pytest.mark.parametrize(
    ("query", "sought"),
    [
        ("ＡＢＣ　abc  該非", ["abc", "該非"]),
        ("— %", []),
        ("a b c d e f g h i j", list("abcdefgh")),
    ],
)
def test_what_is_looked_for(query: str, sought: list[str]) -> None:
    assert words(query, 8) == sought


def test_texts_are_compared_in_one_form() -> None:
    assert folded(["ｶﾞｽﾀｰﾋﾞﾝの\n輸出", "Risk  Management"]) == "ガスタービンの輸出\nrisk management"


def test_items_are_found_by_title_number_provision_and_text(world: World) -> None:
    ids = a_letter(world, 少額特例の見直し=["一。"], 暗号装置=["二。"])
    a_letter(world, "29貿情セ調第4号", 暗号の特例=["三。"])

    def found(query: str) -> set[str] | None:
        with world.release.reading() as db:
            return items_saying(db, query)

    assert found("少額特例") == {ids["少額特例の見直し"]}
    assert found("暗号 8安セ調(提)第1号") == {ids["暗号装置"]}
    assert len(found("別表第1の9の項") or ()) == 3, "in the usual digits"
    assert found("特") == found("特例") and len(found("特例") or ()) == 2
    assert found("例特") == found('" OR 1=1') == found("…") == set()
    assert found(" ") is None
    listed = world.at_desk().api("/?q=暗号&sort=title").json()
    assert (listed["found"], listed["total"]) == (2, 3)
    narrowed = world.at_desk().get("/export.json?q=暗号装置").json()
    assert [one["title_ja"] for one in narrowed["items"]] == ["暗号装置"]
