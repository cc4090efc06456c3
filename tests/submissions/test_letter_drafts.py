"""Preparing a letter: who may, what is refused by its field, and what becomes of it."""

import io
import json

import pytest
from docx import Document
from sqlmodel import select

from foundation.actor import Actor, Kind, Office
from gate_builder import approved, consented, depart, read
from proposals.models import PointReply, Position, Request
from submissions.letter_drafts.rules import may_change, may_prepare
from submissions.models import Letter, LetterFile
from world import World, says

HEAD = {
    "kind": "repeat", "title_ja": "再要望について", "title_en": "Repeat request",
    "addressee": "経済産業省\n安全保障貿易管理課長 殿", "copies": "検査官室",
    "sender": "安全保障貿易情報センター\n理事長",
    "number": "安保貿情セ発{era_letter}{era_year}-{serial}",
    "order": "committee", "attachments": "対照表\n業界団体の書簡", "annex": "on",
}  # fmt: skip


def actor(*offices: Office, secondee: bool = False) -> Actor:
    return Actor(
        id="p", kind=Kind.SECRETARIAT, offices=frozenset(offices),
        home_company_id="c" if secondee else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "reason"),
    [(actor(Office.SECRETARY), ""), (actor(Office.RELEASING_OFFICER), ""),
     (actor(Office.ANONYMITY_OFFICER), ""),
     (actor(Office.ADMINISTRATOR), "letter_draft.secretariat_only"),
     (actor(), "letter_draft.secretariat_only"),
     (actor(Office.SECRETARY, secondee=True), "letter_draft.no_secondee")],
)  # fmt: skip
def test_who_prepares_letters(who: Actor, reason: str) -> None:
    assert may_prepare(who).reason == reason
    assert may_change(who, released=True).reason == (reason or "letter_draft.released")


def test_what_is_wrong_stands_at_its_field(sqlite_world: World) -> None:
    world = sqlite_world
    secretary = world.as_("secretary")
    for field, value, told in (
        ("number", "要望書{serial", "使えない書式です"), ("number", "要望書", "使えない書式です"),
        ("addressee", "課長\n" * 13, "12行以内"), ("kind", "other", "選"),
        ("title_ja", "", "件名"),
    ):  # fmt: skip
        answer = secretary.post("/letter-drafts", **HEAD | {field: value})
        assert answer.status_code == 422 and told in says(answer), field
        assert f'href="#prepare_letter-{field}"' in answer.text
    for who in ("chair", "second"):
        assert world.as_(who).get("/letter-drafts").status_code == 404, who
    secretary.post("/letter-drafts", **HEAD)
    for who, reason in (("secondee", "出向者は"), ("administrator", "事務局の担当者だけ")):
        assert reason in says(world.as_(who).get("/letter-drafts"))
        assert read(world, who, "/letter-drafts")["drafts"] == []
        assert world.as_(who).post("/letter-drafts", **HEAD).status_code == 409


def refused_before(world: World, request_id: str) -> None:
    """The request was asked before, in a letter, and refused for a reason."""
    with world.work() as work:
        request = work.db.get_one(Request, request_id)
        earlier = Request(
            id=work.id("request"), number="R07-SYS-001", fiscal_year=2025, body_id=request.body_id,
            state="declined", kind=request.kind, novelty="new", priority="A", title_ja="前の要望",
            created_at=work.now, changed_at=work.now,
        )  # fmt: skip
        work.db.add(earlier)
        work.db.flush()
        request.earlier_id, request.novelty = earlier.id, "resubmission"
        work.db.add(request)
        work.db.add(
            PointReply(
                id=work.id("point_reply"), request_id=earlier.id, point=1, asked="金額",
                outcome="not_adopted", text="採用しない。", reason="実効性を損なう。",
                replied_day="2026-03-01",
            )
        )  # fmt: skip


def positions(world: World, request_id: str, *companies: str) -> None:
    with world.work() as work:
        version = work.db.get_one(Request, request_id).latest
        for company in companies:
            work.db.add(
                Position(
                    id=work.id("position"), request_id=request_id, version=version,
                    company_id=world.companies[company], person_id=world.people["second"],
                    value="support", created_at=work.now,
                )
            )  # fmt: skip


