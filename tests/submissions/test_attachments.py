"""Files on their way to the ministry: searched, looked at, made anew, the same bytes throughout."""

import hashlib
import io
import re
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
from sqlmodel import select

from anonymizer.files import ocr
from attachment_builder import (
    SECRET,
    attached,
    book,
    files_read_here,  # noqa: F401
    png,
    read_here,
    word,
)
from gate_builder import (
    approved,
    consent,
    decided,
    depart,
    findings,
    opened,
    read,
    release,
    row,
)
from identity.models import CompanyName
from proposals.models import Request
from submissions.attachments.models import FrozenFile
from submissions.delivery import deliver_pending
from submissions.gateway.models import GatewayDelivery
from submissions.gateway.outbox import Outbox
from submissions.gathering import gather
from submissions.package import ReleasedItem, as_bytes
from submissions.stages import Gate
from world import World, says

NAMES = ("青葉", "Aoba", "アオバ", "石橋", SECRET)


def with_files(world: World, *files: tuple[str, str, bytes]) -> str:
    """An approved anonymous request with these files; its id."""
    return attached(world, approved(world), *files)


def told(data: bytes) -> str:
    """Everything that can be read in an office file, its parts unpacked, or in the bytes."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(one).decode("utf-8", "replace") for one in archive.namelist())


def decide_pictures(world: World, review_id: str, *decisions: str) -> None:
    officer = world.as_("officer")
    for number, decision in enumerate(decisions, 1):
        shown = read(world, "officer", f"/reviews/{review_id}/pictures/{number}")
        answer = officer.post(
            f"/reviews/{review_id}/pictures/{number}", decision=decision, digest=shown["digest"]
        )
        assert answer.status_code == 303, says(answer)


def second_all(world: World, review_id: str) -> None:
    """The releasing officer looks at each picture that leaves, on its page."""
    (text,) = [
        one for one in read(world, "releaser", "/releases")["requests"] if one["id"] == review_id
    ]
    for one in text["pictures"]:
        path = f"/releases/{review_id}/pictures/{one['number']}"
        digest = read(world, "releaser", path)["digest"]
        answer = world.as_("releaser").post(path, digest=digest)
        assert answer.status_code == 303, says(answer)


def finish(world: World, review_id: str):
    return world.as_("officer").post(f"/reviews/{review_id}/finish")


def test_from_the_company_to_the_desk_nothing_of_it_is_left(world: World) -> None:
    request_id = with_files(
        world,
        ("b.docx", "青葉精工の資料", word("青葉精工の石橋が調べた。", "工場|長野第二工場",
                                    picture=png())),
        ("a.xlsx", "調査の数", book(("会社", "件数"), ("青葉精工", 12))),
    )  # fmt: skip
    review_id = opened(world, request_id)
    page = world.as_("officer").get(f"/reviews/{review_id}").text
    assert "未確認の画像" in page and "作成者・会社・日時などのプロパティ" in page
    decided(world, review_id)
    refused = finish(world, review_id)
    assert refused.status_code == 409 and "確認していない画像が1件" in says(refused)
    decide_pictures(world, review_id, "show")
    answer = finish(world, review_id)
    assert answer.status_code == 303, says(answer)

    item = ReleasedItem.model_validate(row(world, review_id).package)
    assert [one.name for one in item.attachments] == ["attachment-1.docx", "attachment-2.xlsx"]
    consented = world.as_("representative")
    shown = [
        consented.get(f"/reviews/{review_id}/consent/files/{n}").content for n in (1, 2)
    ]
    assert [hashlib.sha256(one).hexdigest() for one in shown] == [
        one.sha256 for one in item.attachments
    ]
    assert consent(world, review_id).status_code in (200, 303)
    releasing = world.as_("releaser")
    assert releasing.get(f"/releases/{review_id}/files/1").content == shown[0]
    refused = release(world, review_id)
    assert refused.status_code == 409, "a second officer looks at the picture, too"
    second_all(world, review_id)
    answer = release(world, review_id)
    assert answer.status_code == 303, says(answer)
    depart(world)
    outbox = Outbox(0, world.clock, world.chance)
    deliver_pending(world.main, world.release, world.clock, outbox)
    with world.reading() as work:
        travelling = {
            one.subject_id.partition(".")[2]: one.payload
            for one in work.db.exec(select(GatewayDelivery).where(GatewayDelivery.kind == "file"))
        }
    assert [travelling[one.name] for one in item.attachments] == shown

    desk = world.at_desk()
    (line,) = desk.api("/").json()["items"]
    received = desk.api(f"/items/{line['id']}").json()
    assert [one["title"] for one in received["files"]] == [one.title for one in item.attachments]
    for one, bytes_shown in zip(received["files"], shown, strict=True):
        got = desk.get(f"/items/{line['id']}/file?name={one['name']}")
        assert got.content == bytes_shown
        assert got.headers["content-disposition"].endswith(f"''{one['name']}")
        assert not any(name in told(got.content) + one["title"] for name in NAMES)
    assert desk.get(f"/items/{line['id']}/file?name=other.pdf").status_code == 404
    with zipfile.ZipFile(io.BytesIO(desk.get("/export.zip").content)) as archive:
        assert [one for one in archive.namelist() if "attachment-" in one] == [
            name for name in archive.namelist() if re.search(r"/01-attachment-[12]\.", name)
        ]
    letter = docx.Document(io.BytesIO(
        desk.get(f"/letters/{received['letter_id']}/file?name=letter-ja.docx").content
    ))
    assert any("attachment-1.docx" in one.text for one in letter.paragraphs)
    everybody = world.as_("second").get(
        f"/submissions/{received['letter_id']}/items/1/files/1"
    )
    assert everybody.content == shown[0]


@pytest.mark.databases("sqlite")
def test_who_is_hidden_in_what_was_merged_stays_hidden(world: World) -> None:
    into = approved(world, anonymity="none")
    for who, anonymity in (("second", "authority"), ("third", "none")):
        source = approved(world, who, anonymity)
        with world.work() as work:
            work.db.get_one(Request, source).merged_into_id = into
    with world.reading() as work:
        gathered = gather(work.db, work.db.get_one(Request, into), date(2026, 11, 23))
    assert gathered.hidden == {world.companies["mizuho"]}


@pytest.mark.databases("sqlite")
def test_a_picture_nobody_lets_go_is_a_box(world: World) -> None:
    request_id = with_files(world, ("a.png", "写真", png("navy")), ("b.png", "図", png("red")))
    review_id = opened(world, request_id)
    decided(world, review_id)
    image = world.as_("officer").get(f"/reviews/{review_id}/pictures/1/image")
    assert image.headers["content-type"] == "image/png"
    stale = world.as_("officer").post(
        f"/reviews/{review_id}/pictures/1", decision="show", digest="0" * 64
    )
    assert stale.status_code == 409 and "別のもの" in says(stale)
    decide_pictures(world, review_id, "box", "show")
    assert finish(world, review_id).status_code == 303
    item = ReleasedItem.model_validate(row(world, review_id).package)
    by_title = {one.title: one for one in item.attachments}
    with world.reading() as work:
        kept = {one.sha256: one.content for one in work.db.exec(select(FrozenFile)).all()}
    red = read_here(png("red"), "x.png").pictures[0].data
    navy = read_here(png("navy"), "x.png").pictures[0].data
    assert kept[by_title["図"].sha256] == red and kept[by_title["写真"].sha256] != navy
    consent(world, review_id)
    releaser = world.as_("releaser")
    assert releaser.get(f"/releases/{review_id}/pictures/1").status_code == 404, "it stays"
    assert releaser.get(f"/releases/{review_id}/pictures/2/image").content == red
    digest = item_digest(world, review_id)
    own = world.as_("officer").post(f"/releases/{review_id}/pictures/2", digest=digest)
    assert own.status_code == 409, "whoever reviewed is not the second"
    for who in ("releaser", "volunteer", "secretary"):
        refused = world.as_(who).get(f"/reviews/{review_id}/pictures/1/image")
        assert refused.status_code in (403, 404)


def item_digest(world: World, review_id: str) -> str:
    return str(read(world, "releaser", f"/releases/{review_id}/pictures/2")["digest"])


@pytest.mark.databases("sqlite")
def test_words_in_a_picture_are_read_as_a_help(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "there", lambda: True)
    monkeypatch.setattr(ocr, "ocr", lambda picture: "試験は青葉精工で行った")
    review_id = opened(world, with_files(world, ("a.png", "写真", png())))
    answer = world.as_("officer").post(f"/reviews/{review_id}/pictures/1/read")
    assert answer.status_code == 200 and "青葉精工" in says(answer)
    again = world.as_("officer").get(f"/reviews/{review_id}/pictures/1")
    assert "試験は" not in again.text, "it is kept nowhere"
    monkeypatch.setattr(ocr, "there", lambda: False)
    without = world.as_("officer").get(f"/reviews/{review_id}/pictures/1").text
    assert "/pictures/1/read" not in without


@pytest.mark.databases("sqlite")
def test_files_are_named_by_their_place_and_no_order_of_sending_is_left(world: World) -> None:
    request_id = with_files(
        world, ("x.txt", "乙", "乙の説明".encode()), ("y.txt", "甲", "甲の説明".encode())
    )
    review_id = opened(world, request_id)
    decided(world, review_id)
    finish(world, review_id)
    item = ReleasedItem.model_validate(row(world, review_id).package)
    assert [(one.name, one.title) for one in item.attachments] == [
        ("attachment-1.txt", "乙"), ("attachment-2.txt", "甲"),
    ]  # fmt: skip


@pytest.mark.databases("sqlite")
def test_a_passage_is_marked_by_hand_wherever_it_stands_in_the_file(world: World) -> None:
    request_id = with_files(
        world, ("a.xlsx", "数", book(("星空計画", 1), ("星空計画の続き", 2), ("他", 3)))
    )
    review_id = opened(world, request_id)
    answer = world.as_("officer").post(
        f"/reviews/{review_id}/findings", field="file_1", passage="星空計画", replacement="ある計画"
    )
    assert answer.status_code == 303, says(answer)
    marked = [one for one in findings(world, review_id) if one.text == "星空計画"]
    assert len({one.field for one in marked}) == 2
    page = world.as_("officer").get(f"/reviews/{review_id}").text
    assert "資料1（シート 1、セル A1）" in page and "資料1（シート 1、セル A2）" in page
    made = world.as_("officer").get(f"/reviews/{review_id}/files/1").content
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    cells = [cell.value for line in sheet for cell in line]
    assert cells == ["ある計画", 1, "ある計画の続き", 2, "他", 3]


@pytest.mark.databases("sqlite")
def test_what_stands_under_the_heading_of_a_column_is_found_as_what_it_says(world: World) -> None:
    table = "会社名,件数\nふわり,40\n".encode()
    review_id = opened(world, with_files(world, ("a.csv", "表", table)))
    kinds = {one.text: one.kind for one in findings(world, review_id)}
    assert kinds["ふわり"] == "unknown_corp"


@pytest.mark.databases("sqlite")
def test_an_english_file_gets_english_names(world: World) -> None:
    english = ("a.txt", "Survey", b"Aoba Precision Co., Ltd. ships 12 units.")
    review_id = opened(world, with_files(world, english))
    (one,) = [one for one in findings(world, review_id) if one.field == "file_1_1"][:1]
    assert one.replacement == "Company A"


@pytest.mark.databases("sqlite")
def test_back_in_review_the_frozen_bytes_are_thrown_away(world: World) -> None:
    review_id = opened(world, with_files(world, ("a.txt", "説明", "説明".encode())))
    decided(world, review_id)
    finish(world, review_id)
    assert world.as_("representative").get(f"/reviews/{review_id}/consent/files/1").is_success
    world.as_("representative").post(f"/reviews/{review_id}/consent/decline", reason="直したい。")
    with world.reading() as work:
        assert work.db.exec(select(FrozenFile)).all() == []
    answer = world.as_("representative").get(f"/reviews/{review_id}/consent/files/1")
    assert answer.status_code == 404


@pytest.mark.databases("sqlite")
def test_bytes_that_are_gone_or_others_keep_a_text_back(world: World) -> None:
    review_id = opened(world, with_files(world, ("a.txt", "説明", "説明".encode())))
    decided(world, review_id)
    finish(world, review_id)
    consent(world, review_id)
    with world.work() as work:
        (kept,) = work.db.exec(select(FrozenFile)).all()
        work.db.delete(kept)
    refused = release(world, review_id)
    assert refused.status_code == 409, says(refused)


@pytest.mark.databases("sqlite")
def test_a_name_learnt_meanwhile_that_stands_in_a_file_keeps_the_letter_back(world: World) -> None:
    table = "品目,備考\n甲,分割輸出の扱い\n".encode()
    review_id = opened(world, with_files(world, ("a.csv", "数", table)))
    decided(world, review_id)
    finish(world, review_id)
    consent(world, review_id)
    with world.work() as work:
        work.db.add(
            CompanyName(
                id=work.id("company_name"), company_id=world.companies["aoba"],
                kind="brand", text="分割輸出",
            )
        )  # fmt: skip
    refused = release(world, review_id)
    assert refused.status_code == 409, says(refused)
    assert row(world, review_id).state == Gate.AWAITING_RELEASE


def test_a_request_without_files_has_the_bytes_it_always_had() -> None:
    item = ReleasedItem(
        committee_ja="制度専門委員会", committee_en="", kind="operation", novelty="new",
        title_ja="題名", title_en="", asked_by="", legal_references=(), sections=(), points=(),
        minority=(), support=(),
    )  # fmt: skip
    assert b"attachments" not in as_bytes(item)
    assert ReleasedItem.model_validate(item.model_dump()) == item
