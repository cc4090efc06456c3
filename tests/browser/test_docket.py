"""A request that was refused is asked again: the reasons come along, the chain shows both, and the
search finds them; axe looks at every page, wide and narrow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from gate_builder import consented, released
from proposals.finding import refile
from proposals.models import PointReply, Request
from proposals.stages import State
from request_builder import numbered
from stage import Stage, id_in

pytestmark = [pytest.mark.ui, pytest.mark.slow]

REASON = "国際的な枠組みとの均衡を欠くため"
TEXT = {
    "title_ja": "検知器の規制文言の見直し", "legal_references": "貨物等省令第2条第2項第11号",
    "problem": "許可の負担がある。", "request": "(1) 文言を合わせること。(2) 用語を定めること。",
}  # fmt: skip


def refused(stage: Stage) -> str:
    """A request whose second point was refused; its id."""
    world = stage.world
    request_id = numbered(world, state=State.APPROVED, anonymity="authority", **TEXT)
    released(world, consented(world, request_id))
    with world.work() as work:
        request = work.db.get_one(Request, request_id)
        request.state = State.PARTIALLY_ADOPTED.value
        refile(work, request)
        for point, outcome, reason in ((1, "adopted", ""), (2, "not_adopted", REASON)):
            work.db.add(
                PointReply(
                    id=work.id("point_reply"), request_id=request_id, point=point, asked="",
                    outcome=outcome, text="回答", reason=reason, replied_day="2026-12-10",
                )
            )  # fmt: skip
    return request_id


def test_a_refused_request_is_asked_again(stage: Callable[..., Stage]) -> None:
    at = stage(name="docket")
    first = refused(at)

    page = at.open("second", f"/requests/{first}")
    page.locator("#docket a.btn").click()
    page.wait_for_url("**/chain#repeat")
    at.look(page, "chain")
    at.submit(page, "repeat", anonymity="none")
    draft = id_in(page)
    expect(page.locator("[name=request]")).to_have_value("用語を定めること。")
    assert REASON in page.locator("[name=reason]").input_value()
    expect(page.locator("#memory")).to_contain_text(REASON)
    at.look(page, "draft")

    page = at.open("second", f"/requests/{draft}/chain")
    lanes = page.locator(".lanes tbody tr")
    expect(lanes).to_have_count(2)
    assert "一部採用" in (lanes.first.locator("svg").get_attribute("aria-label") or "")
    expect(page.locator("#events")).to_contain_text(REASON)

    page = at.open("second", "/search?q=検知器")
    page.locator("#filters summary").click()
    page.locator("#filter-state").select_option("partially_adopted")
    page.locator("form.seek button.btn").first.click()
    expect(page.locator("#results .hit a")).to_have_count(1)
    at.look(page, "search")
    at.open("second", "/figures?by=sector", shot="figures")
    assert not at.faults, at.faults
    assert not at.violations, "\n".join(at.violations)
