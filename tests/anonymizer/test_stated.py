"""What a text says of its writer that can be counted, and what only looks like it."""

import pytest

from anonymizer.k import k_table, offers
from anonymizer.stated import Vocabulary, item_of, narrowest, stated

KNOWN = Vocabulary(
    sectors=("機械・工作機械・輸送機器", "電気・電子・計測・光学", "商社", "大学"),
    places=("長野県諏訪市", "茨城県日立市", "東京都千代田区"),
    products=("赤外線カメラ", "炭素繊維"), groups=("嶺央グループ",),
)


def told(text: str) -> dict[str, str]:
    return narrowest(stated(text, KNOWN))


@pytest.mark.parametrize(("text", "found"), [
    ("当社は工作機械メーカーである。", {"sector": "機械・工作機械・輸送機器"}),
    ("電子部品メーカーの負担が重い。", {"sector": "電気・電子・計測・光学"}),
    ("商社の立場から。", {"sector": "商社"}),
    ("諏訪市の工場で組み立てる。", {"place": "長野県諏訪市"}),
    ("長野県では例がない。", {"place": "長野県"}),
    ("長野に工場を置く。", {"place": "長野県"}),
    ("関東地域の企業", {"place": "関東地方"}),
    ("当社は中小企業であり人手がない。", {"size": "sme"}),
    ("A社のような大企業でも", {"size": "large"}),
    ("輸出令別表第１の７の項（１６）の貨物", {"items": "7の項(16)"}),
    ("別表第一の十の項に当たる", {"items": "10の項"}),
    ("別表1-9の貨物", {"items": "9の項"}),
    ("7の項の貨物、特に7の項(16)について", {"items": "7の項(16)"}),
    ("赤外線カメラの部品", {"products": "赤外線カメラ"}),
    ("嶺央グループ全体で", {"group": "嶺央グループ"}),
])
def test_what_is_stated(text: str, found: dict[str, str]) -> None:
    assert told(text) == found


@pytest.mark.parametrize("text", [
    "電子申請システムの更新", "機械的に判断できない。", "中小企業にも配慮されたい。",
    "輸出令第4条第1項第5号", "長野さんに照会した。", "商談の都度、確認する。",
])
def test_what_says_nothing_of_the_writer(text: str) -> None:
    assert told(text) == {}


@pytest.mark.parametrize(("written", "one"), [
    ("輸出令別表第1の2の項(12)", "2の項(12)"), ("２の項", "2の項"), ("別表1-15", "15の項"),
    ("3の2の項(2)", "3の2の項(2)"),
    ("赤外線カメラ", None), ("17の項", None),
])
def test_items_have_one_form(written: str, one: str | None) -> None:
    assert item_of(written) == one


def test_places_point_to_the_words() -> None:
    text = "当社は日立市の工作機械メーカーで、7の項の貨物を扱う。"
    found = stated(text, KNOWN)
    assert [text[one.start:one.end] for one in found] == ["日立市", "工作機械メーカー", "7の項"]


def test_one_of_several_items_is_enough_to_fit() -> None:
    members = {"a": {"items": ("7の項(16)", "2の項")}, "b": {"items": ("7の項",)}, "c": {}}
    assert [row.members for row in k_table(members, {"items": "7の項"})] == [2]
    assert [row.members for row in k_table(members, {"items": "7の項(16)"})] == [1]
    offered = offers(members, {"items": "7の項(16)"}, k=2)
    assert [(one.instead, one.members, one.enough) for one in offered] == [("7の項", 2, True)]
