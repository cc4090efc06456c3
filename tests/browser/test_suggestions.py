"""Words selected, suggested and taken in; a comment that outlives three revisions."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from proposals.deliberation.consulting import open_consultation
from proposals.drafting import actions
from proposals.drafting.moving import make_move
from proposals.drafting.wording import Filing, Words
from proposals.queries import seen
from request_builder import WORDS
from stage import Stage
from world import World

pytestmark = pytest.mark.ui

_SELECT = """(block, words) => {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    block.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
    return;
  }
  throw new Error(`no ${words} here`);
}"""


def consulted(world: World, **words: str) -> str:
    """A request on which a round is open; its id."""
    with world.work("volunteer") as work:
        filing = Filing(world.bodies["licensing"], "operation", "new", "B", "none")
        request_id = actions.create(work, filing, Words.of({**WORDS, **words})).id
    with world.work("volunteer") as work:
        make_move(work, seen(work, request_id), "submit", "")
    with world.work("secretary") as work:
        open_consultation(work, seen(work, request_id), date(2026, 12, 10))
    return request_id


def reconciled(world: World, request_id: str) -> None:
    with world.work("chair") as work:
        make_move(work, seen(work, request_id), "close_consultation", "")


def revised(world: World, request_id: str, base: int, **words: str) -> None:
    with world.work("volunteer") as work:
        text = Words.of({**WORDS, **words})
        actions.revise(work, seen(work, request_id), text, base, "表現を直した")


def select(page: Page, block: str, words: str) -> None:
    page.locator(f"[data-anchor-block='{block}']").evaluate(_SELECT, words)


def test_a_suggestion_is_made_on_selected_words_and_accepted(
    stage: Callable[..., Stage]
) -> None:
    at = stage(name="suggestion")
    request = consulted(at.world)
    path = f"/requests/{request}/suggestions"
    page = at.open("second", f"/requests/{request}")
    select(page, "request", "引き上げる")
    form = page.locator("form#suggest")
    expect(form.locator("[name=quote]")).to_have_value("引き上げる")
    expect(form.locator("[name=block]")).to_have_value("b2")
    expect(form.locator("[name=replacement]")).to_have_value("引き上げる")
    page = at.submit(page, "suggest", replacement="百万円に引き上げる", reason="実勢に合わせる。")
    expect(page.locator("#b2 ins")).to_contain_text("百万円に")

    # The words a comment proposes become a suggestion with one press, and each leads to the other.
    page = at.open("third", f"/requests/{request}")
    select(page, "reason", "物価と為替")
    at.submit(page, "comment", kind="technical", text="為替は別に扱う。", proposed="物価")
    with page.expect_navigation():
        page.locator("form[id^='take_up_comment'] button").click()
    expect(page.locator("#suggestion-2 del").first).to_contain_text("と為替")
    page.locator("#suggestion-2 a[href*='#comment-']").click()
    page.locator("#comment-1 a[href*='#suggestion-2']").click()
    expect(page.locator("#suggestion-2")).to_contain_text("江川 翠")
    at.look(page, "suggestions-of-two")
    reconciled(at.world, request)
    page = at.open("volunteer", path, "suggestions")
    page.locator("#suggestion-1 input[name=chosen]").check()
    page = at.submit(page, "merge_suggestions")
    expect(page.locator("#suggestion-1")).to_contain_text("反映")
    page = at.open("third", f"/requests/{request}")
    expect(page.locator("#b2")).to_contain_text("基準額を百万円に引き上げる。")

    # The redline leads from a block to what is said of it.
    page = at.open("third", f"/requests/{request}?view=redline", "redline")
    expect(page.locator("#b2 ins")).to_contain_text("百万円に")
    page.locator("#b3 a[href='#comment-1']").click()
    expect(page.locator("#comment-1")).to_be_in_viewport()
    assert not at.faults and not at.violations, (at.faults, at.violations)


def test_a_comment_outlives_three_revisions(
    stage: Callable[..., Stage]
) -> None:
    at = stage(name="outliving")
    request = consulted(at.world, problem="一つ目の段落。\n\n基準額が長く変わっていない。")
    path = f"/requests/{request}"
    page = at.open("second", path)
    select(page, "problem", "基準額が長く変わって")
    at.submit(page, "comment", kind="technical", text="何年からかを示してほしい。")
    reconciled(at.world, request)
    thread = "#comment-1"

    # Its block is edited and moved: the words stand where they went.
    moved = "なお、基準額が長く変わっていない。\n\n一つ目の段落。"
    revised(at.world, request, 1, problem=moved)
    page = at.open("third", path)
    expect(page.locator(thread)).to_contain_text("基準額が長く変わって")
    expect(page.locator("#place-1")).to_have_text("基準額が長く変わって")
    # The words change: what stands there now is told.
    revised(at.world, request, 2, problem=moved.replace("長く", "三十年"))
    page = at.open("third", path)
    expect(page.locator(thread)).to_contain_text("語句が変わりました")
    expect(page.locator(thread)).to_contain_text("基準額が三十年変わって")
    # They go: the comment stays, with the words it quoted.
    revised(at.world, request, 3, problem="一つ目の段落。")
    page = at.open("third", path, "comment-gone")
    expect(page.locator(thread)).to_contain_text("語句がなくなりました")
    expect(page.locator(thread)).to_contain_text("基準額が長く変わって")
    expect(page.locator(thread)).to_contain_text("何年からかを示してほしい。")
    assert not at.faults and not at.violations
