"""What the ministry wrote comes back: to the request, to those behind it, and only once."""

import hashlib
import io
import zipfile

import pytest
from sqlmodel import select

from attachment_builder import SECRET, files_read_here, png, send, word  # noqa: F401
from foundation.journal import JournalEntry
from gate_builder import (
    approved,
    consent,
    consented,
    decided,
    depart,
    findings,
    pictures_seconded,
    pictures_shown,
    read,
    release,
    released,
    row,
)
from notifications.models import Message
from proposals.models import PointReply, Request
from submissions.answers import collect
from submissions.consent.actions import reopen
from submissions.delivery import deliver_pending
from submissions.gateway.models import GatewayDelivery
from submissions.gateway.outbox import Outbox
from submissions.models import Question, Review
from submissions.package import ReleasedAnswer
from submissions.release_store import Item, Point
from submissions.release_store import Question as AskedAtDesk
from submissions.stages import Gate
from world import World, says


@pytest.fixture
def request_id(world: World) -> str:
    """A released request of two points, at the desk."""
    request_id = approved(world)
    released(world, consented(world, request_id))
    deliver_pending(world.main, world.release, world.clock)
    return request_id


def item_id(world: World) -> str:
    with world.release.reading() as db:
        return db.exec(select(Item.id)).one()


def answer(world: World, number: int, outcome: str, based_on: int = 0, **fields: str) -> None:
    with world.release.reading() as db:
        point = db.exec(select(Point.id).where(Point.number == number)).one()
    said = world.at_desk().post(
        f"/items/{item_id(world)}/points/{point}/reply", outcome=outcome, text=f"{number}の回答",
        based_on=str(based_on), reason="審査に必要なため。", **fields,
    )  # fmt: skip
    assert said.status_code == 303, says(said)


def bring(world: World) -> int:
    return collect(world.main, world.release, world.clock, world.chance)


def state(world: World, request_id: str) -> str:
    with world.reading() as work:
        return work.db.get_one(Request, request_id).state


def told(world: World, key: str) -> set[str]:
    with world.reading() as work:
        rows = work.db.exec(select(Message.person_id).where(Message.text_key == key)).all()
    return {name for name, person in world.people.items() if person in rows}


def test_a_reply_to_each_point_reaches_the_request(world: World, request_id: str) -> None:
    amended = {"provision": "輸出令別表第1の7の項(1)", "effective_day": "2027-04-01"}
    answer(world, 1, "adopted", measure="notice", measure_day="令和9年春", **amended)
    assert bring(world) == 1
    assert state(world, request_id) == "submitted", "a point is still open"

    answer(world, 2, "not_adopted")
    bring(world)

    assert state(world, request_id) == "partially_adopted"
    replies = read(world, "second", f"/requests/{request_id}")["replies"]
    assert [(one["point"], one["outcome"]) for one in replies] == [
        (1, "adopted"), (2, "not_adopted"),
    ]  # fmt: skip
    told = {name: replies[0][name] for name in ("measure_day", *amended)}
    assert told == {"measure_day": "令和9年春", **amended}
    chain = read(world, "second", f"/requests/{request_id}/chain")
    in_force = [one for one in chain["events"] if one["day"] == "2027-04-01"]
    assert [one["text"] for one in in_force] == [amended["provision"]]
    [listed] = read(world, "second", "/provisions/ETCO:table1:item7")["amendments"]
    assert listed["request"]["id"] == request_id and listed["reply"]["point"] == 1
    assert read(world, "second", "/provisions/ETCO:table1:item8")["amendments"] == []
    page = says(world.as_("second").get("/provisions/ETCO:table1:item7:sub1"))
    assert "要望から生まれた改正" in page and "令和９年４月１日(木) 施行" in page


