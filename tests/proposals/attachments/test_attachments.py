"""Files of a request: read, made anew, part of a version; what they hide goes nowhere."""

import base64
import io
import zipfile

import docx
import pytest
from sqlmodel import select

from attachment_builder import SECRET, attach, book, png, word
from foundation.journal import JournalEntry
from proposals.attachments.models import Attachment, AttachmentContent
from proposals.queries import version
from proposals.stages import State
from request_builder import draft, move, numbered, row, save, submitted
from world import World, says


def files(world: World, request_id: str, name: str = "volunteer") -> list[dict]:
    answer = world.as_(name).api(f"/requests/{request_id}/attachments")
    assert answer.status_code == 200, answer.text
    return answer.json()["files"]


def inside(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


@pytest.mark.confined
def test_what_a_file_shows_is_kept_and_the_rest_is_not(world: World) -> None:
    request_id, volunteer = draft(world), world.as_("volunteer")
    sent = word("一件に二時間かかる。", "許可|12件")
    answer = attach(volunteer, request_id, "青葉精工の調査.docx", sent, "資料1　調査")
    page = volunteer.follow(answer)
    assert "資料1　調査" in page.text and "作成者・会社・日時などのプロパティ" in page.text

    (one,) = files(world, request_id)
    got = volunteer.get(f"/requests/{request_id}/attachments/{one['id']}/file")
    assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert SECRET.encode() not in inside(got.content)
    read = docx.Document(io.BytesIO(got.content))
    assert read.paragraphs[0].text == "一件に二時間かかる。"
    assert read.tables[0].cell(0, 1).text == "12件"
    with world.reading() as work:
        kept = work.db.get_one(AttachmentContent, one["id"])
        facts = work.db.get_one(Attachment, one["id"])
        told = repr(facts.model_dump()) + repr(world.main)
    assert kept.content == got.content
    assert SECRET not in told and "青葉精工の調査" not in told


def test_each_change_is_a_version_and_versions_keep_theirs(world: World) -> None:
    request_id, volunteer = draft(world), world.as_("volunteer")
    attach(volunteer, request_id, "a.csv", "品目,件数\n甲,3\n".encode(), "資料1")
    attach(volunteer, request_id, "b.txt", "補足の説明".encode(), "資料2")
    save(volunteer, request_id, 3, problem="別の問題。")
    first = files(world, request_id)[0]
    answer = volunteer.post(f"/requests/{request_id}/attachments/{first['id']}/remove")
    assert answer.status_code == 303, says(answer)

    with world.reading() as work:
        held = [len(version(work.db, request_id, n).attachments) for n in range(1, 6)]
    assert held == [0, 1, 2, 2, 1]
    assert "添付資料の変更" in volunteer.get(f"/requests/{request_id}/versions").text
    still = volunteer.get(f"/requests/{request_id}/attachments/{first['id']}/file")
    assert still.status_code == 200, "version 2 has it"


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("leer.docx", b"", "空です"),
        ("alt.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "古い形式"),
        ("kind.pdf", word("文"), "拡張子"),
        ("lauf.xlsm", book(("a",)), "マクロ"),
        ("dings.exe", b"MZ" + b"0" * 100, "扱えません"),
        ("kaputt.docx", word("文")[:900], "壊れています"),
        ("viel.csv", b"x\n" * 3001, "段落又はセルが多すぎます"),
        ("lang.txt", "あ".encode() * 60_001, "60,000文字まで"),
    ],
)
def test_what_is_not_taken_is_told_why_and_leaves_nothing(
    world: World, name: str, data: bytes, words: str
) -> None:
    request_id, volunteer = draft(world), world.as_("volunteer")
    answer = attach(volunteer, request_id, name, data, "資料1")
    assert answer.status_code == 422 and words in says(answer)
    assert 'value="資料1"' in answer.text, "what was entered is still there"
    assert files(world, request_id) == [] and row(world, request_id).latest == 1


