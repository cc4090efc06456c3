"""What no directory knows: references, companies, sites, departments, people, singular words."""

import pytest

from anonymizer import find
from anonymizer.singular import singular
from anonymizer_members import DIRECTORY


def classes(text):
    return [(f.cls, f.text) for f in find(text, DIRECTORY)]


@pytest.mark.parametrize(("text", "cls", "part"), [
    ("許可番号は第ITA-23-946957号である", "licence_no", "第ITA-23-946957号"),
    ("MLT-WF-3456950に係る変更", "licence_no", "MLT-WF-3456950"),
    ("包括許可証 第1408876号による", "licence_no", "包括許可証 第1408876号"),
    ("契約番号SL968097による", "contract_no", "契約番号SL968097"),
    ("注文書No.40076925に基づき", "contract_no", "注文書No.40076925"),
    ("PO-1001-56907に基づき", "contract_no", "PO-1001-56907"),
    ("型式NF-0383Vの該非", "model_no", "NF-0383V"), ("Model TY-3053U falls", "model_no",
    "TY-3053U"),
    ("普通預金 1234567", "bank_account", "普通預金 1234567"),
    ("株式会社ヒナタ豆との共同", "unknown_corp", "株式会社ヒナタ豆"),
    ("需要者はアカネ工機株式会社である", "unknown_corp", "アカネ工機株式会社"),
    ("End user: Fjord Optics GmbH.", "unknown_corp", "Fjord Optics GmbH"),
    ("Shipped to Nordwind AG in May.", "unknown_corp", "Nordwind AG"),
    ("取引先のホシミが受領", "unknown_corp", "ホシミ"), ("ツユクサ（需要者）に", "unknown_corp",
    "ツユクサ"),
    ("四日市工場から出荷", "site", "四日市工場"), ("三島テクノセンターで", "site",
    "三島テクノセンター"),
    ("起案部署：海外輸出管理部", "department", "海外輸出管理部"),
    ("技術調達本部が窓口", "department", "技術調達本部"),
    ("岸本 令花課長から", "unknown_person", "岸本 令花"), ("担当は松川央統である",
    "unknown_person", "松川央統"),
    ("Prepared by Hiro YODA.", "unknown_person", "Hiro YODA"),
    ("Mr. Takumi Hayashi will", "unknown_person", "Takumi Hayashi"),
])
def test_an_unknown_identity_is_found(text, cls, part):
    assert (cls, part) in classes(text)


@pytest.mark.parametrize("text", [
    "昭和24年法律第228号", "輸出令別表第1の3の項", "ISO-9001に適合", "3A001.b.4", "JIS-1234A",
    "許可の申請は年1回とする", "契約の日から30日", "当社工場で製造", "各部署で確認", "会員の意見",
    "2B350\nAG", "1C010, AG", "WA AG", "MTCR and AG", "半導体工場に納める", "取引先工場の設備",
    "貴社の株式会社化", "東南アジア", "経済産業大臣の許可", "包括許可取扱要領", "通信機器の輸出",
])
def test_common_words_and_numbers_are_left(text):
    assert [found for found in classes(text) if found[0] != "quasi"] == []


@pytest.mark.parametrize(("text", "kind", "phrase"), [
    ("国内唯一の炭素繊維の製造者として", "only", "国内唯一の炭素繊維の製造者"),
    ("世界シェア第1位の描画装置メーカーである", "rank", "世界シェア第1位の描画装置メーカー"),
    ("本件は日本初の設備である", "first", "日本初の設備"),
    ("昨年上場した検査装置の企業として", "event", "昨年上場した検査装置の企業"),
    ("従業員30万人を擁する電機メーカー", "size", "従業員30万人を擁する電機メーカー"),
    ("九州に本社を置く企業", "place", "九州に本社を置く企業"),
    (
        "製造会社は二社のみである", "few", "二社のみ"), ("国内占有率は七割", "share",
        "国内占有率は七割"),
    ("年間四十台を輸出", "quantity", "年間四十台"), ("月に三回送る", "quantity", "月に三回"),
    ("We are the only domestic maker of yttrium.", "only", "the only domestic maker of yttrium"),
])
def test_phrases_that_single_out_are_asked_about(text, kind, phrase):
    found = [entry for entry in singular(text) if entry.kind == kind]
    assert any(phrase in entry.text for entry in found)


@pytest.mark.parametrize("text", [
    "第2条第3項を唯今確認する", "一件ごとに申請する", "別表第1の位置づけ",
        "only if the licence is granted",
    "最初に申請する", "手続の一本化",
])
def test_plain_sentences_single_nobody_out(text):
    assert singular(text) == ()


def test_a_string_found_once_is_found_throughout_the_bundle():
    found = find("取引先のツユクサ工房が受領。ツユクサ工房は応じた。", DIRECTORY)
    assert [(f.text, f.source, f.replacement) for f in found] == [
        ("ツユクサ工房", "model", "A社"), ("ツユクサ工房", "model", "A社")]
