"""Whose turn it is: on the first page, and on the card of the request."""

import pytest

from gate_builder import approved, consented, finished, opened, read, released
from proposals.stages import State
from request_builder import numbered
from world import World, says

PARTS = ("volunteer", "representative", "second", "secretary", "officer", "releaser", "chair")
GATE = {
    "匿名化確認を始める", "匿名化を確認する", "提出文を承認する", "要望書を提出する",
    "経済産業省の質問に答える",
}  # fmt: skip


def waiting(world: World) -> dict[str, list[str]]:
    """What of the gate waits for whom, those with nothing left out."""
    found = {
        who: [one["what"] for one in read(world, who, "/")["waiting"] if one["what"] in GATE]
        for who in PARTS
    }
    return {who: what for who, what in found.items() if what}


def test_an_anonymous_request_waits_for_the_officer(world: World) -> None:
    approved(world)
    assert waiting(world) == {"officer": ["匿名化確認を始める"]}


def test_a_named_one_waits_for_any_secretary(world: World) -> None:
    approved(world, anonymity="none")
    assert waiting(world) == {
        "officer": ["匿名化確認を始める"], "secretary": ["匿名化確認を始める"],
        "releaser": ["匿名化確認を始める"],
    }  # fmt: skip


def test_a_review_waits_for_the_officer(world: World) -> None:
    opened(world, approved(world))
    assert waiting(world) == {"officer": ["匿名化を確認する"]}


def test_consent_waits_for_the_representative_alone(world: World) -> None:
    finished(world, approved(world))
    assert waiting(world) == {"representative": ["提出文を承認する"]}


def test_release_waits_for_somebody_who_did_not_review(world: World) -> None:
    consented(world, approved(world))
    assert waiting(world) == {"releaser": ["要望書を提出する"]}


def test_nothing_waits_once_it_has_left_or_was_withdrawn(world: World) -> None:
    released(world, consented(world, approved(world)))
    request_id = approved(world, title_ja="別件")
    finished(world, request_id)
    world.as_("volunteer").post(f"/requests/{request_id}/moves/withdraw", note="状況が変わった")
    assert waiting(world) == {}


def test_the_card_says_where_the_text_stands(world: World) -> None:
    request_id = approved(world)

    def card() -> str:
        return says(world.as_("second").get(f"/requests/{request_id}"))

    assert "事務局が匿名化確認を始めるのを待っています。" in card()
    review_id = finished(world, request_id)
    assert "要望者の承認を待っています。" in card()
    world.as_("representative").post(
        f"/reviews/{review_id}/consent",
        package_hash=read(world, "representative", f"/reviews/{review_id}/consent")["package_hash"],
    )
    assert "提出責任者による提出を待っています。" in card()
    released(world, review_id)
    assert "8安セ調(提)第1号" in card()


def test_the_card_leads_each_to_their_own_page(world: World) -> None:
    request_id = approved(world)
    review_id = finished(world, request_id)

    def leads(who: str, path: str) -> bool:
        return f'href="{path}"' in world.as_(who).get(f"/requests/{request_id}").text

    assert leads("officer", f"/reviews/{review_id}")
    assert leads("volunteer", f"/reviews/{review_id}/consent")
    assert not leads("second", f"/reviews/{review_id}")
    assert not leads("volunteer", f"/reviews/{review_id}")


@pytest.mark.databases("sqlite")
def test_an_anonymous_ballot_leaves_the_releasing_officer_a_home(world: World) -> None:
    """What they may not find is passed over, and hides nothing else."""
    hidden = numbered(world, "volunteer", State.RECONCILING, anonymity="authority")
    open_one = numbered(world, "second", State.RECONCILING)
    chair = world.as_("chair")
    ballots = []
    for request_id in (hidden, open_one):
        asked = {"closes": "2027-03-31", "no_meeting": "会議を開く機会がない。"}
        answer = chair.api(f"/requests/{request_id}/ballot", asked)
        assert answer.status_code == 201, answer.text
        ballots.append(answer.json()["id"])
    releaser = world.as_("releaser")
    assert releaser.get("/").status_code == 200
    listed = releaser.api("/ballots").json()["ballots"]
    assert [one["id"] for one in listed] == ballots[1:]
    assert len(chair.api("/ballots").json()["ballots"]) == 2
