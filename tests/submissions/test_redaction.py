"""Each page in each stage, read by each role: the hidden company is told to nobody but its own."""

import pytest

from gate_builder import approved, consent, consented, decided, finished, opened, read, released
from submissions.delivery import deliver_pending
from submissions.models import Review
from submissions.reviews.actions import finish
from world import PEOPLE, World, says

OWN = {"volunteer", "representative"}
NEVER_COMES = {"meti_attendee"}
SILENT = {  # a request hidden from members too tells nobody in its own text
    "title_ja": "様式の統一", "title_en": "One form", "problem": "様式が窓口ごとに異なる。",
    "reason": "同じことを幾度も書く。",
}  # fmt: skip
TELLING = ("青葉精工", "Aoba", "あおば", "石橋", "ishibashi", "青木", "長野")


def paths(world: World, request_id: str, review_id: str) -> list[str]:
    found = ["/submissions", "/reviews", "/releases", f"/reviews/{review_id}",
             f"/reviews/{review_id}/consent", f"/requests/{request_id}"]  # fmt: skip
    letters = read(world, "second", "/submissions")["letters"]
    return found + [f"/submissions/{one['id']}" for one in letters]


@pytest.mark.parametrize("stage", [opened, finished, consented, "released"])
def test_no_page_of_the_gate_tells_who_asks(world: World, stage) -> None:
    request_id = approved(world, anonymity="members", **SILENT)
    if stage == "released":
        review_id = consented(world, request_id)
        released(world, review_id)
        deliver_pending(world.main, world.release, world.clock)
    else:
        review_id = stage(world, request_id)
    for who in sorted(set(PEOPLE) - OWN - NEVER_COMES):
        client = world.as_(who)
        for path in paths(world, request_id, review_id):
            for answer in (client.get(path), client.api(path)):
                shown = answer.text.replace(client.csrf, "")
                assert not [one for one in TELLING if one in shown], (who, path)
                ids = (world.companies["aoba"], *(world.people[one] for one in OWN))
                assert not [one for one in ids if one in shown], (who, path)


def test_its_own_people_read_their_own_side(world: World) -> None:
    request_id = approved(world, anonymity="members", **SILENT)
    review_id = finished(world, request_id)
    for who in sorted(OWN):
        assert world.as_(who).get(f"/reviews/{review_id}/consent").status_code == 200
        assert f"/reviews/{review_id}/consent" in world.as_(who).get(f"/requests/{request_id}").text
    for who in ("second", "officer", "releaser"):
        page = world.as_(who).get(f"/requests/{request_id}")
        assert f"/reviews/{review_id}/consent" not in page.text


def test_a_person_of_the_ministry_reads_none_of_it(world: World) -> None:
    request_id = approved(world, anonymity="members", **SILENT)
    review_id = finished(world, request_id)
    for path in paths(world, request_id, review_id):
        answer = world.as_("meti_attendee").get(path)
        assert answer.status_code in (303, 404), path
        assert "様式の統一" not in answer.text


def test_members_read_the_letter_and_the_officers_pages_stay_shut(world: World) -> None:
    request_id = approved(world, anonymity="members", **SILENT)
    review_id = consented(world, request_id)
    letter_id = released(world, review_id)
    for who in ("second", "chair", "adviser", "observer", "secondee"):
        client = world.as_(who)
        page = says(client.get(f"/submissions/{letter_id}"))
        assert "様式の統一" in page and "ある会員企業" in page
        assert client.get("/releases").status_code == 404
        assert client.get(f"/reviews/{review_id}").status_code == 404


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_page_is_drawn_in_both_languages(world: World, lang: str) -> None:
    request_id = approved(world)
    review_id = finished(world, request_id)
    named = consented(world, approved(world, anonymity="none", title_ja="別件"))
    drawn = {
        "officer": ["/reviews", f"/reviews/{review_id}", f"/requests/{request_id}"],
        "representative": [f"/reviews/{review_id}/consent"],
        "releaser": ["/releases", "/submissions"],
    }
    for who, found in drawn.items():
        for path in found:
            answer = world.as_(who).get(f"{path}?lang={lang}")
            assert answer.status_code == 200, (path, says(answer))
    letter_id = released(world, named)
    assert world.as_("second").get(f"/submissions/{letter_id}?lang={lang}").status_code == 200


def test_whoever_releases_finds_no_anonymous_request_anywhere(sqlite_world: World) -> None:
    world = sqlite_world
    hidden = approved(world, title_ja="青葉精工の件", problem="青葉精工の長野第二工場の例。")
    named = approved(world, "fourth", anonymity="none", title_ja="名を出す件")
    world.as_("second").post(
        f"/requests/{hidden}/comments", text="青葉精工の例に賛成。", kind="general"
    )
    for review_id in (opened(world, hidden), None):
        releaser = world.as_("releaser")
        never = releaser.get(f"/requests/{'a' * 16}")
        for path in (f"/requests/{hidden}", f"/requests/{hidden}/versions/1"):
            answer = releaser.get(path)
            assert (answer.status_code, len(answer.text)) == (404, len(never.text)), path
        for path in ("/", "/requests", "/reviews", "/releases", "/departures", "/submissions",
                     "/ballots", "/rounds"):
            assert "青葉" not in releaser.get(path).text, path
        for word in ("青葉精工", "長野第二"):
            assert hidden not in releaser.api(f"/search?q={word}").text
        assert releaser.get(f"/requests/{named}").status_code == 200
        assert world.as_("secretary").get(f"/requests/{hidden}").status_code == 200
        assert hidden in world.as_("secretary").api("/search?q=長野第二").text
        if review_id:
            decided(world, review_id)
            with world.work("officer") as work:
                finish(work, work.db.get_one(Review, review_id))
            assert consent(world, review_id).status_code == 200
