"""The release: by a second hand, in a batch, by lot, and not at all without the three."""

import pytest
from sqlmodel import select

from foundation.journal import JournalEntry, verify
from gate_builder import (
    approved,
    consented,
    decided,
    depart,
    dissent,
    finished,
    opened,
    read,
    release,
    released,
    row,
)
from proposals.models import Request
from submissions.models import Letter, Review
from submissions.stages import Gate
from world import World, says

ASKERS = {"volunteer": "representative", "second": "second", "third": "third"}


def batch(world: World, **text: str) -> list[str]:
    """Consented texts of three companies, all hidden from the ministry."""
    return [
        consented(world, approved(world, who, **text), representative)
        for who, representative in ASKERS.items()
    ]


def letters(world: World) -> list[Letter]:
    with world.reading() as work:
        return list(work.db.exec(select(Letter)).all())


def test_a_batch_leaves_as_one_letter(world: World) -> None:
    reviews = batch(world)
    letter_id = released(world, *reviews)

    [letter] = letters(world)
    assert (letter.id, letter.number, letter.serial) == (letter_id, "8安セ調(提)第1号", 1)
    assert letter.released_day.isoformat() == "2026-11-23"
    items = letter.package["items"]
    assert [item["place"] for item in items] == [1, 2, 3]
    words = [(item["item"]["committee_ja"], item["item"]["title_ja"]) for item in items]
    assert words == sorted(words), "in the order of their words"
    for review_id in reviews:
        left = row(world, review_id)
        assert left.state == Gate.RELEASED and left.letter_id == letter_id
        with world.reading() as work:
            assert work.db.get_one(Request, left.request_id).state == "submitted"
    with world.reading() as work:
        assert list(verify(work.db, JournalEntry)) == []


def test_letters_are_numbered_on(world: World) -> None:
    for n in (1, 2):
        released(world, consented(world, approved(world, title_ja=f"要望{n}")))
    assert sorted(letter.number for letter in letters(world)) == [
        "8安セ調(提)第1号", "8安セ調(提)第2号",
    ]  # fmt: skip


def test_the_frozen_letter_holds_what_was_consented_to_and_nothing_of_ours(world: World) -> None:
    review_id = consented(world, approved(world))
    released(world, review_id)
    [letter] = letters(world)
    [placed] = letter.package["items"]
    assert placed["item"] == row(world, review_id).package
    told = repr(letter.package)
    with world.reading() as work:
        review = work.db.get_one(Review, review_id)
        ours = {review.id, review.request_id, *world.companies.values(), *world.people.values()}
    assert not [one for one in ours if one in told]
    for name in ("青葉", "Aoba", "石橋", "03-1234"):
        assert name not in told


# --- without any of the three nothing leaves --------------------------------------------------


def refused(world: World, review_id: str, who: str = "releaser") -> str:
    answer = release(world, review_id, who=who)
    assert answer.status_code == 409, says(answer)
    assert depart(world) == 0 and letters(world) == []
    return says(answer)


def test_not_without_review(world: World) -> None:
    assert "確認中" in refused(world, opened(world, approved(world)))


def test_not_without_consent(world: World) -> None:
    assert "承認を待っている" in refused(world, finished(world, approved(world)))


def test_not_by_the_reviewer(world: World) -> None:
    review_id = consented(world, approved(world))
    assert "確認した方は提出できません" in refused(world, review_id, "officer")


def test_not_by_somebody_who_decided_a_single_finding(world: World) -> None:
    review_id = consented(world, approved(world))
    with world.work() as work:
        from submissions.models import ReviewFinding

        one = work.db.exec(
            select(ReviewFinding).where(ReviewFinding.review_id == review_id).limit(1)
        ).one()
        one.decided_by_id = world.people["releaser"]
        work.db.add(one)
    assert "確認した方は提出できません" in refused(world, review_id)


@pytest.mark.parametrize("who", ["secretary", "secondee", "administrator", "chair", "second"])
def test_not_by_anybody_without_the_office(world: World, who: str) -> None:
    review_id = consented(world, approved(world))
    assert release(world, review_id, who=who).status_code == 404
    assert letters(world) == []


