"""Redlines that a person can read, and that never lose a character."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.diff import Change, Row, cut, redline, side_by_side

# Few letters, so that texts have much in common and changes may slide.
TEXTS = st.text(
    st.sampled_from("場合又は及び、。\n ab12アー\u3099\ue000\U000f0000😀\u200d"), max_size=60
)


def marked(changes: list[Change] | tuple[Change, ...]) -> str:
    signs = {"same": "{}", "insert": "{{+{}+}}", "delete": "[-{}-]"}
    return "".join(signs[change.kind].format(change.text) for change in changes)


def side(changes: list[Change] | tuple[Change, ...], left_out: str) -> str:
    return "".join(change.text for change in changes if change.kind != left_out)


def test_words_change_as_wholes() -> None:
    old = "演算処理能力が４，０００以上のものについて、輸出者は最終用途を証明する書類を提出する。"
    new = (
        "総合演算処理性能が４，８００以上であって性能密度が１．６以上のものについて、"
        "輸出者は最終用途及び最終需要者を確認する書類を提出する。"
    )
    assert marked(redline(old, new)) == (
        "{+総合+}演算処理[-能力が４，０００-]"
        "{+性能が４，８００以上であって性能密度が１．６+}以上のものについて、"
        "輸出者は最終用途[-を証明-]{+及び最終需要者を確認+}する書類を提出する。"
    )


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("受ける場合は", "受ける場合又は届け出る場合は", "受ける場合{+又は届け出る場合+}は"),
        ("受ける場合又は届け出る場合は", "受ける場合は", "受ける場合[-又は届け出る場合-]は"),
        ("氏名を書く。", "氏名及び社名を書く。", "氏名{+及び社名+}を書く。"),
        ("用途の確認は", "用途の確認並びに需要者の確認は", "用途の確認{+並びに需要者の確認+}は"),
        ("甲の者、丙の者", "甲の者、乙の者、丙の者", "甲の者{+、乙の者+}、丙の者"),
        ("東京に送る。", "東京に送る。大阪に送る。", "東京に送る。{+大阪に送る。+}"),
        ("性能が高い。", "性力が高い。", "[-性能-]{+性力+}が高い。"),
        ("※※", "※※※", "※※{+※+}"),
        # a mark is not torn from its letter
        ("か。\u0301か", "か。\u0301。\u0301か", "か{+。\u0301+}。\u0301か"),
    ],
)
def test_a_change_begins_where_a_reader_would_begin_it(old: str, new: str, read: str) -> None:
    assert marked(redline(old, new)) == read


def test_a_new_paragraph_is_one_change() -> None:
    old = "## 現状\n\n甲である。\n\n## 結果\n\n丙である。"
    new = "## 現状\n\n甲である。\n\n## 理由\n\n乙である。\n\n## 結果\n\n丙である。"
    assert marked(redline(old, new)) == (
        "## 現状\n\n甲である。\n\n{+## 理由\n\n乙である。\n\n+}## 結果\n\n丙である。"
    )


def test_equal_texts_have_no_changes() -> None:
    assert redline("", "") == []
    assert redline("同じ。", "同じ。") == [Change("same", "同じ。")]


def test_scraps_that_stayed_by_chance_are_not_kept() -> None:
    changes = redline("輸出を規制する。", "技術の提供を管理する。")
    assert marked(changes) == "[-輸出を規制-]{+技術の提供を管理+}する。"


@given(TEXTS | st.text(max_size=40), TEXTS | st.text(max_size=40))
@settings(max_examples=400)
def test_both_texts_can_be_rebuilt(old: str, new: str) -> None:
    changes = redline(old, new)
    assert side(changes, "insert") == old
    assert side(changes, "delete") == new
    assert all(change.text for change in changes)
    kinds = [change.kind for change in changes]
    for kind, following in zip(kinds, kinds[1:], strict=False):
        assert (kind, following) in {
            ("same", "delete"), ("same", "insert"), ("delete", "insert"),
            ("delete", "same"), ("insert", "same"),
        }  # fmt: skip


@given(TEXTS, TEXTS)
@settings(max_examples=300)
def test_the_table_holds_every_line_once_and_in_order(old: str, new: str) -> None:
    rows = side_by_side(old, new)
    assert [side(row.old, "insert") for row in rows if row.old] == lines(old)
    assert [side(row.new, "delete") for row in rows if row.new] == lines(new)
    assert all(row.old or row.new for row in rows)


def test_counterparts_stand_in_one_row() -> None:
    rows = side_by_side(
        "## 現状\n\n輸出の件数は多い。\n\n改善を要望する。",
        "## 現状\n\n背景をここに書く。\n\n輸出の件数は大変多い。\n\n改善を要望する。",
    )
    assert [(marked(row.old), marked(row.new)) for row in rows] == [
        ("## 現状", "## 現状"),
        ("", "{+背景をここに書く。+}"),
        ("輸出の件数は多い。", "輸出の件数は{+大変+}多い。"),
        ("改善を要望する。", "改善を要望する。"),
    ]


def test_paragraphs_without_likeness_are_no_counterparts() -> None:
    assert side_by_side("甲乙丙", "12345") == [
        Row((Change("delete", "甲乙丙"),), ()),
        Row((), (Change("insert", "12345"),)),
    ]
    # A full stop in common is not enough
    assert len(side_by_side("許可を申請する。", "電話番号は別紙。")) == 2
    assert len(side_by_side("許可を申請する。", "許可を取得する。")) == 1


def test_few_changes_in_a_long_repetitive_text_are_found_singly() -> None:
    # Given 3,000 lines of which each occurs many times, and three changed words
    old = [f"第{number % 50}条の確認を行う。\n" for number in range(3_000)]
    new = list(old)
    for place in (10, 1_500, 2_990):
        new[place] = new[place].replace("確認", "審査")
    # Then nothing else is marked
    changes = redline("".join(old), "".join(new))
    assert [change for change in changes if change.kind != "same"] == [
        Change("delete", "確認"),
        Change("insert", "審査"),
    ] * 3


HOSTILE = {
    "more kinds of words than stand-ins": [chr(0x4E00 + i % 20_000) + "、" for i in range(30_000)],
    "lines in another order": [f"{number}行\n" for number in range(9_000)],
    "short sentences": [letter + "。" for letter in "甲い1a" * 7_500],
    "one endless sentence": list("甲い1a、" * 12_000),
    "empty lines": ["\n"] * 60_000,
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_compared_in_bounded_time(name: str) -> None:
    # Given 60 KB twice, in no common order
    shuffled = list(HOSTILE[name])
    random.Random(1).shuffle(shuffled)
    old, new = "".join(HOSTILE[name]), "".join(shuffled)
    # Then the answer comes, and is true
    changes = redline(old, new)
    assert side(changes, "insert") == old
    assert side(changes, "delete") == new
    rows = side_by_side(old, new)
    assert [side(row.old, "insert") for row in rows if row.old] == lines(old)


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@given(st.text("一二三\n", max_size=20), st.text("一二四\n", max_size=20), st.data())
def test_changes_are_cut_where_the_new_text_comes_to_a_place(
    old: str, new: str, data: st.DataObject
) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, max(0, len(new) - 1)), max_size=4)))
    parts = cut(redline(old, new), places)
    assert len(parts) == len(places) + 1
    come = ["".join(one.text for one in part if one.kind != "delete") for part in parts]
    assert come == [new[a:b] for a, b in pairwise([0, *places, len(new)])]
    gone = "".join(one.text for part in parts for one in part if one.kind != "insert")
    assert gone == old
