"""Citations in any spelling have one normal form; what can't be resolved is not guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legislation import Provision, citations
from legislation.citations import provisions
from legislation.instruments import INSTRUMENTS, Layer
from legislation.numerals import value
from legislation.provision import NoProvision

ONE = [
    ("外為法第48条第1項", "FEFA:art48:para1"),
    ("外為法第四十八条第一項", "FEFA:art48:para1"),
    ("外国為替及び外国貿易法第48条", "FEFA:art48"),
    ("外為法第55条の10第1項", "FEFA:art55-10:para1"),
    ("輸出貿易管理令別表第一の七の項", "ETCO:table1:item7"),
    ("輸出令別表第1の7の項(1)", "ETCO:table1:item7:sub1"),
    ("輸出令別表第１の７の項（１）", "ETCO:table1:item7:sub1"),
    ("輸出令 別表第1 の 9 の項", "ETCO:table1:item9"),
    ("輸出令別表第1の3の2の項(2)", "ETCO:table1:item3-2:sub2"),
    ("輸出令別表第1の1の項(3の2)", "ETCO:table1:item1:sub3-2"),
    ("輸出令別表第1", "ETCO:table1"),
    ("輸出令別表第3の2", "ETCO:table3-2"),
    ("輸出令別表第3の2の項", "ETCO:table3:item2"),
    ("別表第2の3の1の項", "ETCO:table2-3:item1"),
    ("輸出令第4条第1項第5号", "ETCO:art4:para1:no5"),
    ("7の項(1)", "ETCO:table1:item7:sub1"),
    ("外為令別表", "FEO:table1"),
    ("外為令別表の9の項(1)", "FEO:table1:item9:sub1"),
    ("外為令別表の九の項（一）", "FEO:table1:item9:sub1"),
    ("貨物等省令第六条第十六号", "GOODS:art6:no16"),
    ("貨物等省令第2条第2項第11号", "GOODS:art2:para2:no11"),
    ("貨物等省令第14条の2第1項", "GOODS:art14-2:para1"),
    ("貨物等省令第8条第9号の2", "GOODS:art8:no9-2"),
    ("貨物等省令第5条第2号ロ(2)", "GOODS:art5:no2:iroロ2"),
    ("貨物等省令第5条第2号ロの二", "GOODS:art5:no2:iroロ2"),
    ("貿易外省令第9条第2項第10号", "INVIS:art9:para2:no10"),
    ("役務通達1(3)サ", "TECHNOTICE:loc1/3/サ"),
    ("運用通達1-1(7)", "OPNOTICE:loc1-1/7"),
    ("包括許可取扱要領", "BULK"),
    ("3A001.a.2.c", "3A001.a.2.c"),
    ("3A001a2c", "3A001.a.2.c"),
    ("ECCN 6A003.b.4", "6A003.b.4"),
    ("別表1-9", "ETCO:table1:item9"),
    ("ETCO 9", "ETCO:table1:item9"),
    ("ETCO 3の2(2)", "ETCO:table1:item3-2:sub2"),
    ("ETCO:table1:item9", "ETCO:table1:item9"),
    ("FEFA 48", "FEFA:art48"),
]


@pytest.mark.parametrize(("text", "key"), ONE, ids=[text for text, _ in ONE])
def test_every_spelling_has_its_normal_form(text: str, key: str) -> None:
    (found,) = citations(text)
    assert found.provision == Provision(key)
    assert found.text == text


@pytest.mark.parametrize("text", ["第6条第1号", "第16条の2", "別表の9の項", "輸出令別表第9"])
def test_what_names_no_known_instrument_stays_unresolved(text: str) -> None:
    (found,) = citations(text)
    assert found.provision is None


@pytest.mark.parametrize(
    "text",
    [
        "当社は同項目の第3項を述べる", "AGとWA", "本年度の項目を3つの項に分ける", "別表のとおり",
        "第3項の表", "2A00", "A3A001x9", "13A0011", "十月の項目", "第一に", "前号のとおり", "同条",
    ],
)
def test_near_misses_are_no_citations(text: str) -> None:
    assert citations(text) == []


def test_relative_citations_are_read_against_the_last_instrument_named() -> None:
    text = (
        "貨物等省令第2条第2項第1号及び同項第11号、第6条第1号、同条第16号、前号。"
        "輸出令別表第1の3の項(2)並びに3の2の項(2)。外為令別表の2の項、3の項。"
    )
    assert [one.key for one in provisions(text)] == [
        "GOODS:art2:para2:no1", "GOODS:art2:para2:no11", "GOODS:art6:no1", "GOODS:art6:no16",
        "GOODS:art6:no15", "ETCO:table1:item3:sub2", "ETCO:table1:item3-2:sub2",
        "FEO:table1:item2", "FEO:table1:item3",
    ]


def test_articles_after_a_notice_belong_to_no_instrument_known() -> None:
    assert [one.provision for one in citations("輸出令第4条、運用通達、第3条")][2] is None


def test_a_regime_alone_is_a_citation_in_the_field_only() -> None:
    assert [one.key for one in provisions("2B350\nAG\n貨物等省令第2条", field=True)] == [
        "2B350", "AG", "GOODS:art2",
    ]
    assert provisions("AG") == []


def test_a_provision_knows_what_it_is_part_of() -> None:
    sub = Provision("ETCO:table1:item7:sub1")
    assert [one.key for one in sub.lineage] == [
        "ETCO:table1:item7:sub1", "ETCO:table1:item7", "ETCO:table1", "ETCO",
    ]
    assert sub.row == "7"
    assert not Provision("ETCO:table1:item70").is_part_of(Provision("ETCO:table1:item7"))
    assert Provision("3A001.a.2").is_part_of(Provision("3A001"))


@pytest.mark.parametrize("key", ["", "XX:art1", "ETCO:art", "ETCO::art1", "WA:art1", "3F001"])
def test_what_is_no_normal_form_is_refused(key: str) -> None:
    with pytest.raises(NoProvision):
        Provision(key)


@pytest.mark.parametrize(
    ("text", "number"), [("16", 16), ("十六", 16), ("一六", 16), ("百二十", 120), ("二百五", 205)]
)
def test_numbers_are_read_as_digits_and_kanji(text: str, number: int) -> None:
    assert value(text) == number


_number = st.integers(1, 60).map(str)
_suffixed = st.builds(lambda n, m: f"{n}-{m}" if m else n, _number, st.sampled_from(["", "2", "3"]))
_places = st.builds(
    lambda art, para, no, iro: "".join(
        [f":art{art}", f":para{para}" if para else "", f":no{no}" if no else "",
         f":iro{iro}" if no and iro else ""]
    ),
    _suffixed, st.sampled_from(["", "1", "2"]), st.one_of(st.just(""), _suffixed),
    st.sampled_from(["", "イ", "ロ2", "ハ"]),
)
_rows = st.builds(lambda row, sub: f":table1:item{row}" + (f":sub{sub}" if sub else ""),
                  _suffixed, st.one_of(st.just(""), _suffixed))
_with_articles = [one.key for one in INSTRUMENTS if one.layer is not Layer.NOTICE]
_any = st.one_of(
    st.builds("{}{}".format, st.sampled_from(_with_articles), _places),
    st.builds("{}{}".format, st.sampled_from(["ETCO", "FEO"]), _rows),
).map(Provision)


@given(_any)
def test_a_provision_named_in_japanese_is_read_back_as_itself(provision: Provision) -> None:
    name = provision.named("ja")
    (found,) = citations(name)
    assert (found.provision, found.text) == (provision, name)


_LETTERS = "輸出令別表第1２の項条号同前イロ(3)（ 一十百3A001.ac\n外為法WA-"


@given(st.text(alphabet=_LETTERS, max_size=60))
def test_offsets_are_those_of_the_text_and_citations_never_overlap(text: str) -> None:
    found = citations(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= later.start for one, later in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("FEFA:art48:para1", "324AC0000000228#Mp-At_48-Pr_1"),
        ("FEFA:art55-10:para1", "324AC0000000228#Mp-At_55_10-Pr_1"),
        ("ETCO:art4:para1:no5", "324CO0000000378#Mp-At_4-Pr_1-It_5"),
        ("GOODS:art6:no16", "403M50000400049#Mp-At_6-Pr_1-It_16"),
        ("GOODS:art5:no2:iroロ2", "403M50000400049#Mp-At_5-Pr_1-It_2"),
        ("ETCO:table1:item7", "324CO0000000378"),
        ("FEFA", "324AC0000000228"),
    ],
)
def test_a_provision_leads_to_its_article_at_e_gov(key: str, address: str) -> None:
    assert Provision(key).link == f"https://laws.e-gov.go.jp/law/{address}"


@pytest.mark.parametrize("key", ["TECHNOTICE:loc1/3/サ", "3A001.a", "WA"])
def test_what_does_not_stand_at_e_gov_leads_nowhere(key: str) -> None:
    assert Provision(key).link == ""
