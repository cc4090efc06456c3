"""The consent: the asking company approves exactly the bytes, and takes it back until they left."""

import pytest

from gate_builder import (
    approved,
    consent,
    consented,
    depart,
    finished,
    read,
    release,
    released,
    row,
)
from submissions.stages import Gate
from world import World, says

OTHERS = ["second", "chair", "secretary", "officer", "releaser", "administrator", "observer"]


def test_the_company_reads_what_the_ministry_would_read(world: World) -> None:
    review_id = finished(world, approved(world))
    page = says(world.as_("representative").get(f"/reviews/{review_id}/consent"))
    assert "A社では" in page and "ある会員企業" in page
    assert row(world, review_id).package_hash[:12] in page
    view = read(world, "representative", f"/reviews/{review_id}/consent")
    assert {"青葉精工": "A社"}.items() <= {
        one["text"]: one["replacement"] for one in view["replaced"]
    }.items()  # fmt: skip


def test_consent_names_the_hash_and_hands_the_text_on(world: World) -> None:
    review_id = consented(world, approved(world))
    given = row(world, review_id)
    assert given.state == Gate.AWAITING_RELEASE
    assert given.consent_hash == given.package_hash
    assert given.consent_by_id == world.people["representative"]


def test_a_contributor_reads_and_does_not_consent(world: World) -> None:
    review_id = finished(world, approved(world))
    assert world.as_("volunteer").get(f"/reviews/{review_id}/consent").status_code == 200
    answer = consent(world, review_id, "volunteer")
    assert answer.status_code == 409 and "会社代表者だけ" in says(answer)
    assert row(world, review_id).consent_hash == ""


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_finds_the_page_or_its_acts(world: World, who: str) -> None:
    review_id, client = finished(world, approved(world)), world.as_(who)
    path = f"/reviews/{review_id}/consent"
    never = client.get(f"/reviews/{'a' * 16}/consent")
    assert client.get(path).status_code == never.status_code == 404
    assert consent(world, review_id, who).status_code == 404
    assert client.post(f"{path}/decline", reason="別の文に").status_code == 404
    assert client.post(f"{path}/withdraw").status_code == 404


def test_consent_to_another_text_is_stale(world: World) -> None:
    review_id = finished(world, approved(world))
    answer = consent(world, review_id, package_hash="0" * 64)
    assert answer.status_code == 409 and "0" * 12 in says(answer)
    assert row(world, review_id).consent_hash == ""


def test_a_declined_text_goes_back_to_the_officer_with_its_reason(world: World) -> None:
    review_id = finished(world, approved(world))
    path = f"/reviews/{review_id}/consent"
    representative = world.as_("representative")
    assert representative.post(f"{path}/decline").status_code == 422, "a reason is needed"
    representative.post(f"{path}/decline", reason="件数の表現を改めてほしい。")
    back = row(world, review_id)
    assert (back.state, back.package, back.package_hash) == (Gate.REVIEWING, None, "")
    assert "件数の表現を改めてほしい。" in says(world.as_("officer").get(f"/reviews/{review_id}"))
    assert world.as_("officer").post(f"/reviews/{review_id}/finish").status_code == 303


def test_a_text_changed_after_the_consent_needs_a_new_one(world: World) -> None:
    request_id = approved(world)
    review_id = consented(world, request_id)
    old = row(world, review_id).package_hash
    officer = world.as_("officer")
    officer.post(f"/releases/{review_id}/back", reason="件数を改める")
    officer.post(
        f"/reviews/{review_id}/findings", field="request", passage="包括の対象", replacement="対象"
    )
    officer.post(f"/reviews/{review_id}/finish")

    changed = row(world, review_id)
    assert changed.package_hash != old and changed.consent_hash == ""
    refused = release(world, review_id)
    assert refused.status_code == 409 and "承認を待っている" in says(refused)
    assert consent(world, review_id, package_hash=old).status_code == 409, "the old bytes"
    assert consent(world, review_id).status_code == 200


def test_consent_is_taken_back_until_the_release(world: World) -> None:
    review_id = consented(world, approved(world))
    path = f"/reviews/{review_id}/consent/withdraw"
    assert world.as_("volunteer").post(path).status_code == 409
    assert world.as_("representative").post(path).status_code == 303
    assert row(world, review_id).state == Gate.AWAITING_CONSENT
    assert release(world, review_id).status_code == 409

    consent(world, review_id)
    assert release(world, review_id).status_code == 303
    assert row(world, review_id).state == Gate.DEPARTING
    assert world.as_("representative").post(path).status_code == 303, "until the very moment"
    assert depart(world) == 0 and row(world, review_id).state == Gate.AWAITING_CONSENT

    consent(world, review_id)
    released(world, review_id)
    late = world.as_("representative").post(path)
    assert late.status_code == 409 and "すでに提出されています" in says(late)


def test_a_withdrawn_request_cannot_be_consented_to(world: World) -> None:
    request_id = approved(world)
    review_id = finished(world, request_id)
    world.as_("volunteer").post(f"/requests/{request_id}/moves/withdraw", note="状況が変わった")
    assert consent(world, review_id).status_code == 409


def test_the_company_is_told_without_content(world: World) -> None:
    review_id = finished(world, approved(world, title_ja="青葉精工の要望"))
    with world.reading() as work:
        from sqlmodel import select

        from notifications.models import Message

        told = work.db.exec(select(Message).where(Message.text_key == "mail.consent_wanted")).all()
    assert {one.person_id for one in told} == {
        world.people["volunteer"], world.people["representative"],
    }  # fmt: skip
    assert {one.link for one in told} == {f"/reviews/{review_id}/consent"}
    assert "青葉精工" not in repr([one.params for one in told])
