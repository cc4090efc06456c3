"""What of a typed text is kept, and what is refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.characters import BadText, line, prose

BIDI = [chr(code) for code in (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("合意精機", "合意精機"),
        ("\u3000合意 精機　 \t\n", "合意 精機"),
        ("\ufeff合意\u200b", "合意"),
        ("か\u3099いためほう", "がいためほう"),
        ("𠮷野家", "𠮷野家"),
        ("株式会社ＡＢＣ", "株式会社ＡＢＣ"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("= 1", "= 1"),
    ],
)
def test_a_line_is_composed_and_trimmed(typed: str, kept: str) -> None:
    assert line(typed, 100) == kept


def test_kanji_of_names_are_not_replaced_by_their_standard_forms() -> None:
    # Given 神 (U+FA19) and 﨑 (U+FA11), which plain NFC treats unlike
    assert unicodedata.normalize("NFC", "\ufa19") != "\ufa19"
    assert line("\ufa19\ufa11か\u3099", 10) == "\ufa19\ufa11が"


@pytest.mark.parametrize(
    "blank",
    [
        "",
        " ",
        "\u3000\u3000",
        "\u200b\u200d",
        "\u2060",
        "\xad",
        "\n\t",
        "\u3164",
        "\u2800",
        "\ufe0f",
        "\u200b \u3000\ufeff",
    ],
)
def test_what_prints_nothing_is_blank(blank: str) -> None:
    for clean in (line, prose):
        assert refusal(clean, blank) == ("text.blank", {})
        assert clean(blank, 10, blank_ok=True) == ""


@pytest.mark.parametrize("mark", BIDI)
def test_marks_that_turn_the_writing_are_refused(mark: str) -> None:
    for clean in (line, prose):
        key, params = refusal(clean, f"報告{mark}書")
        assert (key, params) == ("text.bidi", {"code": f"U+{ord(mark):04X}", "place": 3})
        assert refusal(clean, mark + "報告書")[0] == "text.bidi"


@pytest.mark.parametrize(
    "control",
    [
        "\0",
        "\x01",
        "\x08",
        "\x0b",
        "\x0c",
        "\x1b",
        "\x1f",
        "\x7f",
        "\x85",
        "\x9f",
        "\ufff9",
        "\uffff",
        "\ufdd0",
        "\U000e0041",
    ],
)
def test_controls_are_refused_everywhere(control: str) -> None:
    for clean in (line, prose):
        assert refusal(clean, f"a{control}b") == (
            "text.control",
            {"code": f"U+{ord(control):04X}", "place": 2},
        )
        assert refusal(clean, f"a{control}")[0] == "text.control"


@pytest.mark.parametrize("inner", ["\n", "\t", "\r", "\u2028", "\u2029"])
def test_a_line_holds_no_line_end_and_no_tab(inner: str) -> None:
    assert refusal(line, f"a{inner}b")[0] == "text.control"


@pytest.mark.parametrize("half", ["\ud800", "\udfff"])
def test_halves_of_characters_are_refused(half: str) -> None:
    for clean in (line, prose):
        assert refusal(clean, f"a{half}")[0] == "text.surrogate"


def test_prose_keeps_tabs_and_has_one_kind_of_line_end() -> None:
    assert prose("一\r\n二\r三\n四\t五\u2028六\u2029七", 100) == "一\n二\n三\n四\t五\n六\n七"


def test_prose_keeps_the_indent_of_its_first_line() -> None:
    assert prose("\n 　\n　一段落目\n\n　二段落目　\n\n", 100) == "　一段落目\n\n　二段落目"


def test_the_limit_counts_the_cleaned_text() -> None:
    for clean in (line, prose):
        assert clean("か\u3099𠮷 ", 2) == "が𠮷"
        assert refusal(clean, "三文字", 2) == ("text.too_long", {"max": 2, "length": 3})
        assert clean("三文字", 3) == "三文字"


@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    for clean in (line, prose):
        try:
            once = clean(text, 10_000)
        except BadText:
            continue
        assert clean(once, 10_000) == once
        once.encode()
        assert not set(once) & set(BIDI)
        assert "\0" not in once and "\r" not in once


@pytest.mark.timeout(60)
def test_a_long_row_of_spaces_costs_little() -> None:
    # A pattern that tried each space anew would need 10**10 steps here.
    assert line("a" + " " * 400_000 + "b", 500_000).endswith("b")
    assert prose("a" + "\n" * 400_000 + "b", 500_000).endswith("b")


def refusal(clean, text: str, max: int = 100) -> tuple[str, dict[str, object]]:
    with pytest.raises(BadText) as refused:
        clean(text, max)
    return refused.value.key, refused.value.params
