"""Where quoted words are found again, and where it is said that they are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.deliberation.anchors import Anchor, Fate, Layout, Place, occurs, reading, resolve

OLD = "輸出者は、許可申請を行う際に最終用途を証明する書類を添付しなければならない。"


def fate(quote: str, new: str, old: str = OLD, prefix: str = "", suffix: str = "") -> Place:
    return resolve(Anchor("request", quote, prefix, suffix), lies(request=old), lies(request=new))


def lies(**sections: str) -> Layout:
    """A version of these sections whose blocks nobody knows."""
    return Layout({name: reading(text) for name, text in sections.items()})


def test_words_that_stayed_are_found() -> None:
    assert fate("最終用途を証明", OLD) == Place(Fate.FOUND, "request", "最終用途を証明", 14)


@pytest.mark.parametrize(
    "new",
    ["なお、" + OLD, OLD + "ただし、少額の場合を除く。", OLD.replace("許可申請", "事前の届出")],
)
def test_words_are_found_when_others_have_changed(new: str) -> None:
    found = fate("最終用途を証明", new)
    assert found.fate is Fate.FOUND
    assert new[found.start :].startswith("最終用途を証明")


def test_words_of_which_some_have_changed_are_shown_as_they_are_now() -> None:
    place = fate("最終用途を証明する書類", OLD.replace("証明する", "確認できる"))
    assert (place.fate, place.words) == (Fate.CHANGED, "最終用途を確認できる書類")


def test_words_put_between_are_a_change() -> None:
    place = fate("証明する書類", OLD.replace("書類", "公的な書類"))
    assert (place.fate, place.words) == (Fate.CHANGED, "証明する公的な書類")


@pytest.mark.parametrize("new", ["", "別の文である。", OLD.replace("最終用途を証明する書類を", "")])
def test_words_that_are_no_more_are_said_to_be_gone(new: str) -> None:
    assert fate("最終用途を証明する書類", new) == Place(Fate.GONE, "request")


def test_the_same_words_elsewhere_are_not_taken_for_those_that_are_gone() -> None:
    old = "第1項の許可は要らない。第2項の許可は要る。"
    assert fate("許可", "第2項の許可は要る。", old, "第1項の", "は要らない").fate is Fate.GONE


def test_surroundings_tell_the_same_words_apart() -> None:
    text = "甲の許可を得る。乙の許可を得る。丙の許可を得る。"
    assert fate("許可", text, text, "丙の", "を得る").start == text.index("丙の") + 2
    assert fate("許可", text, text, "甲の", "を得る").start == text.index("甲の") + 2


def test_what_moved_to_another_section_is_found_there() -> None:
    anchor = Anchor("request", "証明する書類", "最終用途を", "を添付しなければ")
    place = resolve(
        anchor, lies(request=OLD), lies(request="別の文。", reason=f"理由。{OLD}")
    )
    assert (place.fate, place.section, place.words) == (Fate.FOUND, "reason", "証明する書類")


def test_a_moved_sentence_is_found_by_its_surroundings() -> None:
    first, second = "甲は乙に書面で届け出る。", "丙は丁に口頭で申し出ることができる。"
    place = fate("書面で", second + first, first + second, "甲は乙に", "届け出る。")
    assert (place.fate, place.words) == (Fate.FOUND, "書面で")


def test_lines_may_break_elsewhere_on_the_page() -> None:
    old = "一つ目\n\n- 二つ目の\n  項目"
    place = fate("二つ目の 項目", old, old)
    assert place.fate is Fate.FOUND
    assert occurs(Anchor("request", "二つ目の\n項目"), old)
    assert not occurs(Anchor("request", "三つ目"), old)


def test_a_section_is_there_as_long_as_it_has_words() -> None:
    whole = Anchor("request")
    assert resolve(whole, lies(), lies(request="何か")).fate is Fate.FOUND
    assert resolve(whole, lies(request="何か"), lies(request=" ")).fate is Fate.GONE


def test_the_whole_text_is_always_there() -> None:
    assert resolve(Anchor(), lies(request=OLD), lies()) == Place(Fate.FOUND, "")


TEXT = st.text(st.sampled_from("許可申請を行う。、 \nabAB12"), max_size=60)


@given(TEXT, st.data())
def test_in_the_same_text_every_passage_is_found(text: str, data: st.DataObject) -> None:
    line = reading(text)
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    quote = reading(line[start:end])
    if not quote:
        return
    place = fate(quote, text, text, line[:start], line[end:])
    assert place.fate is Fate.FOUND
    assert place.words == quote
    assert line[place.start : place.start + len(quote)] == quote


@given(TEXT, TEXT, TEXT, TEXT, TEXT)
def test_what_is_found_really_stands_there(
    old: str, new: str, quote: str, prefix: str, suffix: str
) -> None:
    place = fate(quote, new, old, prefix, suffix)
    line = reading(new)
    if place.fate is Fate.FOUND and reading(quote):
        assert place.words == reading(quote)
    if place.fate is not Fate.GONE and place.start >= 0:
        assert line[place.start : place.start + len(place.words)] == place.words


@given(st.integers(0, 5), st.integers(2, 6), TEXT, TEXT)
def test_one_of_many_copies_keeps_its_place_when_text_comes_before_and_after(
    which: int, copies: int, before: str, after: str
) -> None:
    which = min(which, copies - 1)
    old = "".join(f"{n}番の者は許可を得る。" for n in range(copies))
    new = f"{before}\n{old}\n{after}"
    place = fate("許可", new, old, f"{which}番の者は", "を得る。")
    assert place.fate is Fate.FOUND
    assert reading(new)[: place.start].endswith(f"{which}番の者は")
