"""Comments over HTTP: where they stand, who writes and reads them, what is refused."""

import pytest
from sqlmodel import func, select

from deliberation_builder import checked, comment, consulted, reconciled, revised, seen, send
from foundation.markdown import RENDERER_VERSION
from notifications.models import Message
from proposals.models import Comment
from request_builder import submitted
from world import World, says

pytestmark = pytest.mark.databases("sqlite")

QUOTED = {"block": "request", "quote": "換算の基準日", "prefix": "(2) ", "suffix": "を定める。"}


def written(world: World) -> int:
    with world.reading() as work:
        return work.db.exec(select(func.count()).select_from(Comment)).one()


def threads(world: World, name: str, request_id: str) -> list[dict]:
    return seen(world, name, request_id)["threads"]


def told(world: World, key: str) -> set[str]:
    names = {person: name for name, person in world.people.items()}
    with world.reading() as work:
        rows = work.db.exec(select(Message).where(Message.text_key == key))
        return {names[row.person_id] for row in rows}


@pytest.mark.databases("sqlite", "postgres")
def test_a_comment_stands_at_its_words(world: World) -> None:
    request_id = consulted(world)
    answer = send(world, "second", f"/requests/{request_id}/comments", kind="technical",
                  text="**いつ**の換算か。", version="1", **QUOTED)  # fmt: skip
    page = world.as_("third").follow(answer)
    assert "換算の基準日" in says(page) and "瑞雲電子" in says(page) and "伊藤 玲" in says(page)
    assert "<strong>いつ</strong>" in page.text
    thread = threads(world, "third", request_id)[0]
    assert (thread["section"], thread["fate"], thread["quote"]) == ("request", "found",
                                                                    "換算の基準日")  # fmt: skip
    with world.reading() as work:
        row = work.db.exec(select(Comment)).one()
        assert (row.renderer, row.version) == (RENDERER_VERSION, 1)


def test_threads_follow_the_text_and_replies_their_thread(world: World) -> None:
    request_id = consulted(world)
    late = comment(world, "second", request_id, block="effectiveness", text="最後の箇所。")
    comment(world, "third", request_id, block="request", quote="換算", text="後の語句。")
    comment(world, "third", request_id, block="request", quote="基準額", text="前の語句。")
    comment(world, "fourth", request_id, text="全体について。")
    path = f"/requests/{request_id}/comments/{late}/replies"
    assert send(world, "volunteer", path, text="示します。").status_code == 303
    found = threads(world, "third", request_id)
    in_order = ("全体について。", "前の語句。", "後の語句。", "最後の箇所。")
    said = [one["comments"][0]["html"] for one in found]
    assert said == [f"<p>{text}</p>\n" for text in in_order]
    assert [one["number"] for one in found] == [1, 2, 3, 4]
    assert [one["by"] for one in found[3]["comments"]] == ["伊藤 玲", "石橋 浩二"]


def test_a_reply_to_a_reply_says_to_whom(world: World) -> None:
    request_id = consulted(world)
    root = comment(world, "second", request_id)
    for n in range(4):
        path = f"/requests/{request_id}/comments/{root}/replies"
        answer = world.as_("third").api(path, {"text": f"返信{n}"}, once=f"reply-{n}-{root}")
        assert answer.status_code == 201
        root = answer.json()["id"]
    said = threads(world, "second", request_id)[0]["comments"]
    assert [one["replying_to"] for one in said] == ["", "", "江川 翠", "江川 翠", "江川 翠"]


def test_a_comment_outlives_its_words(world: World) -> None:
    request_id = consulted(world)
    comment(world, "second", request_id, **QUOTED)
    comment(world, "second", request_id, block="problem", quote="基準額が長く変わっていない")
    comment(world, "second", request_id, block="reason", quote="物価と為替")
    reconciled(world, request_id)
    revised(
        world, request_id, request="(1) 基準額を引き上げる。",
        problem="基準額が三十年変わっていない。",
    )  # fmt: skip
    page = says(world.as_("third").get(f"/requests/{request_id}"))
    assert "語句がなくなりました" in page and "語句が変わりました" in page
    found = {one["quote"]: one for one in threads(world, "third", request_id)}
    assert found["換算の基準日"]["fate"] == "gone" and found["換算の基準日"]["version"] == 1
    changed = found["基準額が長く変わっていない"]
    assert (changed["fate"], changed["words"]) == ("changed", "基準額が三十年変わっていない")
    assert found["物価と為替"]["fate"] == "found"


def test_words_of_the_version_that_was_read_are_taken(world: World) -> None:
    request_id = reconciled(world, consulted(world))
    revised(world, request_id, request="(1) 基準額を引き上げる。")
    assert comment(world, "second", request_id, version="1", **QUOTED)
    assert threads(world, "second", request_id)[0]["fate"] == "gone"
    path = f"/requests/{request_id}/comments"
    refused = send(world, "second", path, text="甲", kind="general", version="2", **QUOTED)
    assert refused.status_code == 422 and "見つかりません" in says(refused)


def test_marks_of_the_source_may_be_quoted_where_changes_are_shown(world: World) -> None:
    request_id = consulted(world, problem="- **一つ目**の項目")
    comment(world, "second", request_id, block="problem", quote="- **一つ目**の")
    comment(world, "second", request_id, block="problem", quote="一つ目の項目")