def test_the_ministrys_acknowledgement_reaches_those_who_follow(
    world: World, request_id: str
) -> None:
    desk, item = world.at_desk(), item_id(world)

    def case() -> dict:
        [row] = read(world, "second", f"/requests/{request_id}/chain")["rows"]
        return {name: row[name] for name in ("status", "received", "studied")}

    assert case() == {"status": "sent", "received": None, "studied": None}
    desk.post(f"/items/{item}/acknowledge")
    assert [bring(world) for _ in range(2)] == [1, 0]
    assert case() == {"status": "received", "received": "2026-11-23", "studied": None}
    assert {"volunteer", "second", "chair"} <= told(world, "mail.letter_received")
    page = says(world.as_("second").get(f"/requests/{request_id}"))
    assert "受領 令和８年11月23日(月)" in page

    world.clock.forward(days=1)
    world.at_desk().post(f"/items/{item}/study")
    assert [bring(world) for _ in range(2)] == [1, 0]
    assert case() == {
        "status": "under_study", "received": "2026-11-23", "studied": "2026-11-24",
    }  # fmt: skip
    assert told(world, "mail.request_studied") == told(world, "mail.letter_received")
    with world.reading() as work:
        verbs = work.db.exec(select(JournalEntry.verb)).all()
    assert [verbs.count(one) for one in ("request.received", "request.study")] == [1, 1]


def test_collecting_again_changes_nothing(world: World, request_id: str) -> None:
    answer(world, 1, "adopted")
    bring(world)
    with world.reading() as work:
        before = len(work.db.exec(select(Message)).all())
    assert [bring(world) for _ in range(3)] == [0, 0, 0]
    with world.reading() as work:
        assert len(work.db.exec(select(PointReply)).all()) == 1
        assert len(work.db.exec(select(Message)).all()) == before


def test_a_changed_mind_replaces_the_answer_and_moves_the_request(
    world: World, request_id: str
) -> None:
    for number in (1, 2):
        answer(world, number, "not_adopted")
    bring(world)
    assert state(world, request_id) == "declined"
    answer(world, 1, "under_study", based_on=1)
    bring(world)
    assert state(world, request_id) == "continued"
    with world.reading() as work:
        assert len(work.db.exec(select(PointReply)).all()) == 2


def test_the_company_and_the_body_are_told_in_the_same_words(
    world: World, request_id: str
) -> None:
    answer(world, 1, "adopted")
    bring(world)
    people = told(world, "mail.points_answered")
    assert {"volunteer", "representative", "second", "third", "fourth", "chair"} <= people
    with world.reading() as work:
        rows = work.db.exec(select(Message).where(Message.text_key == "mail.points_answered"))
        said = {(repr(one.params), one.link) for one in rows}
    assert len(said) == 1, "one message for all tells nobody apart"
    assert "少額特例" not in repr(said) and "青葉" not in repr(said)


def test_the_letter_shows_the_answers_beside_its_points(world: World, request_id: str) -> None:
    answer(world, 1, "adopted")
    bring(world)
    listed = read(world, "third", "/submissions")["letters"]
    assert [(one["points"], one["answered"], one["waiting"]) for one in listed] == [(2, 1, True)]
    page = says(world.as_("third").get(f"/submissions/{listed[0]['id']}"))
    assert "ある会員企業" in page and "1の回答" in page and "未回答" in page
    assert "青葉" not in page


# --- questions --------------------------------------------------------------------------------


def ask(world: World) -> str:
    asked = world.at_desk().post(f"/items/{item_id(world)}/questions", text="件数は何件か。")
    assert asked.status_code == 303
    bring(world)
    with world.reading() as work:
        return work.db.exec(select(Question.id)).one()


def handed_in(world: World, question_id: str, text: str = "青葉精工では年に500件です。") -> str:
    answered = world.as_("volunteer").post(f"/questions/{question_id}/answer", text=text)
    assert answered.status_code == 303, says(answered)
    with world.reading() as work:
        return work.db.exec(select(Review.id).where(Review.question_id == question_id)).one()


def at_desk(world: World, question_id: str) -> AskedAtDesk:
    with world.release.reading() as db:
        return db.get_one(AskedAtDesk, question_id)


def test_a_question_reaches_those_who_asked_and_nobody_else(
    world: World, request_id: str
) -> None:
    question_id = ask(world)
    assert bring(world) == 0, "once"
    assert told(world, "mail.question_asked") == {"volunteer", "representative", "officer"}
    for who in ("volunteer", "representative", "officer"):
        assert "件数は何件か。" in says(world.as_(who).get(f"/questions/{question_id}"))
    for who in ("second", "chair", "secretary", "releaser", "administrator"):
        client = world.as_(who)
        assert client.get(f"/questions/{question_id}").status_code == 404
        assert client.post(f"/questions/{question_id}/answer", text="当社では").status_code == 404


