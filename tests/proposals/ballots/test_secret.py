"""A secret ballot over HTTP, from its opening to the bulletin that anybody can verify: nobody can
stuff it, and nobody can read it."""

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text as sql
from sqlmodel import delete, select

from committees.models import Body
from foundation.columns import canonical
from foundation.journal import JournalEntry
from foundation.texts import texts
from goi import models
from proposals.ballots.models import RollMark, SealedVote, SecretBallot
from proposals.decision_rule import ISO_DIS, JAPANESE_MAJORITY
from proposals.models import Ballot, Request, Vote
from proposals.sealing import verify_standalone
from proposals.stages import State
from request_builder import numbered
from secret_ballot_builder import OPENING, TRUSTEES, VOTERS, SecretStory, number_of, opened
from secret_ballot_builder import with_trustees as trustees
from world import World, says

pytestmark = pytest.mark.databases("sqlite")

SAID = ("for", "for", "for", "against", "abstain")


def voted(world: World, **fields: Any) -> tuple[SecretStory, dict[str, dict[str, str]]]:
    """A ballot in which all five have voted, with their receipts by name."""
    story = opened(world, **fields)
    receipts = {}
    for name, choice in zip(VOTERS, SAID, strict=True):
        answer = story.cast(name, choice)
        assert answer.status_code == 200, answer.text
        receipts[name] = answer.json()
    return story, receipts


def row(world: World, ballot_id: str) -> Ballot:
    with world.main.reading() as db:
        return db.get_one(Ballot, ballot_id)


def faults(story: SecretStory) -> list[str]:
    return list(verify_standalone.faults_of(story.raw()))


def verify(story: SecretStory, tmp_path: Any, *claims: str) -> subprocess.CompletedProcess[str]:
    """The downloaded verifier, by a bare Python, on the downloaded bulletin."""
    program, file = tmp_path / "verify_standalone.py", tmp_path / "bulletin.json"
    answer = story.world.as_("second").get("/ballots/verify_standalone.py")
    program.write_bytes(answer.content)
    file.write_bytes(story.raw())
    command = [sys.executable, "-I", "-S", str(program), str(file), *claims]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.databases("sqlite", "postgres")
