"""What is found once is found throughout the bundle, also by its acronym; words like it are not."""

import pytest

from anonymizer import Pseudonyms, find, find_all
from anonymizer_members import DIRECTORY


def companies(text):
    """The company that each finding stands for, by what is written."""
    return [(f.text, f.replacement) for f in find(text, DIRECTORY)
            if f.cls in ("unknown_corp", "member")]


@pytest.mark.parametrize(("text", "short"), [
    ("東京精密計器（以下「東精」という。）は申請した。東精の装置である。", "東精"),
    ("東京精密計器（以下、「トーケイ」と略す。）は申請した。トーケイの装置である。", "トーケイ"),
    ("株式会社ホシミ工房（略称：ＨＭ）が受領。ＨＭの装置である。", "ＨＭ"),
    ("東京精密計器株式会社は申請した。東精計の装置である。", "東精計"),
    ("株式会社ホシミ工房は申請した。ホシミ工房の装置である。", "ホシミ工房"),
    ("Tokyo Precision Instruments Co., Ltd. applied. TPI ships it.", "TPI"),
    ("TPI (Tokyo Precision Instruments Co., Ltd.) applied. It is TPI that ships it.", "TPI"),
    ('End user: Fjord Optics GmbH (hereinafter "Fjordo"). Fjordo will use it.', "Fjordo"),
    ('End user: Fjord Optics GmbH ("FO"). FO will use it.', "FO"),
    ("株式会社トーワ精機（以下「ＴＷ」という。）は要望する。ＴＷの製品である。", "ＴＷ"),
])
def test_an_abbreviation_stands_for_the_same_company(text, short):
    found = companies(text)
    assert {name for written, name in found if written == short} == {found[0][1]}
    assert len({name for _, name in found}) == 1


@pytest.mark.parametrize(("text", "word"), [
    ("アカネ工機株式会社（以下「当社」という。）は要望する。当社は輸出する。", "当社"),
    ("アカネ工機株式会社（以下「甲」という。）は要望する。甲は輸出する。", "甲"),
    ('Fjord Optics GmbH ("the Buyer") applied. The Buyer will use it.', "Buyer"),
    ("アカネ工機株式会社（METI）は要望する。METIは検討する。", "METI"),
    ("日本光学工業株式会社は輸出する。日光に当てない。", "日光"),
])
def test_a_word_for_anybody_is_no_abbreviation(text, word):
    assert word not in [f.text for f in find(text, DIRECTORY) if f.source == "repeat"]


@pytest.mark.parametrize(("text", "longer"), [
    ("Tokyo Precision Instruments Co., Ltd. applied. HTPIX is another.", "HTPIX"),
    ("東京精密計器（以下「東精」という。）は申請した。関東精鋭の装置である。", "関東精鋭"),
    ("岸本 令花課長に聞いた。岸本町で製造した。", "岸本町"),
])
def test_letters_of_a_longer_word_are_not_the_abbreviation(text, longer):
    found = find(text, DIRECTORY)
    there = [f.replacement for f in found if f.start >= text.index(longer)]
    assert found[0].replacement not in there


def test_the_fields_of_a_bundle_share_what_was_found():
    found = find_all({"title": "TPIの要望",
                      "body": "需要者はTokyo Precision Instruments Co., Ltd.である。"
                              "岸本 令花課長に聞いた。",
                      "note": "岸本が答えた。岸本町ではない。"}, DIRECTORY, Pseudonyms())
    named = {(f.field, f.text): f.replacement for f in found}
    assert named["title", "TPI"] == named["body", "Tokyo Precision Instruments Co., Ltd."]
    assert named["note", "岸本"] == named["body", "岸本 令花"]
    assert named.get(("note", "岸本町")) != named["note", "岸本"]


@pytest.mark.parametrize(("whole", "family", "behind", "cls"), [
    ("松川央統", "松川", "は述べた。", "unknown_person"),
    ("松川央統", "松川", "アスレチックスが勝った。", "name"),
    ("松川央統", "松川", "P08の開発。", "name"),
    ("テオ・ラドヴィク", "ラドヴィク", "監督は述べた。", "unknown_person"),
    ("テオ・ラドヴィク", "ラドヴィク", "発電所は休止した。", "name"),
    ("テオ・ラドヴィク", "ラドヴィク", "大学に提供した。", "name"),
])
def test_what_is_called_after_somebody_is_another_thing_and_stays_hidden(
    whole, family, behind, cls
):
    found = find(f"担当は{whole}である。{family}{behind}", DIRECTORY, second_net=False)
    assert [f.cls for f in found if f.text == family and f.source == "repeat"] == [cls]
