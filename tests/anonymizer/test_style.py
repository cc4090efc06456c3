"""Style gives writers away; the plain form takes its outer marks off."""

import pytest

from anonymizer.style import attribution, gives_away, plain_form

HABITS = {
    "terse": ["許可不要とされたい。", "届出に代えられたい。", "例示されたい。", "簡素とされたい。"],
    "polite": ["ご検討いただけますと幸いです。", "お示しいただけますと幸いです。",
               "ご教示いただけますと幸いです。"],
    "silent": ["一度だけ。"],
}


def test_the_habit_of_a_writer_is_recognised():
    ranking = attribution("様式を公開いただけますと幸いです。", HABITS)
    assert [entry.member_id for entry in ranking] == ["polite", "terse"]


def test_few_candidates_prove_nothing():
    assert not gives_away("polite", attribution("いただけますと幸いです。", HABITS))


def test_one_form_for_width_punctuation_units_and_bullets():
    written = "１．　重量が５㎏，長さ１０ミリメートル\r\n●　例（ＡＢＣ）\n\n\n\n以上．"
    assert plain_form(written) == "(1) 重量が5kg、長さ10mm\n- 例（ABC）\n\n以上。\n"


def test_the_plain_form_of_a_plain_form_is_itself():
    once = plain_form("(2)要望\n◆理由：ﾊﾟｰﾂ　２０％!!")
    assert plain_form(once) == once


@pytest.mark.parametrize(("written", "plain"), [
    ("1，200件で２．５倍", "1,200件で2.5倍"), ("1.5倍になる", "1.5倍になる"),
    ("---\n**太字**の語", "---\n**太字**の語"), ("-3度", "-3度"),
    ("【現状】\n件数が多い", "### 現状\n件数が多い"), ("## 現状 ##", "### 現状"),
    ("■ 問題点\n■ 件数が多い。", "### 問題点\n- 件数が多い。"),
    ("2)例示する", "(2) 例示する"), ("検討中……", "検討中。"), ("|品目|件数|", "|品目|件数|"),
])
def test_words_and_figures_are_left_alone(written, plain):
    assert plain_form(written) == plain + "\n"
    assert plain_form(plain) == plain + "\n"