@pytest.mark.databases("sqlite")
def test_neither_the_same_file_twice_nor_more_than_five(world: World) -> None:
    request_id, volunteer = draft(world), world.as_("volunteer")
    for n in range(5):
        attach(volunteer, request_id, "a.txt", f"第{n}の説明".encode(), f"資料{n}")
    again = attach(volunteer, request_id, "a.txt", b"more", "資料6")
    assert again.status_code == 409 and "5件まで" in says(again)
    volunteer.post(f"/requests/{request_id}/attachments/{files(world, request_id)[0]['id']}/remove")
    same = attach(volunteer, request_id, "b.txt", "第3の説明".encode(), "別の題名")
    assert same.status_code == 409 and "すでに添付" in says(same)


@pytest.mark.databases("sqlite")
def test_only_who_may_write_the_text_changes_its_files(world: World) -> None:
    request_id = draft(world)
    second = world.as_("second")
    assert attach(second, request_id, "a.txt", b"x", "t").status_code == 404, "not theirs to see"
    shared = numbered(world, state=State.RECONCILING)
    assert attach(second, shared, "a.txt", b"x", "t").status_code == 409
    attach(world.as_("representative"), shared, "a.txt", "説明".encode(), "資料1")
    (one,) = files(world, shared, "second")
    assert one["left"] == [], "what was left behind is for whoever sent it"
    path = f"/requests/{shared}/attachments/{one['id']}"
    assert second.get(f"{path}/file").status_code == 200, "members read along"
    assert second.post(f"{path}/remove").status_code == 409
    closed = numbered(world, state=State.CONSULTATION)
    refused = attach(world.as_("volunteer"), closed, "a.txt", b"x", "t")
    assert refused.status_code == 409, "no version can be written now"
    other = f"/requests/{closed}/attachments/{one['id']}/file"
    assert second.get(other).status_code == 404, "a file of another request"


@pytest.mark.databases("sqlite")
def test_what_a_file_says_is_found_as_the_request_is(world: World) -> None:
    shared = numbered(world, state=State.RECONCILING)
    attach(world.as_("volunteer"), shared, "a.txt", "天秤座の較正の手順".encode(), "資料1")
    found = world.as_("second").api("/search?q=天秤座の較正").json()
    (group,) = found["groups"]
    assert [one["link"] for one in group["hits"]] == [f"/requests/{shared}"]
    own = draft(world)
    attach(world.as_("volunteer"), own, "a.txt", "水瓶座の較正の手順".encode(), "資料1")
    assert world.as_("second").api("/search?q=水瓶座の較正").json()["total"] == 0


@pytest.mark.databases("sqlite")
def test_a_company_hidden_from_members_vouches_for_its_pictures(world: World) -> None:
    request_id = draft(world, anonymity="members")
    volunteer = world.as_("volunteer")
    refused = attach(volunteer, request_id, "a.png", png(), "資料1")
    assert refused.status_code == 422 and "画像が1件" in says(refused)
    taken = attach(volunteer, request_id, "a.png", png(), "資料1", looked="on")
    assert taken.status_code == 303, says(taken)


@pytest.mark.databases("sqlite")
def test_whoever_hides_from_members_later_must_vouch_then(world: World) -> None:
    request_id = draft(world)
    volunteer = world.as_("volunteer")
    attach(volunteer, request_id, "a.png", png(), "資料1")
    save(volunteer, request_id, 2, anonymity="members", problem="改めた問題。",
         body=world.bodies["licensing"], kind="operation", novelty="new", priority="B")
    assert row(world, request_id).anonymity == "members"
    refused = move(volunteer, request_id, "submit")
    assert refused.status_code == 409 and "画像のある資料が1件" in says(refused)


@pytest.mark.databases("sqlite")
def test_words_in_a_file_tell_who_asks_as_words_in_the_text_do(world: World) -> None:
    request_id = draft(world, anonymity="members")
    volunteer = world.as_("volunteer")
    named = word("調査の対象は青葉精工の三工場。")
    attach(volunteer, request_id, "a.docx", named, "資料1")
    refused = move(volunteer, request_id, "submit")
    assert refused.status_code == 409 and "会社が分かる箇所" in says(refused)
    shared = numbered(world, anonymity="members", state=State.RECONCILING)
    refused = attach(volunteer, shared, "a.docx", named, "資料1")
    assert refused.status_code == 409 and "会社が分かる箇所" in says(refused)


