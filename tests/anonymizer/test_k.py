"""How many members fit, and what broader words would hide the writer."""

import pytest

from anonymizer.broader import broader, number_of
from anonymizer.k import k_table, offers, stated_in

ATTRIBUTES = {
    **{f"m{i}": {"industry": "電気機器", "place": "愛知県名古屋市"} for i in range(4)},
    "m4": {"industry": "電気機器", "place": "愛知県豊橋市"},
    "m5": {"industry": "化学", "place": "愛知県豊橋市"},
    "m6": {"industry": "電気機器", "place": "宮城県仙台市"},
}


def test_each_attribute_and_all_together_are_counted():
    rows = k_table(ATTRIBUTES, {"industry": "電気機器", "place": "愛知県豊橋市"})
    assert [(dict(row.stated).keys(), row.members, row.enough) for row in rows] == [
        ({"industry"}, 6, True), ({"place"}, 2, False), ({"industry", "place"}, 1, False),
    ]


def test_members_of_one_group_count_as_one():
    groups = {f"m{i}": "parent" for i in range(6)}
    row, = k_table(ATTRIBUTES, {"industry": "電気機器"}, groups=groups)
    assert (row.members, row.groups, row.enough) == (6, 2, False)


def test_the_first_broader_value_that_suffices_is_offered():
    offered = offers(ATTRIBUTES, {"industry": "電気機器", "place": "愛知県豊橋市"})
    assert [(o.instead, o.members, o.enough) for o in offered] == [("愛知県", 5, True)]


def test_values_are_read_from_the_text():
    assert stated_in("愛知県豊橋市の化 学メーカー", ATTRIBUTES) == {
        "industry": "化学", "place": "愛知県豊橋市"}


@pytest.mark.parametrize(("value", "wider"), [
    ("茨城県日立市", "茨城県"), ("茨城県", "関東地方"), ("関東地方", "東日本"), ("国内", None),
    ("三十件程度", "10件以上"), ("従業員30万人", "10万人以上"), ("３兆円", "1兆円以上"),
    ("千八百人", "1000人以上"), ("月に三回", "定期的に"), ("2024年4月", "近年"),
    ("昭和34年", "以前"), ("一社", None), ("電気機器", None),
])
def test_broader_values(value, wider):
    assert broader(value) == wider


@pytest.mark.parametrize(("written", "number"), [
    ("千八百", 1800), ("30万", 300000), ("1,234", 1234), ("二十", 20), ("1.5億", 150000000),
    ("三億二千万", 320000000), ("", 0),
])
def test_numbers(written, number):
    assert number_of(written) == number