def test_from_the_opening_to_the_verified_result(world: World, tmp_path: Any) -> None:
    story, receipts = voted(world)
    assert story.view()["result"] is None and story.view()["voted"] == 5
    the_box_tells_nothing_of_when(world, story)
    with world.main.reading() as db:
        mails = db.connection().execute(
            sql("SELECT params FROM message WHERE text_key = 'mail.secret_ballot_opened'")
        ).all()
    assert mails and all(story.view()["secret"]["opening_hash"] in one[0] for one in mails)
    story.close()
    assert row(world, story.ballot_id).state == "sealed"

    story.open_box()

    result = story.view()["result"]
    assert (result["for_"], result["against"], result["abstain"]) == (3, 1, 1)
    assert story.view()["secret"]["reveals"] == ""
    assert (result["outcome"], result["votes"]) == ("carried", [])
    with world.main.reading() as db:
        assert db.get_one(Request, row(world, story.ballot_id).request_id).state == State.APPROVED
    mine = receipts["fourth"]
    told = verify(
        story, tmp_path, "--receipt", mine["number"], "--number", mine["tracker"],
        "--choice", "against", "--opening", story.view()["secret"]["opening_hash"],
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr
    assert "for=3 no_objection=0 against=1 abstain=1" in told.stdout


def the_box_tells_nothing_of_when(world: World, story: SecretStory) -> None:
    kept = box(world, story)
    assert len({len(one.sealed) for one in kept}) == 1
    assert set(SealedVote.model_fields) == {"ballot_id", "number", "sealed"}
    with world.main.reading() as db:
        if world.main.is_sqlite:
            with pytest.raises(Exception, match="rowid"):
                db.connection().execute(sql("SELECT rowid FROM sealed_vote"))
        else:
            writers = db.connection().execute(sql("SELECT DISTINCT xmin FROM sealed_vote")).all()
            assert len(writers) == 1


@pytest.mark.parametrize("pair", [("third", "chair"), ("officer", "chair")])
def test_any_two_of_the_three_open_it(world: World, pair: tuple[str, str]) -> None:
    story, _ = voted(world)
    story.close()
    story.open_box(*pair)
    assert story.view()["result"]["outcome"] == "carried" and faults(story) == []


def test_who_opens_it_and_when(world: World) -> None:
    """Nobody before the close, nobody but trustees after it, and no trustee alone; the duty waits
    for those whose step it is."""
    story, _ = voted(world)
    duty, nothing = texts("ja").say("waiting.open_box"), [{"statement": {}, "signature": ""}]

    def waiting() -> set[str]:
        return {name for name in (*TRUSTEES, "second") if duty in says(world.as_(name).get("/"))}

    early = story.hand_over("third", nothing)
    assert early.json()["key"] == "ballot.box_not_waiting" and waiting() == set()
    for path in ("bulletin", "bulletin.json"):
        assert world.as_("second").get(f"/ballots/{story.ballot_id}/{path}").status_code == 409

    story.close()
    assert waiting() == {"third", "officer"}
    for name in ("second", "secretary", "administrator", "volunteer"):
        path = f"/ballots/{story.ballot_id}/trustee"
        assert world.as_(name).api(path).status_code == 404, name
        assert story.hand_over(name, nothing).status_code == 409, name

    # A trustee who loses a vote
    steps = honest_mix(story)
    for step in steps:
        step["statement"]["inner"].pop()
        resign(story, "third", step)
    assert story.hand_over("third", steps).status_code == 422

    assert story.step("third").status_code == 200
    assert row(world, story.ballot_id).state == "sealed" and waiting() == {"officer", "chair"}
    # What the first hands on is still sealed to the second
    inner = story.bulletin()["mixed"][0]["statement"]["inner"]
    assert len({len(one) for one in inner}) == 1 and len(inner) == 5
    again = story.hand_over("third", [story.bulletin()["mixed"][0]])
    assert again.status_code == 422

    story.step("officer")
    assert waiting() == set() and faults(story) == []


def test_the_browser_seals_and_the_choice_is_never_sent(world: World, tmp_path: Any) -> None:
    story = opened(world)
    trackers = {name: bytes([number]) * 10 for number, name in enumerate(VOTERS, 1)}
    for (name, tracker), choice in zip(trackers.items(), SAID, strict=True):
        answer = story.cast_sealed(name, choice, tracker)
        assert answer.status_code == 200 and answer.json()["tracker"] == ""
    story.close()
    story.open_box()
    assert story.view()["result"]["for_"] == 3 and faults(story) == []


def test_what_cannot_be_opened_is_struck_and_said(world: World) -> None:
    story = opened(world)
    for name in VOTERS[:4]:
        story.cast(name)
    broken = "A" * len(story.sealed("for", b"t" * 10))
    body = {"sealed": broken, "code": "d" * 32}
    assert world.as_("chair").api(
        f"/ballots/{story.ballot_id}/secret-vote", body
    ).status_code == 200
    story.close()
    story.open_box()
    assert faults(story) == []
    assert row(world, story.ballot_id).result["struck"] == 1


class TestReceipts:
    def test_it_is_shown_once_and_stored_nowhere(self, world: World) -> None:
        story = opened(world)
        seed = story.view()["secret"]["seed"]
        browser, path = world.as_("second"), f"/ballots/{story.ballot_id}"
        page = browser.post(f"{path}/secret-vote", choice="against", seed=seed)
        assert page.status_code == 200
        number = story_number(world, story)
        assert number in page.text and "no-store" in page.headers["cache-control"]
        again = browser.post(f"{path}/secret-vote", choice="against", seed=seed)
        assert number in again.text, "pressed twice, the same vote and the same receipt"
        assert len(box(world, story)) == 1
        assert number not in browser.get(f"{path}/receipt").text

    def test_nothing_in_the_store_ties_company_and_choice(self, world: World) -> None:
        """Every table as text: the receipt's codes and the choice stand nowhere, and the vote's
        number stands in the box alone."""
        story = opened(world)
        mine = story.cast("second", "against").json()
        with world.main.reading() as db:
            tables = {
                name: str(db.connection().execute(sql(f'SELECT * FROM "{name}"')).all())
                for name in models.metadata.tables
            }
        holding = {name for name, rows in tables.items() if mine["number"] in rows}
        assert holding == {"sealed_vote"}
        for secret in (mine["tracker"], mine["code"], mine["signature"]):
            assert not any(secret in rows for rows in tables.values())
        with world.main.reading() as db:
            entries = db.exec(
                select(JournalEntry).where(JournalEntry.verb == "ballot.mark")
            ).all()
            assert [one.after for one in entries] == [{"company": world.companies["mizuho"]}]
            assert db.exec(select(Vote)).all() == []

    def test_the_page_finds_it_after_the_close(self, world: World) -> None:
        story, receipts = voted(world)
        story.close()
        story.open_box()
        path = f"/ballots/{story.ballot_id}/bulletin"
        mine = receipts["second"]
        told = world.as_("outsider").api(f"{path}?find={mine['number']}").json()
        assert told["found_ok"] and len(told["proof"]) in (2, 3)
        by_number = world.as_("third").get(f"{path}?find={mine['tracker'].upper()}")
        assert texts("ja").say("secret.found_opened", {"choice": "賛成"}) in says(by_number)
        lost = world.as_("third").api(f"{path}?find={'0' * 64}").json()
        assert lost["found"] and not lost["found_ok"]
        # Its signature proves that the vote was taken.
        opening = story.bulletin()["opening"]
        said = f"goi-receipt-1 {story.bulletin()['opening_hash']} {mine['number']}"
        key = bytes.fromhex(opening["receipt_key"])
        assert verify_standalone.is_signed(key, said.encode(), mine["signature"])
        assert not verify_standalone.is_signed(key, said.encode() + b"0", mine["signature"])


def test_a_company_replaces_its_own_vote_and_no_other(world: World, tmp_path: Any) -> None:
    story, receipts = voted(world)
    mine, other = receipts["fourth"], receipts["third"]
    for fields in (
        {}, {"replaces": other["number"], "replaces_code": other["code"]},
        {"replaces": mine["number"], "replaces_code": other["code"]},
        {"replaces": other["number"], "replaces_code": mine["code"]},
    ):  # fmt: skip
        answer = story.cast("fourth", "for", **fields)
        assert answer.json()["key"] == "ballot.voted_secretly"
    new = story.cast("fourth", "for", replaces=mine["number"], replaces_code=mine["code"])
    assert new.status_code == 200, new.text
    assert len(box(world, story)) == 5
    story.close()
    story.open_box()
    assert story.view()["result"]["for_"] == 4
    assert story.bulletin()["replaced"] == [mine["number"]]
    told = verify(story, tmp_path, "--receipt", mine["number"])
    assert "replaced by a later one" in told.stdout


def test_32_clicks_at_once_are_one_vote_a_company(world: World) -> None:
    story = opened(world)
    people = ("representative", "volunteer", "second", "second_contributor")
    browsers = [world.as_(people[n % 4]) for n in range(32)]
    together = threading.Barrier(32)

    def press(n: int) -> int:
        together.wait()
        body = {"choice": SAID[n % 5], "seed": f"{n:064x}"}
        return browsers[n].api(f"/ballots/{story.ballot_id}/secret-vote", body).status_code

    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(press, range(32)))
    assert answers.count(200) == 2 and set(answers) <= {200, 409, 503}
    with world.main.reading() as db:
        marks = db.exec(select(RollMark.company_id)).all()
    assert sorted(marks) == sorted(world.companies[key] for key in ("aoba", "mizuho"))
    assert len(box(world, story)) == 2


