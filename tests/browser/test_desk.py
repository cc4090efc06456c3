"""METI's desk in the browser: an official answers point by point with a ready wording, by keyboard
where that is quicker, and asks back; axe looks at every page, wide and narrow."""

from collections.abc import Callable

import pytest

from letter_builder import a_letter, a_section
from ministry.models import ReplyTemplate
from stage import Stage
from submissions.release_store import Official

pytestmark = [pytest.mark.ui, pytest.mark.slow]

WORDING = "論点{論点}については、{所属}において引き続き検討します。"


def test_an_official_answers_with_a_wording_and_asks_back(
    stage: Callable[..., Stage]
) -> None:
    at = stage(name="desk")
    world = at.world
    ids = a_letter(world, 申請書類の簡素化=["様式をまとめる。", "添付を減らす。"], 別件=["甲。"])
    section = a_section(world)
    with world.release.writing() as db:
        row = db.get_one(Official, world.officials["official"])
        row.administrator, row.section_id = True, section
        db.add(
            ReplyTemplate(id=world.chance.id("t"), name="引き続き検討", outcome="under_study",
                          text_ja=WORDING)
        )  # fmt: skip

    page = at.open("official", "/", shot="received")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "申請書類の簡素化"
    with page.expect_navigation():
        page.get_by_role("button", name="受領を確認する").click()

    page.get_by_text("回答を書く").first.click()
    with page.expect_navigation():
        page.get_by_role("link", name="引き続き検討").first.click()
    at.look(page, "begun-with-a-wording")
    text = page.locator("form[id^='reply-'] textarea[name='text']").first
    assert text.input_value() == "論点1については、安全保障貿易管理課において引き続き検討します。"
    assert page.locator("input[value='under_study']").first.is_checked()
    text.press("End")
    text.press_sequentially("(令和9年度まで)")
    with page.expect_navigation():
        text.press("Control+Enter")
    second = page.locator("#points > ol > li").nth(1)
    assert second.locator("textarea[name='text']").is_visible()  # the next point is open
    second.locator("input[value='adopted']").check()
    second.locator("textarea[name='text']").fill("添付書類を減らします。")
    with page.expect_navigation():
        second.locator("button.btn").last.click()
    assert "すべての論点に回答しました。" in page.locator("#status").inner_text()

    page.locator("form#ask textarea").fill("月に何件の申請がありますか。")
    with page.expect_navigation():
        page.locator("form#ask button.btn").last.click()
    at.look(page, "answered-and-asked")
    assert page.locator("#questions").get_by_text("月に何件の申請がありますか。").is_visible()
    page.locator("body").press("n")
    page.wait_for_url(f"**/items/{ids['別件']}")
    for path, shot in (("/templates", "wordings"), ("/officials", "officials"),
                       ("/help", "help")):  # fmt: skip
        at.open("official", path, shot=shot)
    assert not at.faults, at.faults
    assert not at.violations, "\n".join(at.violations)
