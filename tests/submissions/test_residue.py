"""The last look sees a hidden company whatever the review has left standing."""

import pytest

from anonymizer import Member
from submissions.package import Circumstances, Closed, answer_package, package
from submissions.residue import Residue, residue

AOBA = Member(
    "aoba", names_ja=("青葉精工株式会社",), readings=("あおばせいこう",),
    names_en=("Aoba Precision Co., Ltd.",), aliases=("青葉精工",), brands=("AobaMill",),
    domains=("aoba.example.jp",),
)  # fmt: skip
HIDDEN = {"aoba": AOBA}


def item(asked_by: str = "", **text: str) -> Closed:
    where = Circumstances("委員会", "Committee", "operation", "new", asked_by, ())
    return package({"title_ja": "件名", **text}, where)


@pytest.mark.parametrize(
    "text",
    [
        "青葉精工では", "青 葉 精 工", "ＡｏｂａＭｉｌｌの部品", "info@aoba.example.jp",
        "**青葉**精工",
    ],
)
def test_a_key_is_seen_in_any_field(text: str) -> None:
    found = residue(item(problem=text), HIDDEN)
    assert {one.field for one in found} == {"problem"}


@pytest.mark.parametrize("text", ["青葉の季節", "精工な部品", "会員企業では"])
def test_ordinary_words_are_let_pass(text: str) -> None:
    assert residue(item(problem=text), HIDDEN) == []


def test_what_stands_outside_the_fields_is_seen_in_the_bytes() -> None:
    found = residue(item(asked_by="青葉精工株式会社"), HIDDEN)
    assert found and {one.field for one in found} == {""}


def test_answers_are_looked_at_too() -> None:
    found = residue(answer_package("q" * 16, "青葉精工では40件"), HIDDEN)
    assert found == [Residue("answer", found[0].excerpt, found[0].key)]


def test_nobody_hidden_nothing_to_find() -> None:
    assert residue(item(problem="青葉精工"), {}) == []
