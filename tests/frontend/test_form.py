"""Forms as drawn: nothing chosen beforehand, nothing entered lost, errors tied to fields."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from web.form import Draft

Draw = Callable[..., str]

FORM = '{% import "site/form.html" as form with context %}'
CHOICE = FORM + """{{ form.field("vote", "choice", "賛否", kind="radio", value="agree", of=of,
    options=[("agree", "賛成"), ("object", "反対", "理由が必要です")], required=True) }}"""
REASON = FORM + """{{ form.field("vote", "reason", "理由", kind="textarea", value="前の理由", of=of,
    hint="任意") }}"""


def test_a_position_is_never_chosen_beforehand(draw: Draw) -> None:
    html = draw(CHOICE, of="")
    assert html.count('type="radio"') == 2
    assert "checked" not in html


def test_a_refused_form_keeps_the_choice_that_was_made(draw: Draw) -> None:
    html = draw(CHOICE, of="", draft=Draft(act="vote", values={"choice": "object"}))
    assert html.count("checked") == 1
    assert html.index('value="object"') < html.index("checked")


def test_what_is_saved_stands_in_a_field_until_something_else_was_entered(draw: Draw) -> None:
    assert "前の理由" in draw(REASON, of="")
    redrawn = draw(REASON, of="", draft=Draft(act="vote", values={"reason": "新しい理由"}))
    assert "新しい理由" in redrawn and "前の理由" not in redrawn


def test_an_error_is_told_to_those_who_hear_the_page(draw: Draw) -> None:
    html = draw(REASON, of="", draft=Draft(act="vote", errors={"reason": ["短すぎます。"]}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="vote-reason-hint vote-reason-error"' in html
    assert 'id="vote-reason-error"' in html


@pytest.mark.parametrize(
    "draft", [Draft(), Draft(act="withdraw", values={"reason": "x"}, errors={"reason": ["x"]})]
)
def test_another_forms_error_is_not_this_ones(draw: Draw, draft: Draft) -> None:
    html = draw(REASON, of="", draft=draft)
    assert "aria-invalid" not in html
    assert "前の理由" in html


def test_of_two_forms_of_one_act_only_the_one_that_was_sent_comes_back(draw: Draw) -> None:
    draft = Draft(act="vote", values={"reason": "新しい理由"}, errors={"reason": ["短すぎます。"]})
    sent, other = (draw(REASON, of=of, draft=draft, path="/ballots/b1/vote") for of in ("b1", "b2"))
    assert "新しい理由" in sent and 'id="vote-b1-reason"' in sent
    assert "新しい理由" not in other and "aria-invalid" not in other


def test_the_error_summary_leads_to_the_field(draw: Draw) -> None:
    draft = Draft(act="vote", errors={"choice": ["選択してください。"], "form": ["重複です。"]})
    source = FORM + '{{ form.error_summary("vote", {"choice": "賛否"}) }}'
    html = draw(source, draft=draft)
    assert '<a href="#vote-choice">賛否：選択してください。</a>' in html
    assert "<li>重複です。</li>" in html
    assert 'id="vote-choice"' in draw(CHOICE, of="", draft=draft)


def test_no_summary_without_errors(draw: Draw) -> None:
    assert "problem" not in draw(FORM + '{{ form.error_summary("vote") }}')


def test_a_refused_act_says_its_reason_and_offers_no_button(draw: Draw) -> None:
    source = FORM + '{{ form.act_button(may, "投票する") }}'
    refused = draw(source, may=SimpleNamespace(ok=False, reason="締切を過ぎました。"))
    assert "締切を過ぎました。" in refused and "投票する" in refused
    assert "<button" not in refused and "disabled" not in refused
    assert "<button" in draw(source, may=SimpleNamespace(ok=True, reason=""))


def test_a_stale_form_shows_both_texts(draw: Draw) -> None:
    draft = Draft(act="save", mine={"body": "私の文"}, theirs={"body": "別の文"})
    html = draw(FORM + '{{ form.stale("save") }}', draft=draft)
    assert "私の文" in html and "別の文" in html


def test_what_people_enter_is_escaped(draw: Draw) -> None:
    draft = Draft(act="vote", values={"reason": "</textarea><script>x</script>"})
    assert "<script>" not in draw(REASON, of="", draft=draft)


def test_a_form_carries_its_tokens(draw: Draw) -> None:
    html = draw(FORM + '{{ form.form_open("vote", "/vote") }}{{ form.form_close() }}')
    assert 'name="_csrf"' in html and 'name="_once"' in html
    assert "multipart" not in html
    upload = draw(FORM + '{{ form.form_open("add", "/add", multipart=True) }}')
    assert 'enctype="multipart/form-data"' in upload
