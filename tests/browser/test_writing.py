"""Two people write one draft, each at a browser of their own."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from proposals.stages import State
from request_builder import write_directly
from stage import Stage

pytestmark = pytest.mark.ui

SAYS = {
    "ja": {"open": "接続しています", "away": "接続が切れています", "here": "青木 恵さん"},
    "en": {"open": "Connected", "away": "Connection lost", "here": "Megumi Aoki"},
}


def field(page: Page, name: str):
    return page.locator(f"#revise [name='{name}']")


def text(page: Page, name: str) -> str:
    return str(field(page, name).input_value())


def joined(page: Page, says: dict[str, str]) -> Page:
    expect(page.locator("[data-writing-state]")).to_contain_text(says["open"])
    return page


def caret(page: Page, name: str, at: int) -> None:
    field(page, name).evaluate("(one, at) => { one.focus(); one.setSelectionRange(at, at); }", at)


def compose(page: Page, words: str) -> None:
    """What an input method shows under the caret while it composes."""
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition",
        {"text": words, "selectionStart": len(words), "selectionEnd": len(words)},
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_two_people_write_one_draft(
    stage: Callable[..., Stage], lang: str
) -> None:
    at = stage(lang=lang, name=f"writing-{lang}")
    says = SAYS[lang]
    request = write_directly(at.world, "volunteer", State.DRAFT, "none", number=None).id
    path = f"/requests/{request}/edit"
    one = joined(at.open("volunteer", path), says)
    other = joined(at.open("representative", path), says)
    expect(one.locator("[data-writing-people]")).to_contain_text(says["here"])

    # Both type in one field at once; nothing is lost and each caret stays where it was.
    caret(one, "problem", 0)
    caret(other, "problem", len(text(other, "problem")))
    one.keyboard.type("まず。")
    other.keyboard.type("おわり。")
    expect(field(one, "problem")).to_have_value("まず。基準額が長く変わっていない。おわり。")
    expect(field(other, "problem")).to_have_value("まず。基準額が長く変わっていない。おわり。")
    assert field(one, "problem").evaluate("one => one.selectionStart") == 3
    expect(one.locator("p.writers", has_text=says["here"]).first).to_be_visible()
    at.look(one, "two-people")

    # Undo takes back one's own words and leaves the other's.
    caret(one, "problem", 3)
    one.keyboard.press("Control+z")
    expect(field(other, "problem")).to_have_value("基準額が長く変わっていない。おわり。")

    # While an input method composes, the field is left alone; what came meanwhile follows.
    caret(one, "reason", 0)
    compose(one, "ぶっか")
    caret(other, "reason", len(text(other, "reason")))
    other.keyboard.type("以上。")
    other.wait_for_timeout(600)
    assert text(one, "reason") == "ぶっか物価と為替が変わったため。"
    one.keyboard.insert_text("物価高で")
    expect(field(one, "reason")).to_have_value("物価高で物価と為替が変わったため。以上。")
    expect(field(other, "reason")).to_have_value("物価高で物価と為替が変わったため。以上。")

    # A lost connection is shown, both go on, and it is united when it comes back.
    other.context.set_offline(True)
    expect(other.locator("[data-writing-state]")).to_contain_text(says["away"], timeout=60_000)
    caret(other, "request", 0)
    other.keyboard.type("離れて。")
    caret(one, "request", 0)
    one.keyboard.type("こちらで。")
    at.look(other, "away")
    other.context.set_offline(False)
    both = re.compile("^(離れて。こちらで。|こちらで。離れて。)\\(1\\)")
    for page in (one, other):
        expect(field(page, "request")).to_have_value(both, timeout=30_000)
    assert text(one, "request") == text(other, "request")

    # A version is cut from what stands there, for both.
    at.submit(one, "revise", summary="二人で直した")
    expect(other.locator("[data-writing-cut]")).to_contain_text("2")
    assert "おわり。" in one.content()
    assert not at.faults and not at.violations, (at.faults, at.violations)