def test_the_answer_takes_the_same_way_through_the_gate(world: World, request_id: str) -> None:
    question_id = ask(world)
    review_id = handed_in(world, question_id)
    officer = world.as_("officer")
    assert officer.post(f"/reviews/{review_id}/finish").status_code == 409
    decided(world, review_id)
    officer.post(f"/reviews/{review_id}/finish")
    releaser, path = world.as_("releaser"), f"/releases/{review_id}/answer"
    assert releaser.post(path).status_code == 409, "not without consent"
    assert consent(world, review_id, "volunteer").status_code == 409
    consent(world, review_id)
    assert officer.post(path).status_code == 409, "not by the reviewer"
    assert release(world, review_id).status_code == 409, "an answer goes into no letter"

    answer = releaser.post(path, override_reason="期限のため")
    assert answer.status_code == 303
    assert at_desk(world, question_id).answered_day is None, "its time has not come"
    depart(world)
    assert at_desk(world, question_id).answered_day is None, "the courier has not been yet"
    for _ in range(2):
        deliver_pending(world.main, world.release, world.clock)

    answered = at_desk(world, question_id)
    assert answered.answer == "A社では相当数です。"
    assert answered.answered_day == world.clock.now().date()
    assert row(world, review_id).state == Gate.RELEASED
    page = says(world.at_desk().get(f"/items/{item_id(world)}"))
    assert "A社では" in page and "青葉" not in page


def test_an_answer_is_rewritten_until_it_is_consented_to(world: World, request_id: str) -> None:
    question_id = ask(world)
    first = handed_in(world, question_id)
    decided(world, first)
    world.as_("officer").post(f"/reviews/{first}/finish")

    again = handed_in(world, question_id, "年に数件です。")

    assert again == first, "one answer, one review"
    assert row(world, first).original == {"answer": "年に数件です。"}
    assert row(world, first).package is None
    decided(world, first)
    world.as_("officer").post(f"/reviews/{first}/finish")
    consent(world, first)
    late = world.as_("volunteer").post(f"/questions/{question_id}/answer", text="やはり")
    assert late.status_code == 409


def test_what_the_desk_reads_does_not_change_before_the_release(
    world: World, request_id: str
) -> None:
    question_id = ask(world)
    before = world.at_desk().get(f"/items/{item_id(world)}").text
    review_id = handed_in(world, question_id)
    decided(world, review_id)
    world.as_("officer").post(f"/reviews/{review_id}/finish")
    consent(world, review_id)
    deliver_pending(world.main, world.release, world.clock)

    def without_keys(page: str) -> str:
        import re

        return re.sub(r'name="_(once|csrf)" value="[^"]*"', "", page)

    after = world.at_desk().get(f"/items/{item_id(world)}").text
    assert without_keys(after) == without_keys(before)


def released_answer(world: World, review_id: str) -> None:
    """The answer in review taken to METI's desk."""
    decided(world, review_id)
    pictures_shown(world, review_id)
    assert world.as_("officer").post(f"/reviews/{review_id}/finish").status_code == 303
    consent(world, review_id)
    pictures_seconded(world, review_id)
    path, reason = f"/releases/{review_id}/answer", "期限が迫るため"
    answer = world.as_("releaser").post(path, override_reason=reason)
    assert answer.status_code == 303, says(answer)
    depart(world)
    deliver_pending(
        world.main, world.release, world.clock, Outbox(0, world.clock, world.chance)
    )