@pytest.mark.databases("sqlite")
def test_the_api_takes_base64_and_a_repeated_call_attaches_once(world: World) -> None:
    request_id, volunteer = draft(world), world.as_("volunteer")
    path = f"/requests/{request_id}/attachments"
    body = {"title": "資料1", "name": "a.csv", "content": base64.b64encode(b"a,b\n1,2\n").decode()}
    first = volunteer.api(path, body, once="one-and-the-same")
    again = volunteer.api(path, body, once="one-and-the-same")
    assert (first.status_code, again.status_code) == (201, 201), first.text
    assert first.json()["id"] == again.json()["id"] and len(files(world, request_id)) == 1
    broken = volunteer.api(path, body | {"content": "***"})
    assert broken.status_code == 422
    large = volunteer.api(path, body | {"content": "A" * 14_000_000})
    assert large.status_code == 413


def merge(world: World, source: str, into: str, **fields: object):
    return world.as_("secretary").post(
        f"/requests/{source}/merge", into=into, note="同じ内容のため。", **fields
    )


def test_a_merged_requests_files_come_along(world: World) -> None:
    into = numbered(world, state=State.RECONCILING)
    source = numbered(world, "second", state=State.RECONCILING)
    for n in range(3):
        attach(world.as_("volunteer"), into, "a.txt", f"第{n}の説明".encode(), f"資料{n}")
    attach(world.as_("second"), source, "a.txt", "第2の説明".encode(), "同じ資料")
    attach(world.as_("second"), source, "b.docx", word("二社の調査。"), "二社の調査")
    attach(world.as_("second"), source, "c.txt", "三つ目。".encode(), "三つ目")
    attach(world.as_("second"), source, "d.txt", "四つ目。".encode(), "四つ目")
    offered = [one["id"] for one in files(world, source)]
    page = world.as_("secretary").get(f"/requests/{source}").text
    assert all(f'value="{one}" checked' in " ".join(page.split()) for one in offered)

    refused = merge(world, source, into)
    assert refused.status_code == 422 and "あと2件" in says(refused)
    assert row(world, source).state == "reconciling" and row(world, into).latest == 4
    assert merge(world, source, into, files=["", "a" * 16]).status_code == 422
    answer = merge(world, source, into, files=["", *offered[:3]])
    assert answer.status_code == 303, says(answer)

    got = files(world, into, "volunteer")
    assert [one["title"] for one in got] == ["資料0", "資料1", "資料2", "二社の調査", "三つ目"]
    number = row(world, source).number
    assert [one["merged_from"] for one in got] == ["", "", "", number, number]
    assert got[3]["left"] == [], "whose file it was alone sees what was left behind"
    assert files(world, into, "second")[3]["left"]
    path = f"/requests/{into}/attachments/{got[3]['id']}/file"
    assert world.as_("third").get(path).status_code == 200
    assert row(world, into).latest == 5, "what was said before was said without them"
    with world.reading() as work:
        told = work.db.exec(
            select(JournalEntry).where(JournalEntry.verb == "request.attach_merged")
        ).all()
    assert [one.subject_id for one in told] == [into]


@pytest.mark.databases("sqlite")
def test_files_come_along_where_they_can_be_taken(world: World) -> None:
    closed = numbered(world, state=State.CONSULTATION)
    source = numbered(world, "second", state=State.RECONCILING)
    attach(world.as_("second"), source, "a.png", png(), "写真")
    refused = merge(world, source, closed)
    assert refused.status_code == 422 and "本文は確定" in says(refused)
    hidden = submitted(world, anonymity="members")
    officer = world.as_("officer")
    path, sent = f"/requests/{source}/merge", {"into": hidden, "note": "同じ内容のため。"}
    refused = officer.post(path, **sent)
    assert refused.status_code == 422 and "画像が1件" in says(refused)
    assert officer.post(path, **sent, looked="on").status_code == 303
    assert [one["title"] for one in files(world, hidden)] == ["写真"]
    other = numbered(world, "second", state=State.RECONCILING)
    attach(world.as_("second"), other, "a.png", png(), "写真")
    assert merge(world, other, closed, files=[""]).status_code == 303
    assert row(world, closed).latest == 1, "nothing was chosen"
