"""An objection from a concern to a minority opinion, a straw poll, and a certificate that is
verified, played by people at their browsers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from deliberation_builder import consulted, position, reconciled
from goi.certificates import verify
from proposals.deliberation.stages import CRITERIA
from proposals.models import Version
from stage import Stage, id_in

pytestmark = [pytest.mark.ui, pytest.mark.slow]


def form_of(page, act: str) -> str:
    return str(page.locator(f"form[id^='{act}-']").first.get_attribute("id"))


def play(stage: Stage) -> None:
    world = stage.world
    request_id = consulted(world)
    for name in ("third", "fourth", "chair"):
        position(world, name, request_id, "support")
    position(world, "second", request_id, "object", reason="範囲が広すぎる。")
    reconciled(world, request_id)
    path = f"/requests/{request_id}"

    page = stage.open("chair", path)
    stage.submit(page, "open_straw_poll", closes="2026-12-01")
    page = stage.open("second", path)
    stage.submit(page, form_of(page, "answer_straw_poll"), choice="cannot_live",
                 reason="対象の定義がない。")  # fmt: skip

    stage.submit(
        page, "raise_objection", gravity="cannot_live", clause="要望内容の(1)", section="request",
        quote="基準額を引き上げる", ground="対象となる貨物の定義がない。",
        remedy="対象を別表の項で示すこと。",
    )  # fmt: skip
    page = stage.open("volunteer", path)
    stage.submit(page, form_of(page, "answer_objection"), answer="別紙で示す。")
    page = stage.open("second", path)
    stage.submit(page, form_of(page, "reopen_objection"), reason="別紙は提出されない。")
    page = stage.open("chair", path)
    stage.submit(page, form_of(page, "answer_objection"), answer="別紙も提出する。")
    stage.submit(page, form_of(page, "end_objection"), step="sustain", criteria=list(CRITERIA),
                 reason="論点への反対が続いている。")  # fmt: skip
    stage.look(page, "sustained")
    page = stage.open("second", path)
    stage.submit(page, "give_opinion", text="対象の定義がないまま要望すべきではない。")
    stage.look(page, "minority-opinion")

    page = stage.open("chair", path)
    stage.submit(page, "move-call_consensus")
    stage.submit(page, "record_consensus", outcome="rough", statement="第1版で要望する。",
                 weighed="定義の要否と負担の軽減を比べた。")  # fmt: skip
    stage.look(page, "recorded")
    page.locator("a[href*='/certificates/']").first.click()
    expect(page.locator("p.note.ok")).to_be_visible()
    expect(page.get_by_text("対象の定義がないまま要望すべきではない。")).to_be_visible()
    stage.look(page, "certificate")
    certificate_id = id_in(page)
    lines, sound = verify(world.main, certificate_id)
    assert sound and certificate_id in lines[0]

    with world.work() as work:
        version = work.db.exec(select(Version)).one()
        version.sections = version.sections | {"request": "(1) 何も求めない。"}
        work.db.add(version)
    page = stage.open("third", f"/certificates/{certificate_id}")
    expect(page.get_by_text("text.sections.request")).to_be_visible()
    assert not verify(world.main, certificate_id)[1]
    assert not stage.faults, stage.faults
    assert not stage.violations, "\n".join(stage.violations)


def test_in_japanese(stage: Callable[..., Stage]) -> None:
    play(stage(name="consensus-ja"))


def test_in_english_without_script(stage: Callable[..., Stage]) -> None:
    play(stage(lang="en", script=False, name="consensus-en"))