SENT = [
    ({}, 303),
    ({"block": "burden"}, 303),
    ({"text": ""}, 422),
    ({"text": " 　\n"}, 422),
    ({"text": "あ" * 10_001}, 422),
    ({"text": "nul\0"}, 422),
    ({"text": "\u202e反転"}, 422),
    ({"kind": ""}, 422),
    ({"kind": "rant"}, 422),
    ({"visibility": "world"}, 422),
    ({"block": "nowhere"}, 422),
    ({"block": "comparison"}, 422),
    ({"quote": "換算の基準日"}, 422),
    ({"block": "request", "quote": "そこにない語句"}, 422),
    ({"block": "request", "quote": "換算", "prefix": "nul\0"}, 422),
    ({"block": "request", "quote": "換算", "prefix": "あ" * 201}, 422),
    ({"version": "2"}, 422),
    ({"version": "0"}, 422),
    ({"version": "9" * 5000}, 422),
    ({"as_requester": "1"}, 422),
    ({"text": ("> " * 3000) + "深い"}, 303),
    ({"text": "<script>alert(1)</script>"}, 303),
]


def test_what_is_sent(world: World) -> None:
    request_id, expected = consulted(world), 0
    for fields, status in SENT:
        given = {"text": "定義が要る。", "kind": "general", **fields}
        answer = send(world, "second", f"/requests/{request_id}/comments", **given)
        expected += status == 303
        assert (answer.status_code, written(world)) == (status, expected), fields
        if status == 422 and given["text"] == "定義が要る。":
            assert given["text"] in answer.text  # nothing that was typed is lost
    assert "<script>alert" not in world.as_("third").get(f"/requests/{request_id}").text


WRITERS = {
    "volunteer": 303, "second": 303, "second_contributor": 303, "lead": 303, "chair": 303,
    "adviser": 303, "observer": 303, "secretary": 303, "secondee": 303, "officer": 303,
    "outsider": 409, "administrator": 409,
}  # fmt: skip


def test_who_comments(world: World) -> None:
    request_id = consulted(world)
    path = f"/requests/{request_id}/comments"
    status = {
        name: send(world, name, path, text="定義が要る。", kind="general").status_code
        for name in WRITERS
    }
    assert status == WRITERS
    assert written(world) == list(WRITERS.values()).count(303)


def test_before_and_after_the_discussion_nothing_is_said(world: World) -> None:
    request_id = submitted(world)
    path = "/requests/{}/comments"
    fields = {"text": "甲", "kind": "general"}
    assert send(world, "volunteer", path.format(request_id), **fields).status_code == 409
    assert send(world, "second", path.format(request_id), **fields).status_code == 404
    request_id = checked(world, consulted(world))
    assert send(world, "second", path.format(request_id), **fields).status_code == 303
    send(world, "volunteer", f"/requests/{request_id}/moves/withdraw", note="やめる。")
    assert send(world, "second", path.format(request_id), **fields).status_code == 409


READERS = {
    "second": True, "second_contributor": True, "secretary": True, "officer": True,
    "secondee": False, "third": False, "chair": False, "lead": False, "volunteer": False,
    "adviser": False, "outsider": False,
}  # fmt: skip


def test_what_is_for_the_secretariat_alone(world: World) -> None:
    request_id = consulted(world)
    secret = comment(world, "second", request_id, text="内密の事情。", visibility="secretariat")
    path = f"/requests/{request_id}/comments/{secret}/replies"
    assert send(world, "secretary", path, text="内密の返事。").status_code == 303
    comment(world, "fourth", request_id, text="公の意見。")
    for name, reads in READERS.items():
        client = world.as_(name)
        for url in (f"/requests/{request_id}", f"/api/requests/{request_id}"):
            text = client.get(url).text
            assert ("内密の事情" in text, "内密の返事" in text) == (reads, reads), (name, url)
            assert "公の意見" in text
        numbers = [one["number"] for one in threads(world, name, request_id)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert "の事情。" not in says(client.get("/search", params={"q": "内密の事情"}))
        if not reads:
            unknown = f"/requests/{request_id}/comments/{'a' * 16}/replies"
            assert send(world, name, path, text="甲").status_code == 404
            assert send(world, name, unknown, text="甲").status_code == 404


def test_whoever_asks_hears_of_comments_to_all_only(world: World) -> None:
    request_id = consulted(world)
    comment(world, "second", request_id, visibility="secretariat")
    assert told(world, "mail.comment_written") == {"secretary", "officer", "releaser"}
    comment(world, "second", request_id)
    assert "volunteer" in told(world, "mail.comment_written")
    root = comment(world, "second", request_id)
    send(world, "third", f"/requests/{request_id}/comments/{root}/replies", text="同感。")
    assert told(world, "mail.comment_replied") == {"second"}


def test_comments_to_all_are_found_by_all(world: World) -> None:
    request_id = consulted(world)
    comment(world, "second", request_id, text="性能密度の定義が要る。")
    comment(world, "second", request_id, text="歩留まりの事情。", visibility="secretariat")
    outsider = world.as_("outsider")
    assert "の定義が要る。" in says(outsider.get("/search", params={"q": "性能密度"}))
    assert "事情。" not in says(outsider.get("/search", params={"q": "歩留まり"}))


def test_a_comment_of_another_request_is_not_there(world: World) -> None:
    request_id, here = consulted(world), consulted(world)
    root = comment(world, "second", request_id, **QUOTED)
    path = f"/requests/{here}/comments/{root}/replies"
    assert send(world, "second", path, text="甲").status_code == 404
    page = says(world.as_("third").get(f"/requests/{request_id}?lang=en"))
    assert "Zuiun Electronics Corporation" in page and "Technical" in page
