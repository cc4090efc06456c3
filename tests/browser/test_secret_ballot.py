"""A secret ballot in real browsers: keys made by their trustees, votes sealed before they leave,
a receipt found in the bulletin, and a stuffed bulletin caught by the verifier."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from foundation.columns import canonical
from foundation.texts import texts
from goi.cli import main
from proposals.stages import State
from request_builder import write_directly
from secret_ballot_builder import OPENING, SecretStory
from stage import Stage

pytestmark = [
    pytest.mark.ui,
    pytest.mark.skipif(
        not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
        reason="needs Chromium",
    ),
]
PASSPHRASE = "長い合言葉を三つ並べる"


def key_made(stage: Stage, name: str, folder: Path) -> Path:
    """A person makes a key in their browser and keeps the file."""
    page = stage.open(name, "/trustee-key", "trustee-key" if name == "third" else "")
    page.fill("#new-passphrase", PASSPHRASE + "。" * 12)
    with page.expect_download() as saving:
        page.click("[data-new-key] button")
    file = folder / f"{name}.json"
    saving.value.save_as(file)
    with page.expect_navigation():
        page.click("#hand_key button.btn")
    assert page.locator("#now").is_visible()
    return file


def step_taken(stage: Stage, story: SecretStory, name: str, key: Path, shot: str) -> None:
    page = stage.open(name, f"/ballots/{story.ballot_id}/trustee", shot)
    page.set_input_files("#key-file", key)
    page.fill("#passphrase", PASSPHRASE + "。" * 12)
    page.click("[data-trustee-step] button")
    expect(page.locator("#open_box [name=steps]")).not_to_have_value("")
    with page.expect_navigation():
        page.click("#open_box button.btn")


def test_a_receipt_is_found_and_a_stuffed_ballot_is_caught(
    stage: Callable[..., Stage], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on = stage(name="secret")
    keys = {name: key_made(on, name, tmp_path) for name in ("third", "officer", "chair")}
    world = on.world
    request = write_directly(world, "second", State.RECONCILING, "none", number="R08-SYS-001")
    request_id = request.id
    card = on.open("chair", f"/requests/{request_id}")
    on.submit(
        card, "open_ballot", **OPENING, secrecy="secret",
        trustees=[world.people[name] for name in keys],
    )  # fmt: skip
    story = SecretStory(world, card.url.rpartition("/")[2])

    page = on.open("second", f"/ballots/{story.ballot_id}", "ballot")
    sent: list[dict[str, list[str]]] = []
    page.on("request", lambda one: sent.append(parse_qs(one.post_data or "")))
    page.check('[name="choice"][value="against"]')
    with page.expect_navigation():
        page.click("#cast_secret_vote button.btn")
    posted = [one for one in sent if "sealed" in one]
    assert len(posted) == 1 and "choice" not in posted[0] and "seed" not in posted[0]
    on.look(page, "receipt")
    number, tracker = (
        page.locator("dl.codes code").nth(place).inner_text() for place in (0, 1)
    )
    assert re.fullmatch("[0-9a-f]{64}", number) and re.fullmatch("[a-z2-7]{16}", tracker)
    for name in ("representative", "third", "fourth"):
        voter = on.open(name, f"/ballots/{story.ballot_id}")
        voter.check('[name="choice"][value="for"]')
        with voter.expect_navigation():
            voter.click("#cast_secret_vote button.btn")
    story.close()
    for page in on.people.values():  # weeks later everybody signs in anew
        page.context.close()
    on.people.clear()

    step_taken(on, story, "third", keys["third"], "mix")
    step_taken(on, story, "officer", keys["officer"], "open")

    page = on.open("second", f"/ballots/{story.ballot_id}/bulletin?find={number}", "bulletin")
    assert texts("ja").say("secret.found_in_box") in page.inner_text("#found")
    page = on.open("second", f"/ballots/{story.ballot_id}/bulletin?find={tracker}")
    assert "反対" in page.inner_text("#found")
    on.open("second", f"/ballots/{story.ballot_id}", "result")

    file = tmp_path / "bulletin.json"
    file.write_bytes(
        page.request.get(f"{on.origin}/ballots/{story.ballot_id}/bulletin.json").body()
    )
    assert main(["verify", "ballot", str(file), "--receipt", number]) == 0
    told = json.loads(file.read_bytes())
    told["box"] = sorted([*told["box"], "A" * len(told["box"][0])])
    file.write_text(canonical(told) + "\n")
    assert main(["verify", "ballot", str(file)]) == 1
    assert "NO: 5 votes are in the box, but 4 companies voted" in capsys.readouterr().out
    assert on.faults == [] and on.violations == []
