"""Every spelling of a member that a reader recognises, beside what only looks like one."""

import pytest

from anonymizer import Directory, Member, find
from anonymizer_members import DIRECTORY

OTHERS = Directory.compile(
    Member(id=member, names_ja=(name,), readings=readings) for member, name, *readings in (
        ("net", "トーワネット"), ("cera", "京セラ"), ("fuji", "富士通"), ("kuroda", "黒田"),
        ("chu", "中国電力"), ("towa", "トーワ電力"), ("riko", "リコー"), ("learn", "識学"),
        ("meiji", "明治"), ("ai", "あい"), ("hks", "ＨＫＳ", "エッチケーエス"),
    ))

SPELLINGS = [
    ("株式会社トーワ精機", "towa"), ("トーワ精機㈱", "towa"), ("（株）トーワ精機", "towa"),
    ("㍿トーワ精機", "towa"), ("トーワ精機　株式会社", "towa"), ("旧東和鉄工所", "towa"),
    ("ﾄｰﾜ精機", "towa"), ("とーわ精機", "towa"), ("トワ精機", "towa"), ("ト―ワ精機", "towa"),
    ("ト一ワ精機", "towa"), ("トーワせいき", "towa"), ("ﾄｰﾜｾｲｷ", "towa"), ("ｶ)ﾄｰﾜｾｲｷ", "towa"),
    ("ト ー ワ 精 機", "towa"), ("トーワ\n精機", "towa"), ("トー\r\n> ワ精機", "towa"),
    ("ト\u200bーワ精\u2060機", "towa"), ("トーワ精\U000e0100機", "towa"), ("トーワ・精機", "towa"),
    ("ト\n| ー\n| ワ\n| 精\n| 機", "towa"), ("トーワ<wbr>精<!-- -->機", "towa"),
    ("&#12488;&#x30FC;ワ精機", "towa"), ("トー**ワ**精機", "towa"), ("[トーワ](#n)精機", "towa"),
    (
        "<ruby>トーワ精機<rt>とーわせいき</rt></ruby>", "towa"), (
            "｜トーワ精機《とーわせいき》", "towa"),
    (
        "\\u30c8\\u30fc\\u30ef\\u7cbe\\u6a5f", "towa"), (
            "%E3%83%88%E3%83%BC%E3%83%AF%E7%B2%BE%E6%A9%9F", "towa"),
    ("%83g%81%5B%83%8F%90%B8%8B%40", "towa"), ("44OI44O844Ov57K+5qmf", "towa"),
    ("Towa Seiki Co., Ltd.", "towa"), ("TOWA SEIKI", "towa"), ("towa-seiki", "towa"),
    ("#TowaSeiki", "towa"), ("Ｔｏｗａ　Ｓｅｉｋｉ", "towa"), ("𝐓𝐨𝐰𝐚 𝐒𝐞𝐢𝐤𝐢", "towa"),
    ("Tоwа Sеikі", "towa"), ("Towa Seiki K.K.", "towa"), ("Tōwa Seiki", "towa"), ("Tohwa", None),
    ("Towa Seiki Kaisha CO.,LTD", "towa"),
    ("三春電機株式会社", "miharu"), ("三春電機", "miharu"), ("三春电机", "miharu"),
    ("Miharu Denki", "miharu"), ("みはるでんき", "miharu"), ("MIHARU_ELECTRIC", "miharu"),
    ("三春電機硝子", "glass"), ("Kurane & Co.", "kurare"), ("くらね", "kurare"),
    ("TowaMill", "towa"), ("諏訪第三工場", "towa"), ("山鹿蒼太", "towa"), ("Yamaga Sota", "towa"),
]

NEAR_MISSES = [
    "トウワ県の精機", "西三春町の電機", "クラネット", "スクラネル", "Kuranet", "towards",
    "歩いて行くある日", "トワネットの網", "ファーストステッパー", "三春市役所",
]


@pytest.mark.parametrize(("spelling", "member"), SPELLINGS)
def test_a_spelling_is_found_whole_with_its_member(spelling, member):
    before, after = "昨日、", "は届け出た。"
    found = find(before + spelling + after, DIRECTORY)
    start, end = len(before), len(before) + len(spelling)
    covered = {i for f in found for i in range(f.start, f.end) if f.member_id}
    letters = {i for i in range(start, end) if (before + spelling + after)[i].isalnum()}
    assert {f.member_id for f in found} - {None} == ({member} if member else set())
    if member and not spelling.startswith("旧"):
        assert letters <= covered


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_looks_like_a_name_is_left(text):
    assert [f for f in find(text, DIRECTORY) if f.member_id] == []