def test_a_repeat_request_from_its_preparation_to_the_desk(world: World) -> None:
    request_id = approved(world, anonymity="none")
    refused_before(world, request_id)
    positions(world, request_id, *list(world.companies)[:4])
    review_id = consented(world, request_id)
    secretary = world.as_("secretary")
    made = secretary.post("/letter-drafts", **HEAD)
    assert made.status_code == 303, says(made)
    at = made.headers["location"]

    assert secretary.post(f"{at}/texts", reviews=["a" * 16]).status_code == 422
    assert secretary.post(f"{at}/texts", reviews=[review_id]).status_code == 303
    shown = read(world, "secretary", at)
    assert shown["next_number"] == "安保貿情セ発R8-1"
    assert shown["gathered"][0]["next_reason"] == "実効性を損なう。"
    answered = secretary.post(
        f"{at}/texts/{review_id}/answers", reason="実効性を損なう。", comment="記録で補える。"
    )
    assert answered.status_code == 303
    assert secretary.post(at, **HEAD | {"revision": "1"}).status_code == 409, "saved meanwhile"
    revision = str(read(world, "secretary", at)["fields"]["revision"])
    assert secretary.post(at, **HEAD | {"revision": revision}).status_code == 303

    for lang, words in (("ja", "不採用理由に対する意見"), ("en", "Reason for refusal")):
        page = secretary.get(f"{at}/preview?language={lang}")
        assert page.status_code == 200 and words in page.text and "記録で補える。" in page.text
    preview = secretary.get(f"{at}/files/ja_pdf")
    assert preview.content.startswith(b"%PDF-") and "no-store" in preview.headers["cache-control"]
    assert secretary.get(f"{at}/files/fr_pdf").status_code == 404
    assert world.as_("second").get(f"{at}/files/ja_pdf").status_code == 404

    assert secretary.post(f"{at}/release").status_code == 404, "a releasing officer does"
    left = world.as_("releaser").post(f"{at}/release", override_reason="期限")
    assert left.status_code == 303, says(left)
    assert "変更できません" in says(secretary.post(at, **HEAD | {"revision": revision}))
    depart(world)

    with world.reading() as work:
        [letter] = work.db.exec(select(Letter)).all()
        kept = {one.name: one.content for one in work.db.exec(select(LetterFile)).all()}
    assert letter.number == "安保貿情セ発R8-1" and len(kept) == 5
    told = json.loads(kept["letter.json"])["letter"]
    assert told["kind"] == "repeat" and told["copies"] == ["検査官室"]
    assert told["attachments"] == ["対照表", "業界団体の書簡"]
    assert told["repeats"][0]["rebuttals"] == [
        {"reason": "実効性を損なう。", "comment": "記録で補える。"}
    ]
    [figures] = told["statistics"]
    assert all(one is None or one == 0 or one >= 3 for row in figures["rows"]
               for one in row["figures"])  # fmt: skip
    document = Document(io.BytesIO(kept["letter-ja.docx"]))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "記録で補える。" in cells
    links = read(world, "second", f"/submissions/{letter.id}")["files"]
    assert [one["which"] for one in links] == ["en_docx", "en_pdf", "ja_docx", "ja_pdf", "json"]
    got = world.as_("second").get(f"/submissions/{letter.id}/files/ja_pdf")
    assert got.content == kept["letter-ja.pdf"]
    assert "R8-1-ja.pdf" in got.headers["content-disposition"]


def test_a_hidden_company_in_the_secretariats_words_stops_the_letter(sqlite_world: World) -> None:
    world = sqlite_world
    review_id = consented(world, approved(world))
    secretary = world.as_("secretary")
    fields = HEAD | {"attachments": "青葉精工の測定結果", "kind": "item", "title_en": ""}
    at = secretary.post("/letter-drafts", **fields).headers["location"]
    secretary.post(f"{at}/texts", reviews=[review_id])
    answer = world.as_("releaser").post(f"{at}/release", override_reason="期限")
    assert answer.status_code == 409 and "最終点検で問題" in says(answer)
    told = read(world, "secretary", at)
    assert told["gathered"][0]["anonymous"] and told["may_change"]["ok"]
    page = secretary.get(f"{at}/preview").text
    assert "業種別の賛否" not in page, "figures of an anonymous request are not told"
