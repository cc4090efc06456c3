"""Finding what two lists of units have in common, for a bounded effort."""

import random
import sys
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.alignment import Effort, Run, align, paragraphs, sentences, words

UNITS = st.lists(st.sampled_from(["甲", "乙", "丙", "丁"]), max_size=30)


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("総合演算性能が４，８００以上", ["総合", "演算", "性能", "が", "４，８００", "以上"]),
        ("物価と為替が引き上げる", ["物価", "と", "為替", "が", "引き上げる"]),
        ("場合又は輸出及び提供", ["場合", "又は", "輸出", "及び", "提供"]),
        ("メートル当たり1.5kg、", ["メートル", "当たり", "1.5", "kg", "、"]),
        ("葛\U000e0100城へ", ["葛\U000e0100", "城", "へ"]),
        ("か\u3099ハ\u3099", ["か\u3099", "ハ\u3099"]),
        ("👍🏽👨\u200d👩\u200d👧!", ["👍🏽", "👨\u200d👩\u200d👧", "!"]),
        ("a_b  c\n", ["a", "_", "b", "  ", "c", "\n"]),
    ],
)
def test_words_are_those_a_reader_sees(text: str, split: list[str]) -> None:
    assert words(text) == split


def test_sentences_end_with_their_brackets() -> None:
    assert sentences("「甲。」乙！\n\n丙") == ["「甲。」", "乙！", "\n\n", "丙"]


@given(st.text() | st.text("甲か。\n 1a「」\u3099\u200d"))
def test_splitting_loses_nothing(text: str) -> None:
    for split in (words, sentences, paragraphs):
        assert "".join(split(text)) == text


@given(UNITS, UNITS, st.booleans(), st.sampled_from([0, 20, 4_000_000]))
def test_any_effort_gives_a_true_answer(
    old: list[str], new: list[str], tidy: bool, pairs: int
) -> None:
    runs = align(old, new, Effort(pairs), tidy=tidy)
    assert all(length > 0 for _, length in runs)
    assert replayed(old, new, runs) == (old, new)


def test_changes_among_repetitions_are_found_singly() -> None:
    # Given three kinds of lines, too many to try every pair; ten of them went and ten came
    chance = random.Random(3)
    old = [chance.choice("甲乙丙") for _ in range(1_200)]
    new = list(old)
    for _ in range(10):
        del new[chance.randrange(len(new))]
        new.insert(chance.randrange(len(new)), chance.choice("甲乙丙"))
    # Then no other line is touched
    runs = align(old, new, Effort(), tidy=False)
    assert sum(length for kind, length in runs if kind != "same") <= 20


def test_effort_is_spent() -> None:
    effort = Effort(2_500_000)
    assert not effort.affords(1_000_001)
    assert [effort.affords(1_000_000) for _ in range(3)] == [True, True, False]
    assert effort.affords(500_000)
    assert not effort.affords(1)


def shuffled(number: int) -> tuple[list[str], list[str]]:
    old = [str(place % 700) for place in range(number)]
    new = list(old)
    random.Random(1).shuffle(new)
    return old, new


def unlike(number: int) -> tuple[list[str], list[str]]:
    half = range(number // 2)
    old, new = [f"甲{place}" for place in half], [f"乙{place}" for place in half]
    return [*old, "中", *old], [*new, "中", *new]


@pytest.mark.parametrize("texts", [shuffled, unlike])
def test_twice_the_units_cost_about_twice_as_much(
    texts: Callable[[int], tuple[list[str], list[str]]],
) -> None:
    assert cost(texts(4_000)) <= 2.5 * cost(texts(2_000))


def cost(texts: tuple[list[str], list[str]]) -> int:
    """Lines of Python that comparing runs through: the same on every machine."""
    lines = 0

    def trace(*_: object) -> Callable[..., object]:
        nonlocal lines
        lines += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        align(*texts, Effort(50_000), tidy=True)
    finally:
        sys.settrace(before)
    return lines


def replayed(
    old: Sequence[str], new: Sequence[str], runs: Sequence[Run]
) -> tuple[list[str], list[str]]:
    """Both lists, told from the runs; what stayed must be the same in both."""
    told_old: list[str] = []
    told_new: list[str] = []
    for kind, length in runs:
        gone = old[len(told_old) :][:length] if kind != "insert" else []
        come = new[len(told_new) :][:length] if kind != "delete" else []
        assert kind != "same" or gone == come
        told_old += gone
        told_new += come
    return told_old, told_new