@pytest.mark.parametrize(("text", "certainty"), [
    ("ステップ株式会社は", "certain"), ("次のステップに進む", "ask"), ("要望者：ステップ",
    "certain"),
    ("トーワ精機は", "certain"), ("セブン&トーワ精機は", "ask"), ("トーワ精機という規格", "ask"),
    ("しかもト ー ワ精機が", "certain"), ("西三春電機工業会の統計", "ask"),
])
def test_everyday_words_and_parts_of_longer_names_ask_the_reviewer(text, certainty):
    assert [f.certainty for f in find(text, DIRECTORY) if f.member_id] == [certainty]


@pytest.mark.parametrize("around", [
    "{}製の装置", "{}インターナショナル", "元{}社員", "{}（以下「当社」）", "株式会社{}",
    "C:\\案件\\{}\\図.docx",
    "20260401_{}_判定.xlsx", "| {} | 済 |", "- {}（化学系）", "<!-- {} 作成 -->", "[//]: # ({})",
])
def test_a_name_is_found_whatever_stands_around_it(around):
    found = find(around.format("三春電機"), DIRECTORY)
    assert [f.member_id for f in found if f.cls == "member"] == ["miharu"]


def test_the_longest_name_wins():
    found = find("三春電機硝子と三春電機", DIRECTORY)
    assert [(f.text, f.member_id) for f in found] == [("三春電機硝子", "glass"), ("三春電機",
    "miharu")]


def test_brand_site_and_person_have_classes_of_their_own():
    found = find("TowaMillは諏訪第三工場の山鹿蒼太が作る", DIRECTORY)
    assert [(f.cls, f.replacement) for f in found] == [
        ("brand", "製品甲"), ("site", "工場1"), ("person", "担当者1")]


@pytest.mark.parametrize(("text", "found"), [
    # Katakana goes on with words: a company of the group. With what is none: another word.
    ("トーワネットベトナムの株式", "net"), ("トーワネットリウムの融点", None),
    ("ベトナムトーワネットの株式", "net"), ("マルチトーワネットンの値", None),
    # Words that reach over both ends, or over the last letters of a short name.
    ("上京セラピーの案内", None), ("東京セラミックス展で", None), ("京セラの展示会で", "cera"),
    ("京セラ東京の案内", "cera"), ("富士通り商店街", None), ("富士通側の意見", "fuji"),
    ("富士通商店街", "fuji"), ("黒田政宗は敗れた", None), ("黒田政策部の意見", "kuroda"),
])
def test_a_part_of_longer_words_names_nobody(text, found):
    every = find(text, OTHERS, second_net=False)
    assert [f.member_id for f in every if f.member_id] == ([found] if found else [])


def test_letters_within_a_longer_word_stay_hidden():
    found = find("トーワネットリウムの融点", OTHERS, second_net=False)
    assert [(f.text, f.cls, f.certainty) for f in found] == [("トーワネット", "name", "ask")]


@pytest.mark.parametrize(("text", "certainty"), [
    ("中国電力の設備を", "ask"), ("中国電力株式会社の設備を", "certain"),
    ("トーワ電力の設備を", "certain"),
])
def test_what_a_part_of_the_country_has_may_be_no_company(text, certainty):
    assert [f.certainty for f in find(text, OTHERS, second_net=False)
            if f.cls == "member"] == [certainty]


@pytest.mark.parametrize(("text", "found"), [
    ("手掛けるりコーとの合併", "riko"), ("よりコーヒーを選ぶ", None),
    ("識学時代からの木造", "learn"), ("明治時代の木造", None),
    ("要望のうちあい分を", "ai"), ("打ちあい分を", None),
    ("Signed: ecchikeesu", "hks"), ("Signed: etchikeesu", "hks"), ("Signed: echikeesu", None),
])
def test_look_alikes_times_and_doubled_letters(text, found):
    assert [f.member_id for f in find(text, OTHERS, second_net=False)
            if f.cls == "member"] == ([found] if found else [])


def test_how_far_a_singular_phrase_reaches_does_not_depend_on_who_stands_in_it():
    texts = (f"国策会社{name}が設立された。" for name in ("株式会社リコー", "トーワネット株式会社"))
    first, second = (
        [(f.cls, f.text) for f in find(text, OTHERS, second_net=False) if f.cls != "member"]
        for text in texts)
    assert first == second != []