class TestAnOperatorWhoCheats:
    """With all rights over the store, and all hashes made anew by the program itself."""

    def test_a_vote_added_to_the_box(self, world: World, tmp_path: Any) -> None:
        story, _ = voted(world)
        extra = story.sealed("for", b"stuffing!!")
        with world.work() as work:
            work.db.add(
                SealedVote(ballot_id=story.ballot_id, number=number_of(extra), sealed=extra)
            )
        story.close()
        told = verify(story, tmp_path)
        assert told.returncode == 1
        assert "6 votes are in the box, but 5 companies voted" in told.stdout
        page = world.as_("second").get(f"/ballots/{story.ballot_id}/bulletin")
        assert texts("ja").say("secret.fits_not") in says(page)
        # Who presides voids what nobody should open, or nobody can.
        path = f"/ballots/{story.ballot_id}/void"
        answer = world.as_("chair").api(path, {"reason": "立会人が鍵を失った。"})
        assert answer.status_code == 200
        assert row(world, story.ballot_id).result["outcome"] == "void"

    def test_a_vote_added_for_a_silent_company(self, world: World, tmp_path: Any) -> None:
        story = opened(world)
        for name in VOTERS[:4]:
            story.cast(name)
        silent, extra = world.companies["shinonome"], story.sealed("for", b"stuffing!!")
        with world.work() as work:
            work.db.add(RollMark(ballot_id=story.ballot_id, company_id=silent, code="x"))
            work.db.add(
                SealedVote(ballot_id=story.ballot_id, number=number_of(extra), sealed=extra)
            )
        story.close()
        told = verify(story, tmp_path, "--silent", silent)
        assert told.returncode == 1 and "listed as having voted" in told.stdout

    def test_a_vote_dropped_with_its_mark(self, world: World, tmp_path: Any) -> None:
        story, receipts = voted(world)
        mine = receipts["fourth"]
        with world.work() as work:
            work.db.exec(delete(SealedVote).where(SealedVote.number == mine["number"]))  # type: ignore[arg-type]
            work.db.exec(
                delete(RollMark).where(RollMark.company_id == world.companies["minato"])  # type: ignore[arg-type]
            )
        story.close()
        story.open_box()
        assert faults(story) == [], "it agrees with itself: the receipt is what tells"
        told = verify(story, tmp_path, "--receipt", mine["number"])
        assert told.returncode == 1 and "dropped or changed" in told.stdout

    def test_a_vote_changed(self, world: World, tmp_path: Any) -> None:
        story, receipts = voted(world)
        mine, other = receipts["fourth"], story.sealed("for", b"exchanged!")
        with world.work() as work:
            kept = work.db.get_one(SealedVote, (story.ballot_id, mine["number"]))
            work.db.delete(kept)
            work.db.flush()
            work.db.add(
                SealedVote(ballot_id=story.ballot_id, number=number_of(other), sealed=other)
            )
        story.close()
        story.open_box()
        told = verify(story, tmp_path, "--receipt", mine["number"])
        assert told.returncode == 1 and "dropped or changed" in told.stdout

    def test_an_opened_vote_changed_or_any_byte_of_the_bulletin(self, world: World) -> None:
        story, _ = voted(world)
        story.close()
        story.open_box()
        raw = story.raw()
        assert verify_standalone.faults_of(raw) == []
        for place in range(len(raw)):
            flipped = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
            assert quick_faults(flipped), f"byte {place} was changed and nobody saw it"
        with world.work() as work:
            secret = work.db.get_one(SecretBallot, story.ballot_id)
            slips = secret.opened["statement"]["slips"]
            flipped = [[number, "for"] for number, _ in slips]
            statement = secret.opened["statement"] | {"slips": flipped}
            secret.opened = secret.opened | {"statement": statement}
            work.db.add(secret)
        assert "the step 'opened' does not carry its trustee's signature" in faults(story)

    def test_an_opening_changed_afterwards(self, world: World, tmp_path: Any) -> None:
        story, _ = voted(world)
        told_at_opening = story.view()["secret"]["opening_hash"]
        story.close()
        with world.main.reading() as db:
            honest = db.get_one(SecretBallot, story.ballot_id).opening
        for changed in (
            {"rule": honest["rule"] | {"min_yes": 4}}, {"question": "別の議題"},
            {"closes_at": "2026-12-31T00:00:00+00:00"}, {"roll": honest["roll"][:-1]},
        ):  # fmt: skip
            with world.work() as work:
                secret = work.db.get_one(SecretBallot, story.ballot_id)
                secret.opening = honest | changed
                work.db.add(secret)
            told = verify(story, tmp_path, "--opening", told_at_opening)
            assert told.returncode == 1, changed


