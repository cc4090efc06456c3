"""Blocks keep their ids through every revision."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.markdown import pieces, plain, render
from proposals.blocks import Blocks, identified, rendered

TEXT = """# 対象

一つ目の段落は、対象となる貨物の範囲を述べる。

- 甲という品目
- 乙という品目

| 品目 | 基準 |
|---|---|
| 丙 | 百万円 |

二つ目の段落は、**手続**の所要日数を述べる。
"""


def by_id(blocks: Blocks) -> dict[str, str]:
    return {one.id: one.text for one in blocks.all}


def revised(old: str, new: str) -> tuple[dict[str, str], dict[str, str]]:
    before = identified({"request": old})
    return by_id(before), by_id(identified({"request": new}, before))


def test_a_text_is_headings_paragraphs_items_and_rows() -> None:
    found = identified({"request": TEXT})
    assert [(one.id, one.kind, one.text) for one in found.all] == [
        ("b1", "heading", "対象"),
        ("b2", "paragraph", "一つ目の段落は、対象となる貨物の範囲を述べる。"),
        ("b3", "item", "甲という品目"),
        ("b4", "item", "乙という品目"),
        ("b5", "row", "品目 基準"),
        ("b6", "row", "丙 百万円"),
        ("b7", "paragraph", "二つ目の段落は、手続の所要日数を述べる。"),
    ]
    assert TEXT[found.all[6].start : found.all[6].end].startswith("二つ目の段落は、**手続**")
    assert TEXT[found.all[2].start : found.all[2].end] == "甲という品目"


def test_every_block_of_the_page_carries_its_id_and_nothing_else_does() -> None:
    html = rendered({"request": TEXT}, identified({"request": TEXT}))["request"]
    assert [f'id="b{n}"' in html for n in range(1, 8)] == [True] * 7
    assert html.count("id=") == 7
    assert "<p id" not in render('<p id="b9">x</p>\n\n[a](b){#b9}')


@pytest.mark.parametrize(
    ("new", "kept"),
    [
        (TEXT.replace("対象となる貨物", "規制の対象となる貨物"), {"b2"}),
        (TEXT.replace("- 甲という品目\n", ""), {"b4"}),
        (TEXT + "\n三つ目の段落を加える。\n", {"b7"}),
        ("はじめに。\n\n" + TEXT, {"b1", "b2"}),
    ],
)
def test_the_rest_keeps_its_ids(new: str, kept: set[str]) -> None:
    before, after = revised(TEXT, new)
    assert kept <= after.keys()
    assert {k for k in before if before[k] == after.get(k)} >= before.keys() - {"b2", "b3"}


def test_a_block_that_moves_to_another_section_takes_its_id_along() -> None:
    before = identified({"problem": "甲の事情を述べる。", "reason": "乙の理由を述べる。"})
    after = identified({"problem": "別のことを書く。", "reason": "甲の事情を述べる。"}, before)
    moved = next(one for one in after.all if one.text == "甲の事情を述べる。")
    assert (moved.id, moved.section) == ("b1", "reason")
    assert "b2" not in by_id(after)


def test_a_block_that_moves_and_is_edited_takes_its_id_along() -> None:
    one = "少額特例の基準額が長く変わっていない。"
    other = "窓口の審査に三十日を超える日数がかかる。"
    before, after = revised(f"{one}\n\n{other}", f"{other}\n\n{one[:-1]}ことを問題とする。")
    assert after == {"b1": f"{one[:-1]}ことを問題とする。", "b2": before["b2"]}


def test_of_a_split_block_the_likest_part_keeps_the_id() -> None:
    long, short = "甲の事情を長く述べる文。", "乙を述べる。"
    _, after = revised(long + short, f"{long}\n\n{short}")
    assert after == {"b1": long, "b2": short}


def test_an_id_is_never_given_again() -> None:
    first = identified({"request": "甲を述べる。\n\n乙を論じる。"})
    second = identified({"request": "甲を述べる。"}, first)
    third = identified({"request": "甲を述べる。\n\n丙に及ぶ。"}, second)
    assert by_id(third) == {"b1": "甲を述べる。", "b3": "丙に及ぶ。"}


WORDS = st.lists(
    st.text("許可申請基準額貨物輸出最終用途書類", min_size=6, max_size=18), min_size=1, max_size=8,
    unique=True,
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["insert", "drop", "move", "edit", "split"]), st.integers(0, 99),
        st.integers(0, 99), st.text("別の文言に改める", min_size=1, max_size=12),
    ),
    max_size=6,
)  # fmt: skip


def changed(
    texts: list[str], kind: str, at: int, to: int, words: str
) -> tuple[list[str], set[str]]:
    """The texts after a change, and those that it did not touch."""
    out = list(texts)
    at = at % len(out) if out else 0
    if kind == "insert" or not out:
        out.insert(to % (len(out) + 1), words)
        return out, set(texts)
    one = out.pop(at)
    if kind == "move":
        out.insert(to % (len(out) + 1), one)
    elif kind == "edit":
        out.insert(at, one[: to % len(one)] + words)
    elif kind == "split":
        middle = 1 + to % (len(one) - 1) if len(one) > 1 else 1
        out[at:at] = [part for part in (one[:middle], one[middle:]) if part]
    return out, set(texts) - (set() if kind == "move" else {one})


@given(WORDS, CHANGES)
@settings(max_examples=150, deadline=None)
def test_whatever_is_done_to_one_the_others_keep_their_ids(
    texts: list[str], changes: list[tuple[str, int, int, str]]
) -> None:
    blocks = identified({"request": "\n\n".join(texts)})
    given_once: dict[str, str] = {}
    for kind, at, to, words in changes:
        now, untouched = changed(texts, kind, at, to, words)
        if len(set(now)) < len(now):
            return
        after = identified({"request": "\n\n".join(now)}, blocks)
        ids = [one.id for one in after.all]
        assert len(ids) == len(set(ids))
        was = {one.text: one.id for one in blocks.all}
        assert {one.text: one.id for one in after.all if one.text in untouched} == {
            text: was[text] for text in untouched
        }
        new = set(ids) - {one.id for one in blocks.all}
        assert not new & given_once.keys()
        given_once |= dict.fromkeys(ids, "")
        texts, blocks = now, after


@given(st.text(st.sampled_from("ab 　\n\t|-*#>`1.)[]_\\&<甲"), max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_source_has_its_words_in_blocks_that_stand_in_it(source: str) -> None:
    found = pieces(source)
    assert "\n".join(one.text for one in found) == plain(source)
    for one in found:
        assert 0 <= one.start <= one.end <= len(source)
    ids = [f"b{n}" for n in range(1, len(found) + 1)]
    assert render(source, ids=ids).count('id="b') == len(ids)


def test_a_long_text_of_nothing_but_changes_is_done_soon() -> None:
    old = "\n\n".join(f"{n}番目の者は許可を得る。" for n in range(1_200))
    new = "\n\n".join(f"第{n}の場合には届け出る。" for n in range(1_200))
    before, after = revised(old, new)
    assert len(after) == 1_200
