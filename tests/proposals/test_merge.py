"""Saving a form that was opened before somebody else saved."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.merge import Conflict, merge

BASE = "甲である。乙である。丙である。\n\n丁である。"
SENTENCES = st.lists(
    st.sampled_from(["甲。", "乙。", "丙。", "丁。", "\n", "\n\n", "戊"]), max_size=8
)
TEXTS = st.builds("".join, SENTENCES)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        pytest.param(
            "Ａである。乙である。丙である。\n\n丁である。",
            "甲である。Ｂである。丙である。\n\n丁である。",
            "Ａである。Ｂである。丙である。\n\n丁である。",
            id="neighbouring sentences",
        ),
        pytest.param(
            "Ａである。乙である。丙である。\n\n丁である。",
            "Ａである。乙である。丙である。\n\n丁である。",
            "Ａである。乙である。丙である。\n\n丁である。",
            id="the same change twice",
        ),
        pytest.param(
            "乙である。丙である。\n\n丁である。",
            "甲である。乙である。Ｃである。\n\n丁である。",
            "乙である。Ｃである。\n\n丁である。",
            id="one deletes, the other changes elsewhere",
        ),
        pytest.param(
            "甲である。乙である。丙である。追う。\n\n丁である。",
            "甲である。乙である。Ｃである。\n\n丁である。",
            "甲である。乙である。Ｃである。追う。\n\n丁である。",
            id="one adds a sentence, the other changes the one before",
        ),
        pytest.param(
            BASE + "\n\n戊である。",
            "甲である。乙である。丙である。\n\nＤである。",
            "甲である。乙である。丙である。\n\nＤである。\n\n戊である。",
            id="one adds a paragraph, the other changes the last",
        ),
    ],
)
def test_changes_of_different_sentences_go_together(mine: str, theirs: str, merged: str) -> None:
    for one, other in ((mine, theirs), (theirs, mine)):
        assert merge(BASE, one, other).text == merged
        assert not merge(BASE, one, other).conflicts


def test_both_changed_one_sentence() -> None:
    mine, theirs = BASE.replace("乙", "Ｘ"), BASE.replace("乙", "Ｙ").replace("丁", "Ｄ")
    merged = merge(BASE, mine, theirs)
    assert merged.conflicts == (Conflict("乙である。", "Ｘである。", "Ｙである。", 5),)
    # Mine stands for the time being; what did not collide is united
    assert merged.text == mine.replace("丁", "Ｄ")


def test_one_deleted_what_the_other_changed() -> None:
    merged = merge(BASE, BASE.replace("乙である。", ""), BASE.replace("乙", "Ｙ"))
    assert merged.conflicts == (Conflict("乙である。", "", "Ｙである。", 5),)


def test_both_added_at_one_place() -> None:
    merged = merge("甲。", "甲。乙。", "甲。丙。")
    assert merged.conflicts == (Conflict("", "乙。", "丙。", 2),)
    assert merged.text == "甲。乙。"


def test_one_deletes_around_what_the_other_adds() -> None:
    mine = "丙である。\n\n丁である。"
    theirs = BASE.replace("乙である。", "新。乙である。")
    assert len(merge(BASE, mine, theirs).conflicts) == 1


@given(TEXTS, TEXTS)
def test_who_alone_changed_something_gets_it(base: str, changed: str) -> None:
    for merged in (merge(base, changed, base), merge(base, base, changed),
                   merge(base, changed, changed)):  # fmt: skip
        assert (merged.text, merged.conflicts) == (changed, ())


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=500)
def test_the_order_of_saving_matters_only_in_conflicts(base: str, mine: str, theirs: str) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert len(one.conflicts) == len(other.conflicts)
    if not one.conflicts:
        assert one.text == other.text
    for conflict in one.conflicts:
        assert one.text.startswith(conflict.mine, conflict.place)
        assert conflict.mine != conflict.theirs


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=500)
def test_taking_their_side_of_each_conflict_is_the_other_merge(
    base: str, mine: str, theirs: str
) -> None:
    merged = merge(base, mine, theirs)
    text = merged.text
    for conflict in reversed(merged.conflicts):
        end = conflict.place + len(conflict.mine)
        text = text[: conflict.place] + conflict.theirs + text[end:]
    assert text == merge(base, theirs, mine).text
