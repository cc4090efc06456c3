"""What scripts add, in a real browser under the real policy; and that pages stand without them."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from foundation.places import frontend_dir
from web.guard import CSP

pytestmark = pytest.mark.ui

Draw = Callable[..., str]
Open = Callable[..., Any]
SITE = "http://goi.test"

PAGE = """{% extends "site/base.html" %}
{% block title %}x{% endblock %}
{% block content %}
{% import "site/form.html" as form with context %}
{% import "site/request.html" as request with context %}
<h1>x</h1>
{{ request.block("p1", changes, label="第１項") }}
{{ request.comment_form("comment", "/comments") }}
<div id="part">{{ form.one_button("accept", "/accept", yes, "受け入れる") }}</div>
<form id="live" method="post" action="/live" hx-post="/live" hx-target="#part" hx-swap="innerHTML">
  <button id="go">送る</button></form>
{% endblock %}"""
CHANGES = [
    {"kind": "same", "text": "集積回路のうち、"},
    {"kind": "delete", "text": "演算処理能力"},
    {"kind": "insert", "text": "総合演算処理性能"},
    {"kind": "same", "text": "が４，８００以上のもの"},
]
KEPT = "Object.keys(localStorage).some(key => key.startsWith('goi:draft:'))"
ACTOR = {"name": "佐藤 花子", "initial": "佐", "role_label": "委員", "offices": frozenset()}


def until(page: Any, expression: str) -> None:
    """Wait until it is true; wait_for_function would need the eval that the policy forbids."""
    for _ in range(600):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


@pytest.fixture
def posts() -> list[str]:
    """Paths that forms were sent to."""
    return []


@pytest.fixture
def open_page(browser: Any, draw: Draw, posts: list[str]) -> Iterator[Open]:
    """open_page(script=True, path="/x"): the page above, everything answered from here."""
    dist = frontend_dir() / "dist"
    built = json.loads((dist / "manifest.json").read_text())
    contexts, complaints = [], []

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(SITE)
        if route.request.method == "POST":
            posts.append(path)
            body = "<p data-announce='保存しました。'>新しい部分</p>"
            if path == "/live":
                return route.fulfill(body=body, content_type="text/html")
            return route.fulfill(status=204)
        if path.startswith("/static/"):
            return route.fulfill(path=dist / built[path.removeprefix("/static/")])
        html = draw(PAGE, changes=CHANGES, yes={"ok": True, "reason": ""}, actor=ACTOR)
        policy = {"Content-Security-Policy": CSP}
        return route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=policy)

    def opened(script: bool = True, path: str = "/x") -> Any:
        context = contexts[0] if contexts else browser.new_context(java_script_enabled=script)
        if not contexts:
            contexts.append(context)
            context.route("**/*", answer)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(SITE + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def test_a_second_press_sends_nothing(open_page: Open, posts: list[str]) -> None:
    page = open_page()
    button = page.locator("#accept button")
    button.click()
    button.click(force=True)
    assert button.get_attribute("aria-disabled") == "true"
    assert posts == ["/accept"]
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert button.get_attribute("aria-disabled") is None
    button.click()
    assert posts == ["/accept", "/accept"]


def test_without_script_forms_are_sent_all_the_same(open_page: Open, posts: list[str]) -> None:
    page = open_page(script=False)
    assert not page.locator("[data-switch]").first.is_visible()
    page.locator("#go").click()
    assert posts == ["/live"]


def test_a_part_is_swapped_and_its_news_is_said(open_page: Open, posts: list[str]) -> None:
    page = open_page()
    page.locator("#go").click()
    page.locator("#part >> text=新しい部分").wait_for()
    assert page.locator("[role=status]").inner_text() == "保存しました。"
    assert page.evaluate("document.activeElement.id") == "go"
    until(page, "!document.querySelector('#live').hasAttribute('data-sent')")
    page.locator("#go").click()
    assert page.url == f"{SITE}/x" and posts == ["/live", "/live"]


def test_unsent_text_comes_back_and_goes_when_sent(open_page: Open) -> None:
    page = open_page()
    page.locator("textarea").fill("書きかけ")
    until(page, KEPT)
    again = open_page()
    assert again.locator("textarea").input_value() == "書きかけ"
    again.locator("#comment button.small").click()
    assert open_page().locator("textarea").input_value() == ""


def test_what_is_sent_without_a_connection_comes_back(open_page: Open) -> None:
    page = open_page()
    page.locator("textarea").fill("書きかけ")
    page.context.set_offline(True)
    page.locator("#comment button.small").click()
    page.context.set_offline(False)
    assert open_page().locator("textarea").input_value() == "書きかけ"


def test_switched_off_nothing_is_kept(open_page: Open) -> None:
    page = open_page()
    page.locator("textarea").fill("書きかけ")
    until(page, KEPT)
    page.locator("[data-switch=drafts]").click()
    assert page.locator("[data-switch=drafts]").get_attribute("aria-pressed") == "false"
    assert open_page().locator("textarea").input_value() == ""


def test_signing_out_forgets_every_draft(open_page: Open) -> None:
    page = open_page()
    page.locator("textarea").fill("書きかけ")
    until(page, KEPT)
    page.locator("details.pop >> nth=0").click()
    page.locator("[data-forget-drafts] button").click()
    until(page, f"!({KEPT})")


def test_the_slash_goes_to_the_search_unless_one_types_or_switched_it_off(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.locator("textarea").press("/")
    assert page.locator("textarea").input_value() == "/"
    page.locator("[data-switch=keys]").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "search"


def test_selected_words_are_quoted_as_they_will_read(open_page: Open) -> None:
    page = open_page()
    page.evaluate("""() => {
      const same = document.querySelector('ins').nextSibling;
      const range = document.createRange();
      range.setStart(document.querySelector('ins').lastChild, 2);
      range.setEnd(same, 1);
      getSelection().addRange(range);
      document.dispatchEvent(new PointerEvent('pointerup'));
    }""")
    page.locator("[data-anchor-note]").wait_for()
    fields = {
        name: page.locator(f"[name={name}]").input_value()
        for name in ("block", "quote", "prefix", "suffix")
    }
    assert fields == {
        "block": "p1", "quote": "演算処理性能が", "prefix": "集積回路のうち、総合",
        "suffix": "４，８００以上のもの",
    }
    assert "「演算処理性能が」へのコメント" in page.locator("[data-anchor-note]").inner_text()
    page.locator("[data-anchor-forget]").click()
    assert page.locator("[name=quote]").input_value() == ""


def test_escape_closes_a_menu_and_gives_the_focus_back(open_page: Open) -> None:
    page = open_page()
    page.locator("details.pop >> nth=0 >> summary").click()
    page.keyboard.press("Escape")
    assert page.locator("details.pop[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
