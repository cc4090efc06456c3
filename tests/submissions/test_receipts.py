"""The receipt of authorship: told once, kept nowhere, and checked by anybody without us."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from foundation.chance import SeededChance
from gate_builder import approved, consent, finished, read, released, row
from goi import cli
from submissions import receipts, verify_authorship
from submissions.delivery import deliver_pending
from submissions.package import Circumstances, ReleasedItem, digest, package
from submissions.release_store import Item
from submissions.verify_authorship import faults_of
from world import World, says


def an_item() -> ReleasedItem:
    text = {"title_ja": "基準額の見直し", "request": "(1) 改める。"}
    return package(text, Circumstances("委員会", "Committee", "operation", "new", "", ()))


def a_receipt() -> dict:
    item = an_item()
    drawn = receipts.draw(SeededChance("receipt"), item.model_dump(mode="json"), digest(item))
    return json.loads(drawn.written())


def test_a_receipt_holds_and_every_change_shows() -> None:
    good = a_receipt()
    assert faults_of(good, {good["commitment"], "0" * 64}, good["commitment"]) == []
    other = "1" * 64
    changed = {
        "the text": good | {"text": good["text"] | {"title_ja": "別の件名"}},
        "the hash": good | {"text_hash": other},
        "the number": good | {"nonce": other},
        "the commitment": good | {"commitment": other},
        "the form": good | {"format": "goi-authorship-2"},
        "no number": {name: good[name] for name in good if name != "nonce"},
        "a short number": good | {"nonce": "12"},
    }
    for what, receipt in changed.items():
        assert faults_of(receipt), what
    assert faults_of(good, {other}) and faults_of(good, None, other)


def test_the_same_text_has_another_commitment_each_time() -> None:
    chance, item = SeededChance("receipt"), an_item()
    made = {receipts.draw(chance, {}, digest(item)).commitment for _ in range(50)}
    assert len(made) == 50


def test_the_program_needs_no_more_than_python(tmp_path: Path) -> None:
    file, letter = tmp_path / "receipt.json", tmp_path / "letter.json"
    good = a_receipt()
    file.write_text(json.dumps(good), "utf-8")
    letter.write_text(json.dumps({"items": [{"commitment": good["commitment"]}]}), "utf-8")
    program = [sys.executable, "-I", "-S", verify_authorship.__file__, str(file)]
    sound = subprocess.run([*program, "--letter", str(letter)], capture_output=True, text=True)
    assert (sound.returncode, good["commitment"] in sound.stdout) == (0, True)
    other = subprocess.run([*program, "--commitment", "0" * 64], capture_output=True, text=True)
    assert other.returncode == 1 and "another one" in other.stdout
    assert cli.main(["verify", "authorship", str(file)]) == 0
    assert cli.main(["verify", "authorship", str(tmp_path / "nothing")]) == 1


@pytest.mark.parametrize("anonymity", ["authority", "none"])
def test_the_company_alone_gets_it_once_and_it_opens_what_the_ministry_has(
    sqlite_world: World, anonymity: str
) -> None:
    world = sqlite_world
    review_id = finished(world, approved(world, anonymity=anonymity))
    path = f"/reviews/{review_id}/consent"
    assert world.as_("representative").get(f"{path}/receipt").status_code == 404, "not yet"
    shown = {"package_hash": row(world, review_id).package_hash}
    answer = world.as_("representative").api(path, shown)
    told = answer.json()
    assert answer.headers["cache-control"] == "no-store"
    receipt = json.loads(told["receipt"])
    assert receipt["nonce"] == told["nonce"] and len(told["nonce"]) == 64

    for who in ("representative", "volunteer"):
        again = read(world, who, f"{path}/receipt")
        assert (again["receipt"], again["nonce"]) == ("", "")
        assert again["commitment"] == receipt["commitment"]
    for who in ("officer", "releaser", "second"):
        assert world.as_(who).get(f"{path}/receipt").status_code == 404
    released(world, review_id)
    deliver_pending(world.main, world.release, world.clock)
    for store in (world.main, world.release):
        store.engine.dispose()
    kept = [file for file in Path(world.settings.data_dir).rglob("*") if file.is_file()]
    assert not [file for file in kept if told["nonce"].encode() in file.read_bytes()]

    with world.release.reading() as db:
        from sqlmodel import select

        item = db.exec(select(Item)).one()
    assert faults_of(receipt, {item.commitment}) == []
    desk = world.at_desk()
    assert read_item(desk, item.id)["commitment"] == receipt["commitment"]
    assert receipt["commitment"] in says(desk.get(f"/items/{item.id}"))


def test_a_consent_given_anew_makes_the_receipt_of_before_void(sqlite_world: World) -> None:
    world = sqlite_world
    review_id = finished(world, approved(world))
    consent(world, review_id)
    first = row(world, review_id).commitment
    world.as_("representative").post(f"/reviews/{review_id}/consent/withdraw")
    assert row(world, review_id).commitment == ""
    page = consent(world, review_id)
    assert row(world, review_id).commitment not in ("", first)
    assert row(world, review_id).commitment in says(page) and "今だけ表示" in says(page)
    assert 'download="receipt-' in page.text


def read_item(desk, item_id: str) -> dict:
    return desk.api(f"/items/{item_id}").json()