def quick_faults(raw: bytes) -> list[str]:
    """The verifier up to its first fault: signatures are slow and come last."""
    try:
        told = json.loads(raw.decode("utf-8"))
    except ValueError:
        return ["no JSON"]
    if (canonical(told) + "\n").encode() != raw:
        return ["not canonical"]
    rest = {name: value for name, value in told.items() if name != "seal"}
    if verify_standalone.sha(canonical(rest).encode()) != told.get("seal"):
        return ["seal"]
    return list(verify_standalone.faults_of(raw))


def honest_mix(story: SecretStory) -> list[dict[str, Any]]:
    from proposals.sealing import trustee

    return trustee.next_step(story.keys["third"], story.bulletin())


def resign(story: SecretStory, name: str, step: dict[str, Any]) -> None:
    step["signature"] = story.keys[name].signed(canonical(step["statement"]).encode()).hex()


class TestOpening:
    def test_three_trustees_of_three_houses_with_keys(self, world: World) -> None:
        trustees(world, (*TRUSTEES, "releaser"))
        request_id = numbered(world, "second", State.RECONCILING)
        for names, reason in (
            (("third", "officer"), "ballot.three_trustees"),
            (("third", "officer", "releaser"), "ballot.trustees_of_one_house"),
            (("third", "officer", "second"), "ballot.trustee_without_key"),
        ):
            body = {**OPENING, "secrecy": "secret",
                    "trustees": [world.people[name] for name in names]}  # fmt: skip
            answer = world.as_("chair").api(f"/requests/{request_id}/ballot", body)
            assert answer.status_code == 422
            assert answer.json()["errors"][0]["key"] == reason
        unproven = world.as_("third").api("/trustee-key", {"public": "0" * 256})
        assert unproven.json()["errors"][0]["key"] == "trustee.key_not_understood"

    def test_secrecy_is_tightened_and_never_loosened(self, world: World) -> None:
        request_id = numbered(world, "second", State.RECONCILING)
        for rule, secrecy, reason in (
            (ISO_DIS, "secret", "ballot.cannot_be_secret"),
            (JAPANESE_MAJORITY, "open", "ballot.not_so_open"),
            (replace(JAPANESE_MAJORITY, secrecy="secret"), "hidden_until_close",
             "ballot.not_so_open"),
        ):  # fmt: skip
            with world.work() as work:
                body = work.db.get_one(Body, world.bodies["regulations"])
                body.rule = rule.to_json()
                work.db.add(body)
            sent = {**OPENING, "secrecy": secrecy, "reason": "急ぐため"}
            answer = world.as_("chair").api(f"/requests/{request_id}/ballot", sent)
            assert answer.json()["errors"][0]["key"] == reason

    def test_another_rule_gives_its_reason(self, world: World) -> None:
        request_id = numbered(world, "second", State.RECONCILING)
        path, chair = f"/requests/{request_id}/ballot", world.as_("chair")
        refused = chair.api(path, {**OPENING, "preset": "two_thirds"})
        assert refused.json()["errors"][0]["key"] == "ballot.other_rule_needs_reason"
        sent = {**OPENING, "preset": "two_thirds", "reason": "規約の改正を伴うため"}
        ballot_id = chair.api(path, sent).json()["id"]
        assert row(world, ballot_id).rule["majority"]["ratio"] == "2/3"