def test_not_by_a_secondee_with_the_office(world: World) -> None:
    review_id = consented(world, approved(world))
    with world.work() as work:
        from identity.models import Person

        person = work.db.get_one(Person, world.people["releaser"])
        person.home_company_id = world.companies["minato"]
        work.db.add(person)
    assert "出向者は提出を担当できません" in refused(world, review_id)
    assert read(world, "releaser", "/releases")["requests"] == []


def test_not_when_the_frozen_text_was_touched(world: World) -> None:
    review_id = consented(world, approved(world))
    with world.work() as work:
        review = work.db.get_one(Review, review_id)
        review.package = review.package | {"title_ja": "別の件名"}
        work.db.add(review)
    assert "固定した内容と一致しません" in refused(world, review_id)


def test_not_when_the_consent_was_to_another_hash(world: World) -> None:
    review_id = consented(world, approved(world))
    with world.work() as work:
        review = work.db.get_one(Review, review_id)
        review.consent_hash = "0" * 64
        work.db.add(review)
    assert "承認がありません" in refused(world, review_id)


def test_not_when_the_request_was_withdrawn(world: World) -> None:
    request_id = approved(world)
    review_id = consented(world, request_id)
    world.as_("volunteer").post(f"/requests/{request_id}/moves/withdraw", note="状況が変わった")
    assert "取り下げられた" in refused(world, review_id)


def test_not_when_a_minority_opinion_came_meanwhile(world: World) -> None:
    request_id = approved(world)
    review_id = consented(world, request_id)
    dissent(world, request_id, "minato", "反対する。", named=False)
    assert "添える文" in refused(world, review_id)


def test_not_when_the_directory_has_learnt_a_name_that_still_stands(world: World) -> None:
    review_id = consented(world, approved(world, title_ja="分割輸出の扱い"))
    with world.work() as work:
        from identity.models import CompanyName

        work.db.add(
            CompanyName(
                id=work.id("company_name"), company_id=world.companies["aoba"], kind="brand",
                text="分割輸出",
            )
        )
    page = refused(world, review_id)
    assert "最終点検で問題" in page
    assert "青葉" not in page, "whoever releases does not learn what was found"


def test_not_with_a_hidden_company_in_the_head_of_the_letter(world: World) -> None:
    review_id = consented(world, approved(world))
    answer = release(world, review_id, title_ja="青葉精工ほかの要望")
    assert answer.status_code == 409 and letters(world) == []


def test_a_company_may_ask_by_name_beside_its_hidden_request(world: World) -> None:
    hidden = consented(world, approved(world))
    named = consented(
        world, approved(world, anonymity="none", problem="青葉精工では長く待つ。", title_ja="別件")
    )
    released(world, hidden, named)
    [letter] = letters(world)
    askers = {placed["item"]["asked_by"] for placed in letter.package["items"]}
    assert askers == {"", "青葉精工株式会社"}


def test_another_text_of_the_letter_does_not_name_the_hidden_company(world: World) -> None:
    hidden = consented(world, approved(world))
    review_id = opened(
        world, approved(world, "second", anonymity="none", problem="青葉精工の例もある。")
    )
    [found] = [
        one for one in read(world, "officer", f"/reviews/{review_id}")["findings"]
        if one["text"] == "青葉精工"
    ]
    world.as_("officer").post(
        f"/reviews/{review_id}/findings/{found['id']}", decision="keep", reason="公知の例"
    )
    decided(world, review_id)
    world.as_("officer").post(f"/reviews/{review_id}/finish")
    world.as_("second").post(
        f"/reviews/{review_id}/consent", package_hash=row(world, review_id).package_hash
    )
    assert release(world, hidden, review_id).status_code == 409
    assert release(world, review_id).status_code == 303, "alone it may name whom it likes"
    assert depart(world) == 1


# --- the batch --------------------------------------------------------------------------------


def test_fewer_than_three_companies_wait_or_leave_with_a_reason(world: World) -> None:
    one = consented(world, approved(world))
    other = consented(world, approved(world, title_ja="もう一件"))
    for few in ((one,), (one, other)):
        answer = release(world, *few, override_reason=None)
        assert answer.status_code == 409 and "3社以上" in says(answer)
    released(world, one, other)
    assert letters(world)[0].override_reason == "期限が迫るため"


