"""A round in the browser, from its invitation to results with cells left out; axe looks at every
page, wide and narrow, and nothing needs script."""

from collections.abc import Callable

import pytest

from round_builder import SCALE
from stage import Stage, id_in

pytestmark = [pytest.mark.ui, pytest.mark.slow]

SAID = {"representative": "2", "second": "1", "third": "2", "fourth": "-2", "chair": "1"}
LEFT_OUT = {"ja": "伏せた数字", "en": "left out"}


def play(stage: Stage) -> None:
    body = stage.world.bodies["regulations"]
    page = stage.open("secretary", "/rounds/new", shot="new-round")
    stage.submit(
        page, "create_round", title_ja="手続の簡素化について", title_en="Simpler procedures",
        body=body, bodies=[body], silence="abstention", naming="unnamed", readers="nobody",
    )  # fmt: skip
    round_id = id_in(page)
    stage.submit(page, "add_questions", kind="scale", texts="\n".join(SCALE))
    stage.submit(page, "add_questions", kind="text", texts="ご意見を。 | What else?")
    stage.submit(page, "open_round", closes="2026-12-10")
    stage.look(page, "invitation")
    for name, value in SAID.items():
        page = stage.open(name, f"/rounds/{round_id}/room")
        for number in range(3):
            page.locator(f".question >> nth={number}").locator(f"[value='{value}']").check()
        if name == "second":
            stage.look(page, "room")
        with page.expect_navigation():
            page.locator(f"[formaction$='/rounds/{round_id}/room/answer']").click()
    stage.look(page, "answered")
    page = stage.open("secretary", f"/rounds/{round_id}")
    stage.submit(page, "close_round", reason="全社が回答した。")
    stage.work()
    page = stage.open("third", f"/rounds/{round_id}/results", shot="results")
    assert page.locator("#q1 .fill-hidden").count() > 0
    page.locator("#q1 details summary").first.click()
    shown = page.locator("#q1 .left-out")
    assert shown.count() > 0 and LEFT_OUT[stage.lang] in str(shown.first.get_attribute("title"))
    assert not stage.faults, stage.faults
    assert not stage.violations, "\n".join(stage.violations)


def test_in_japanese(stage: Callable[..., Stage]) -> None:
    play(stage(name="rounds-ja"))


def test_in_english_without_script(stage: Callable[..., Stage]) -> None:
    play(stage(lang="en", script=False, name="rounds-en"))
