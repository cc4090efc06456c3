"""Dividing a request into the points that are answered one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.points import points

# The shape of the bodies in use: sections, and the points in one paragraph of one of them.
BODY = """## 現状

輸出令別表第1の16の項(1)及び(2)の貨物について、番号を確かめている。

## 問題点

(1) 鍵を国内だけで管理する場合、(2) 画面を共有する場合、(3) 子会社が使う場合が分かれている。

## {heading}

{asked}

## 期待される効果

(1) 効果は大きい。(2) 実効性は保たれる。"""


@pytest.mark.parametrize("heading", ["要望内容", "提案", "意見", "意見案", "改訂案"])
def test_points_of_the_section_that_asks(heading: str) -> None:
    asked = "(1) 16の項(1)の例をQ&Aに載せる。(2) 順序を示す図を公表する。(3) 5A002との対応を示す。"
    assert points(BODY.format(heading=heading, asked=asked)) == [
        "16の項(1)の例をQ&Aに載せる。",
        "順序を示す図を公表する。",
        "5A002との対応を示す。",
    ]


def test_a_section_without_numbers_is_one_point() -> None:
    asked = "三つの場合について、どの時点で提供となるかを示すことを求める。"
    assert points(BODY.format(heading="要望内容", asked=asked)) == [asked]


def test_a_heading_that_only_resembles_is_not_the_one_that_asks() -> None:
    text = "## 反対意見\n\n(1) 甲。(2) 乙。\n\n## 要望内容\n\n(1) 丙。(2) 丁。"
    assert points(text) == ["丙。", "丁。"]


def test_subheadings_belong_to_the_section() -> None:
    text = "## 要望内容\n\n### 前半\n\n(1) 甲。\n\n### 後半\n\n(2) 乙。\n\n## 効果\n\n(3) 丙。"
    assert points(text) == ["甲。\n\n### 後半", "乙。"]


@pytest.mark.parametrize(
    "text",
    [
        "(1) 甲。(2) 乙。(3) 丙。",
        "（１）甲。（２）乙。（３）丙。",
        "(1)甲。\n(2)乙。\n(3)丙。",
        "　（1）　甲。\n　（2）　乙。\n　（3）　丙。",
        "1. 甲。\n2. 乙。\n3. 丙。",
        "１．甲。\n２．乙。\n３．丙。",
        "１、甲。\n２、乙。\n３、丙。",
        "1) 甲。\n2) 乙。\n3) 丙。",
        "- (1) 甲。\n- (2) 乙。\n- (3) 丙。",
        "①甲。②乙。③丙。",
        "次の三点を求める。① 甲。\n\n② 乙。\n\n③ 丙。",
    ],
)
def test_ways_of_numbering(text: str) -> None:
    assert points(text) == ["甲。", "乙。", "丙。"]


def test_points_in_english() -> None:
    assert points("We ask METI to (1) do so.") == ["We ask METI to (1) do so."]
    assert points("We ask for: (1) examples; (2) a chart, and (3) a table.") == [
        "examples;",
        "a chart,",
        "a table.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "16の項(1)及び(2)を改める。",
        "16の項(1)(2)を改める。",
        "3A001.a.(1)を改める。3A001.a.(2)も改める。",
        "第2条(1)の規定。",
        "2. 乙だけがある。",
        "価格は1.5倍である。\n2.5倍もある。",
        "2026. 11. 23\n",
        "②から始まる。③もある。",
    ],
)
def test_numbers_that_number_no_points(text: str) -> None:
    assert points(text) == [text.strip()]


def test_references_within_a_point_do_not_divide_it() -> None:
    text = "(1) 16の項(1)(2)を改める。(2) 第2条(3)を削る。"
    assert points(text) == ["16の項(1)(2)を改める。", "第2条(3)を削る。"]


def test_a_lone_point_at_the_beginning() -> None:
    assert points("(1) 甲だけを求める。") == ["甲だけを求める。"]


def test_the_outermost_numbering_divides() -> None:
    text = "1. 関連\n(1) 甲。(2) 乙。\n2. その他\n(1) 丙。(2) 丁。"
    assert points(text) == ["関連\n(1) 甲。(2) 乙。", "その他\n(1) 丙。(2) 丁。"]
    assert points("1. 関連\n(1) 甲。(2) 乙。") == ["甲。", "乙。"]


def test_more_than_twenty_points() -> None:
    assert len(points("".join(f"({number}) 甲。" for number in range(1, 31)))) == 30
    assert len(points("".join(f"{chr(0x2460 + n)}甲。" for n in range(20)) + "㉑甲。")) == 21


@pytest.mark.parametrize("empty", ["", "\n \n", "## 要望内容\n\n"])
def test_nothing_has_no_points(empty: str) -> None:
    assert points(empty) == []


SAID = st.text("甲乙丙 A1を。", min_size=1, max_size=12).map(
    lambda text: f"求{text.strip()}めること。"
)


@given(st.lists(SAID, min_size=2, max_size=30), st.sampled_from(["({}) ", "（{}）", "\n\n({})　"]))
def test_what_is_numbered_is_found_again(said: list[str], style: str) -> None:
    asked = "".join(style.format(number) + text for number, text in enumerate(said, 1))
    assert points(f"## 要望内容\n\n{asked}\n\n## 効果\n\n大きい。") == said


@pytest.mark.timeout(60)
@pytest.mark.parametrize("shape", ["# ", " #", "(1)", "。 ", "　", "1. ", "- ", "1", "①", "。(1) "])
def test_hostile_texts_take_no_long_time(shape: str) -> None:
    # A pattern that backtracked here would take minutes
    text = "# " + shape * 30_000 + "x"
    assert len(points(text)) == 1