def test_three_companies_need_no_reason(world: World) -> None:
    assert release(world, *batch(world), override_reason=None).status_code == 303


def test_two_requests_of_one_company_are_no_crowd(world: World) -> None:
    reviews = [
        consented(world, approved(world)), consented(world, approved(world, title_ja="二件目")),
        consented(world, approved(world, "second"), "second"),
    ]  # fmt: skip
    assert release(world, *reviews, override_reason=None).status_code == 409


def test_a_named_request_needs_no_crowd(world: World) -> None:
    review_id = consented(world, approved(world, anonymity="none"))
    assert release(world, review_id, override_reason=None).status_code == 303


def test_a_small_committee_is_told_by_the_one_above_it(world: World) -> None:
    review_id = consented(world, approved(world, body=world.bodies["licensing"]))
    assert row(world, review_id).package["committee_ja"] == "制度専門委員会"


def test_minority_opinions_travel_named_only_where_their_holder_chose_so(world: World) -> None:
    request_id = approved(world)
    dissent(world, request_id, "hokuto", "北辰化学は反対する。", named=True)
    dissent(world, request_id, "minato", "みなと商事は留保する。", named=False)
    review_id = opened(world, request_id)
    proposals = {
        one["text"]: one["proposal"]
        for one in read(world, "officer", f"/reviews/{review_id}")["findings"]
    }
    assert proposals["北辰化学"] == "keep" and proposals["みなと商事"] == "accept"
    decided(world, review_id)
    world.as_("officer").post(f"/reviews/{review_id}/finish")
    told = {(one["holder"], one["text"][:4]) for one in row(world, review_id).package["minority"]}
    assert told == {("北辰化学工業株式会社", "北辰化学"), ("", "B社は留")}


# --- what whoever releases may see ------------------------------------------------------------


def test_whoever_releases_sees_neither_who_asks_nor_the_original(world: World) -> None:
    consented(world, approved(world, title_ja="青葉精工の件"))
    page = world.as_("releaser").get("/releases")
    assert "A社の件" in page.text
    for hidden in ("青葉", "Aoba", "石橋", "03-1234", "長野", world.companies["aoba"]):
        assert hidden not in page.text
        assert hidden not in world.as_("releaser").api("/releases").text


def test_whoever_has_looked_behind_cannot_release(world: World) -> None:
    review_id = consented(world, approved(world))
    with world.work() as work:
        from proposals.models import IdentityLook

        work.db.add(
            IdentityLook(
                id=work.id("look"), request_id=work.db.get_one(Review, review_id).request_id,
                person_id=world.people["releaser"], reason="以前の照会", at=work.now,
            )
        )
    assert "閲覧した方は提出できません" in refused(world, review_id)


def test_a_text_sent_back_says_why_and_loses_its_consent(world: World) -> None:
    review_id = consented(world, approved(world))
    releaser = world.as_("releaser")
    assert releaser.post(f"/releases/{review_id}/back").status_code == 422
    assert releaser.post(f"/releases/{review_id}/back", reason="数字が細かい").status_code == 303
    back = row(world, review_id)
    assert (back.state, back.consent_hash, back.return_reason) == (
        Gate.REVIEWING, "", "数字が細かい",
    )  # fmt: skip
    assert releaser.post(f"/releases/{review_id}/back", reason="再び").status_code == 404


def test_the_same_form_sent_twice_releases_once(world: World) -> None:
    review_id = consented(world, approved(world))
    releaser = world.as_("releaser")
    fields = {
        "reviews": [review_id], "title_ja": "要望書", "addressee": "経済産業省 御中",
        "override_reason": "期限",
    }  # fmt: skip
    first = releaser.post("/releases", once="the-same-press", **fields)
    second = releaser.post("/releases", once="the-same-press", **fields)
    assert first.headers["location"] == second.headers["location"]
    depart(world)
    assert len(letters(world)) == 1


def test_an_unknown_or_missing_choice_is_told(world: World) -> None:
    for chosen in ([], ["a" * 16], ["nonsense"]):
        answer = world.as_("releaser").post(
            "/releases", reviews=chosen, title_ja="要望書", addressee="御中"
        )
        assert answer.status_code == 422