def test_files_go_with_the_answer_by_the_same_road(world: World, request_id: str) -> None:
    question_id, volunteer = ask(world), world.as_("volunteer")
    files = f"/questions/{question_id}/files"
    sent = word("青葉精工の石橋が数えた。", "工場|長野第二工場", picture=png())
    assert send(volunteer, files, "青葉の数.docx", sent, "青葉精工の件数").status_code == 303
    assert send(volunteer, files, "b.csv", "品目,件数\n甲,3\n".encode(), "内訳").status_code == 303
    again = send(volunteer, files, "c.csv", "品目,件数\n甲,3\n".encode(), "同じ資料")
    assert again.status_code == 409 and "すでに添付" in says(again)
    drafted = read(world, "volunteer", files)["files"]
    assert [one["title"] for one in drafted] == ["青葉精工の件数", "内訳"]
    for who in ("second", "secretary", "officer", "releaser"):
        assert world.as_(who).get(files).status_code == 404
        assert world.as_(who).get(f"{files}/{drafted[0]['id']}/file").status_code == 404
    other = f"/requests/{request_id}/attachments/{drafted[0]['id']}/file"
    assert volunteer.get(other).status_code == 404, "no file of the request"

    review_id = handed_in(world, question_id)
    found = {one.field for one in findings(world, review_id)}
    assert {"answer", "file_1_title", "file_1_1"} <= found
    officer = world.as_("officer")
    assert "青葉精工の件数" in officer.get(f"/reviews/{review_id}").text
    decided(world, review_id)
    refused = officer.post(f"/reviews/{review_id}/finish")
    assert refused.status_code == 409 and "確認していない画像が1件" in says(refused)
    pictures_shown(world, review_id)
    officer.post(f"/reviews/{review_id}/finish")
    package = ReleasedAnswer.model_validate(row(world, review_id).package)
    assert [one.name for one in package.attachments] == ["attachment-1.docx", "attachment-2.csv"]
    consent_page = world.as_("representative").get(f"/reviews/{review_id}/consent").text
    assert "attachment-1.docx" in consent_page

    volunteer.post(f"{files}/{drafted[1]['id']}/remove")
    page = says(volunteer.get(f"/questions/{question_id}"))
    assert "回答を預け直すまで" in page
    review_id = handed_in(world, question_id)
    decided(world, review_id)
    officer.post(f"/reviews/{review_id}/finish")
    package = ReleasedAnswer.model_validate(row(world, review_id).package)
    (told,) = package.attachments
    shown = world.as_("representative").get(f"/reviews/{review_id}/consent/files/1").content
    assert (len(shown), hashlib.sha256(shown).hexdigest()) == (told.size, told.sha256)
    consent(world, review_id)
    late = send(volunteer, files, "d.txt", "補足".encode(), "補足")
    assert late.status_code == 409, "what was consented to stands"
    refused = world.as_("releaser").post(f"/releases/{review_id}/answer", override_reason="急ぐ")
    assert refused.status_code == 409, "a second officer looks at the picture"
    with world.work("officer") as work:
        reopen(work, work.db.get_one(Review, review_id), "")
    released_answer(world, review_id)

    desk = world.at_desk()
    (asked,) = desk.api(f"/items/{item_id(world)}").json()["questions"]
    assert [one["sha256"] for one in asked["files"]] == [told.sha256]
    path = f"/questions/{question_id}/file?name="
    assert desk.get(path + told.name).content == shown
    assert desk.get(path + "other.pdf").status_code == 404
    with zipfile.ZipFile(io.BytesIO(desk.get("/export.zip").content)) as archive:
        names = [name for name in archive.namelist() if "answer-1-attachment-1" in name]
        assert [archive.read(name) for name in names] == [shown]
    (item,) = desk.get("/export.json").json()["items"]
    assert item["questions"][0]["attachments"][0]["sha256"] == told.sha256
    with zipfile.ZipFile(io.BytesIO(shown)) as archive:
        inside = "".join(archive.read(one).decode("utf-8", "replace")
                         for one in archive.namelist())  # fmt: skip
    assert not any(name in inside for name in ("青葉", "石橋", "長野第二", SECRET))
    with world.reading() as work:
        travelling = work.db.exec(
            select(GatewayDelivery).where(GatewayDelivery.subject_id.startswith(question_id))
        ).all()
    assert {(one.kind, one.payload == shown) for one in travelling} == {
        ("answer", False), ("file", True),
    }  # fmt: skip
    assert volunteer.get(f"/questions/{question_id}/answer/files/1").content == shown
    assert world.as_("second").get(f"/questions/{question_id}/answer/files/1").status_code == 404
