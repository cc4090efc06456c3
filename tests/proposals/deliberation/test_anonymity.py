"""A company that asks without its name deliberates without its name: two worlds that differ only
in who it is show everybody else the same bytes."""

import re
from pathlib import Path

import pytest

from deliberation_builder import (
    comment,
    consulted,
    objection,
    position,
    reconciled,
    seen,
    send,
    sent,
)
from request_builder import save
from world import World, a_world, says

pytestmark = pytest.mark.databases("sqlite")

NAMING = "当社青葉精工の長野第二工場の例である。"
OTHERS = ("third", "fourth", "chair", "lead", "secretary", "secondee", "officer", "adviser",
          "observer", "outsider", "administrator")  # fmt: skip


@pytest.fixture
def request_id(world: World) -> str:
    return consulted(world, anonymity="members")


def test_whoever_asks_comments_and_replies_without_a_name(world: World, request_id: str) -> None:
    comment(world, "volunteer", request_id, text="補足する。")
    root = comment(world, "third", request_id, text="件数は。")
    replies = f"/requests/{request_id}/comments/{root}/replies"
    sent(world, "representative", replies, text="集計する。")
    said = [
        (one["by"], one["of"], one["mine"])
        for thread in seen(world, "third", request_id)["threads"]
        for one in thread["comments"]
        if one["by"] != "江川 翠"
    ]
    assert said == [("要望者", "", False)] * 2
    own = [one["mine"] for thread in seen(world, "volunteer", request_id)["threads"]
           for one in thread["comments"] if one["by"] == "要望者"]  # fmt: skip
    assert own == [True, True]


def test_whoever_asks_answers_objections_without_a_name(world: World, request_id: str) -> None:
    one = objection(world, "third", request_id)
    path = f"/requests/{request_id}/objections/{one}/answer"
    sent(world, "volunteer", path, answer="別紙に定義を置く。")
    shown = seen(world, "third", request_id)["objections"]["rows"][0]
    assert shown["answered"].startswith("要望者")


def test_words_that_tell_who_asks_are_refused_to_it(world: World, request_id: str) -> None:
    one = objection(world, "third", request_id)
    root = comment(world, "third", request_id)
    base = f"/requests/{request_id}"
    refused = [
        send(world, "volunteer", f"{base}/comments", text=NAMING, kind="general"),
        send(world, "volunteer", f"{base}/comments/{root}/replies", text=NAMING),
        send(world, "volunteer", f"{base}/objections/{one}/answer", answer=NAMING),
    ]
    for answer in refused:
        assert answer.status_code == 409 and "要望した会社が分かる語句" in says(answer)
        assert NAMING in answer.text  # what was typed is not lost
    assert NAMING not in world.as_("third").get(base).text


def test_no_refusal_tells_others_whose_name_is_the_right_one(
    world: World, request_id: str
) -> None:
    for name in ("second", "third", "lead", "secretary", "adviser"):
        for company in ("青葉精工", "瑞雲電子"):
            assert comment(world, name, request_id, text=f"{company}の例がある。")


def test_a_named_request_is_answered_with_its_name(world: World) -> None:
    request_id = consulted(world, anonymity="authority")
    comment(world, "volunteer", request_id, text=NAMING)
    shown = seen(world, "third", request_id)["threads"][0]["comments"][0]
    assert (shown["by"], shown["of"]) == ("石橋 浩二", "青葉精工")


def test_no_trace_of_whoever_asks_reaches_anybody_else(world: World, request_id: str) -> None:
    comment(world, "volunteer", request_id, text="補足する。")
    comment(world, "volunteer", request_id, text="事務局へ。", visibility="secretariat")
    one = objection(world, "third", request_id)
    answer = f"/requests/{request_id}/objections/{one}/answer"
    sent(world, "volunteer", answer, answer="定義を置く。")
    traces = ("青葉", "石橋", world.companies["aoba"], world.people["volunteer"])
    for name in OTHERS:
        client = world.as_(name)
        paths = (f"/requests/{request_id}", f"/api/requests/{request_id}", "/search?q=補足する")
        for path in paths:
            # Who has not answered is told to few: whoever asks is one of all the companies asked.
            text = client.get(path).text.replace("青葉精工</li>", "").replace('"青葉精工",', "")
            assert not [trace for trace in traces if trace in text], (name, path)
        whole = client.get(f"/requests/{request_id}").text
        assert ("事務局へ。" in whole) is (name == "officer"), name


# Two pairs that sort on both sides of the readers' own companies.
PAIRS = [("volunteer", "second"), ("fourth", "volunteer")]
READERS = ("third", "secretary", "outsider")


def deliberated(world: World, asker: str) -> str:
    """The same deliberation, whoever asks: every company does the same in every world."""
    request_id = consulted(world, asker, anonymity="members")
    for name in ("volunteer", "second", "third", "fourth", "chair"):
        position(world, name, request_id, "support", reason="必要である。")
    root = comment(world, "third", request_id, text="件数は。", block="burden")
    comment(world, asker, request_id, text="補足する。")
    sent(world, asker, f"/requests/{request_id}/comments/{root}/replies", text="集計する。")
    one = objection(world, "third", request_id)
    sent(world, asker, f"/requests/{request_id}/objections/{one}/answer", answer="定義を置く。")
    reconciled(world, request_id)
    answer = save(world.as_(asker), request_id, 1, problem="円安で対象が増えた。")
    assert answer.status_code == 303
    return request_id


def bytes_read(world: World, request_id: str) -> dict[str, str]:
    pages = {}
    for name in READERS:
        client = world.as_(name)
        for path in (f"/requests/{request_id}", f"/api/requests/{request_id}", "/requests",
                     "/search?q=補足する"):  # fmt: skip
            pages[f"{name} {path}"] = _settled(client.get(path).text)
    return pages


def _settled(text: str) -> str:
    """Ids are random and tokens a session's own: each is called by its first appearance."""
    names: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        return names.setdefault(found[0], f"#{len(names)}")

    return re.sub(r'(?<=name="_csrf" value=")[^"]*|\b[a-z2-7]{16}\b', name, text)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_two_worlds_that_differ_in_who_asks_look_the_same(
    pair: tuple[str, str], tmp_path: Path
) -> None:
    seen_in: list[dict[str, str]] = []
    for n, asker in enumerate(pair):
        folder = tmp_path / str(n)
        folder.mkdir()
        world = a_world(f"sqlite:///{folder / 'goi.db'}", folder)
        request_id = deliberated(world, asker)
        pages = bytes_read(world, request_id)
        seen_in.append({path.replace(request_id, "one"): text for path, text in pages.items()})
        world.dispose()
    assert seen_in[0].keys() == seen_in[1].keys()
    for path, text in seen_in[0].items():
        assert text == seen_in[1][path], path
    assert any("要望者" in text for text in seen_in[0].values())
