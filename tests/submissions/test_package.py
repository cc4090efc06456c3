"""The closed value that leaves: the same bytes from the same text, and nothing beside it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from proposals.sections import NAMES
from submissions.package import (
    Circumstances,
    ReleasedItem,
    answer_package,
    as_bytes,
    digest,
    package,
    short,
)
from submissions.release_store import SECTIONS, Item

WHERE = Circumstances(
    "制度専門委員会", "Committee", "operation", "new", "", (("outcome", "rough"),)
)
TEXT = {
    "title_ja": "件名 ", "legal_references": "輸出令第1条\n\n 外為法第48条 ", "problem": "問題",
    "request": "(1) 甲。(2) 乙。",
}  # fmt: skip

texts = st.dictionaries(
    st.sampled_from(("title_ja", "title_en", "legal_references", *SECTIONS)),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)


def test_sections_stand_in_the_order_of_the_proposals() -> None:
    assert SECTIONS == NAMES


def test_the_item_holds_the_text_its_points_and_its_html() -> None:
    item = package(TEXT, WHERE)
    assert (item.title_ja, item.title_en, item.asked_by) == ("件名", "", "")
    assert item.legal_references == ("輸出令第1条", "外為法第48条")
    assert [one.name for one in item.sections] == ["problem", "request"]
    assert item.sections[0].html == "<p>問題</p>\n"
    assert item.points == ("甲。", "乙。")


def test_minority_opinions_stand_with_those_who_chose_to_be_named() -> None:
    where = Circumstances("", "", "", "", "", (), holders=["みなと商事", ""])
    item = package({"minority_1": "反対。", "minority_2": "残すべき。"}, where)
    assert [(one.text, one.holder) for one in item.minority] == [
        ("反対。", "みなと商事"), ("残すべき。", ""),
    ]  # fmt: skip


@given(texts, st.randoms())
def test_the_bytes_are_the_same_whatever_order_the_fields_came_in(
    text: dict[str, str], random: Any
) -> None:
    fields = list(text.items())
    random.shuffle(fields)
    assert as_bytes(package(dict(fields), WHERE)) == as_bytes(package(text, WHERE))


@given(texts)
def test_what_is_frozen_thaws_to_the_same_bytes(text: dict[str, str]) -> None:
    item = package(text, WHERE)
    assert digest(ReleasedItem.model_validate(item.model_dump(mode="json"))) == digest(item)


@given(texts, texts)
def test_another_text_has_another_hash(one: dict[str, str], other: dict[str, str]) -> None:
    first, second = package(one, WHERE), package(other, WHERE)
    assert (digest(first) == digest(second)) == (as_bytes(first) == as_bytes(second))
    assert len(short(digest(first))) == 12


def test_no_further_field_can_travel_along() -> None:
    value = package(TEXT, WHERE).model_dump() | {"company": "青葉精工"}
    with pytest.raises(ValidationError):
        ReleasedItem.model_validate(value)


def test_no_field_can_be_left_to_chance() -> None:
    left = {name for name, field in ReleasedItem.model_fields.items() if not field.is_required()}
    assert left == {"attachments"}, "requests that left before there were any stand without"


def test_the_item_says_what_the_ministrys_table_holds_and_no_more() -> None:
    # Drawn at the release, of the receipt, or part of the sections.
    beside = {"id", "letter_id", "place", "commitment", "html"}
    tables = {"points", "attachments"}  # of their own
    assert set(ReleasedItem.model_fields) == set(Item.model_fields) - beside | tables


def test_an_answer_is_its_question_and_its_words() -> None:
    answer = answer_package("q" * 16, "月に**40件**です。")
    assert answer.html == "<p>月に<strong>40件</strong>です。</p>\n"