def test_an_ordinary_vote_in_a_secret_ballot_and_the_other_way(world: World) -> None:
    story = opened(world)
    answer = world.as_("second").api(f"/ballots/{story.ballot_id}/vote", {"choice": "for"})
    assert answer.json()["key"] == "ballot.cast_secretly"
    request_id = numbered(world, "second", State.RECONCILING)
    named = world.as_("chair").api(f"/requests/{request_id}/ballot", OPENING)
    path = f"/ballots/{named.json()['id']}"
    answer = world.as_("second").api(f"{path}/secret-vote", {"choice": "for", "seed": "0" * 64})
    assert answer.status_code == 404
    assert world.as_("second").api(f"{path}/bulletin").status_code == 404


def test_a_proxy_is_cast_after_ones_own(world: World) -> None:
    story = opened(world)
    holder, giver = world.companies["hokuto"], world.companies["minato"]
    path = f"/ballots/{story.ballot_id}/proxy"
    assert world.as_("fourth").api(path, {"holder": holder}).status_code == 201
    early = story.cast("third", "against", company=giver)
    assert early.json()["key"] == "ballot.vote_own_first"
    assert story.cast("third").status_code == 200
    assert story.cast("third", "against", company=giver).status_code == 200
    assert story.view()["voted"] == 2


def test_a_tie_is_broken_after_the_opening(world: World) -> None:
    with world.work() as work:
        body = work.db.get_one(Body, world.bodies["regulations"])
        body.rule = replace(JAPANESE_MAJORITY, tie="chair_casts").to_json()
        work.db.add(body)
    story = opened(world)
    for name, choice in zip(VOTERS, ("for", "for", "against", "against", "abstain"), strict=True):
        story.cast(name, choice)
    story.close()
    story.open_box()
    assert row(world, story.ballot_id).state == "tied" and faults(story) == []
    answer = world.as_("chair").api(f"/ballots/{story.ballot_id}/casting-vote", {"choice": "for"})
    assert answer.status_code == 200
    assert story.view()["result"]["outcome"] == "carried" and faults(story) == []


@pytest.mark.parametrize(
    ("said", "key"),
    [(("for",) * 5, "secret.was_unanimous"), (("for",) * 4 + ("against",), "secret.all_but_one")],
)  # fmt: skip
def test_a_result_that_tells_too_much_says_so(
    world: World, said: tuple[str, ...], key: str
) -> None:
    story = opened(world)
    assert story.view()["secret"]["warning"] == texts("ja").say("secret.few_voters", {"n": 5})
    for name, choice in zip(VOTERS, said, strict=True):
        story.cast(name, choice)
    story.close()
    story.open_box()
    assert story.view()["secret"]["reveals"] == texts("ja").say(key)


def box(world: World, story: SecretStory) -> list[SealedVote]:
    with world.main.reading() as db:
        found = select(SealedVote).where(SealedVote.ballot_id == story.ballot_id)
        return list(db.exec(found).all())


def story_number(world: World, story: SecretStory) -> str:
    return box(world, story)[0].number
