"""Any word of one character or more is found, however it is written, and nothing else is."""

from collections.abc import Callable

import pytest

from search.index import drop, put
from search.queries import Found
from world import World

Enter = Callable[..., None]
Finds = Callable[..., list[str]]
HITS = {
    "two kanji": ("投票", "投票規則の改正"),
    "two kanji inside": ("委員", "専門委員会"),
    "one kanji": ("票", "投票"),
    "three": ("少額特例", "輸出令の少額特例について"),
    "half-width kana": ("ｶﾞｽ検知", "ガス検知器"),
    "full-width kana for half-width": ("ガス検知", "ｶﾞｽ検知器"),
    "full-width figures": ("４８条", "外為法第48条"),
    "half-width figures": ("48条", "外為法第４８条"),
    "capitals": ("WASSENAAR", "the Wassenaar Arrangement"),
    "full-width letters": ("ＩＣＰ", "model icp"),
    "brackets": ("(株)青葉", "㈱青葉"),
    "inside a word": ("export", "re-exports"),
    "the end of the text": ("不採用", "回答は不採用"),
    "a number with dashes": ("R08-SYS-006", "要望 R08‐SYS‐006"),
    "a variant of a kanji": ("葛飾", "葛\U000e0100飾"),
    "rare kanji": ("𠮷田", "株式会社𠮷田"),
    "wrapped by a line end": ("最終用途", "最終\n用途の確認"),
    "both words": ("許可 特例", "特例と、包括許可"),
    "a phrase": ('"export control"', "on export  control law"),
    "a phrase left open": ('"export con', "export control"),
    "a long sound": ("ユーザー", "外国ﾕｰｻﾞｰリスト"),
}
MISSES = {
    "parted by another character": ("投票", "投じた票"),
    "turned round": ("票投", "投票"),
    "one of two": ("許可 特例", "包括許可"),
    "a phrase in another order": ('"control export"', "export control"),
    "the grams but not the word": ("投票投", "票投 投票"),
    "another kana": ("はいふ", "ハイフ"),
    "across title and body": ("規則改正", "規則"),
}

NO_WORDS = (
    "", " ", "　", '"', '""', "***", "-", "・", "' OR 1=1 --", "\0", "\ud800", "%", "_", "\\",
    "NOT", "a AND", "NEAR(投票 委員)", "title:投票", "(", "投票*", "^投票", '"投票" OR "委員"',
    "x" * 100, " ".join("あいうえおかきくけこ" * 5),
)  # fmt: skip


def test_every_word_is_found_however_it_is_written(enter: Enter, finds: Finds) -> None:
    missed = []
    for what, (query, text) in HITS.items():
        enter("title", text)
        enter("body", "件名", text)
        enter("other", "関係のない件", "本文")
        if finds(query) != ["title", "body"]:
            missed.append(what)
    assert missed == []


def test_what_is_only_like_it_is_not_found(enter: Enter, finds: Finds) -> None:
    taken = []
    for what, (query, text) in MISSES.items():
        enter("near", text, "改正のこと")
        if finds(query):
            taken.append(what)
    assert taken == []


def test_no_query_is_syntax(enter: Enter, finds: Finds) -> None:
    enter("a", "投票と委員")
    assert {query: finds(query) for query in NO_WORDS} == dict.fromkeys(NO_WORDS, [])


def test_signs_of_a_word_count(enter: Enter, finds: Finds) -> None:
    enter("sharp", "C# と C++")
    enter("plain", "C だけ")
    assert finds("c++") == ["sharp"]
    assert finds("100%") == []


def test_titles_come_first_then_the_newest(enter: Enter, finds: Finds) -> None:
    enter("old title", "少額特例")
    enter("old body", "x", "少額特例")
    enter("new body", "x", "少額特例")
    enter("new title", "少額特例の額")
    assert finds("特例") == ["new title", "old title", "new body", "old body"]
    assert finds("特例", limit=3) == ["new title", "old title", "new body"]


def test_what_was_changed_is_found_under_its_new_words_only(enter: Enter, finds: Finds) -> None:
    enter("a", "少額特例", "旧い本文")
    enter("a", "包括許可", "新しい本文")
    assert finds("少額特例") == finds("旧い") == []
    assert finds("包括許可") == ["a"]


def test_what_was_dropped_is_gone_and_can_come_again(
    world: World, enter: Enter, finds: Finds
) -> None:
    enter("a", "少額特例")
    enter("b", "少額特例")
    with world.work("secretary") as work:
        drop(work, "a")
        drop(work, "never was")
    assert finds("少額") == ["b"]
    enter("a", "少額特例")
    assert finds("少額") == ["a", "b"]


def test_what_is_taken_back_is_not_found(world: World, finds: Finds, enter: Enter) -> None:
    with pytest.raises(ZeroDivisionError), world.work("secretary") as work:
        put(work, kind="request", subject_id="a", audience="members", title="少額特例", body="",
            link="/a")  # fmt: skip
        raise ZeroDivisionError
    assert finds("少額") == []


def test_hits_are_marked_in_title_and_excerpt(
    enter: Enter, found: Callable[..., list[Found]]
) -> None:
    enter("a", "㈱の少額特例", "理由\n\nｶﾞｽ検知器の" + "あ" * 500)
    (one,) = found("少額 ガス")
    assert [(piece.text, piece.hit) for piece in one.title] == [
        ("㈱の", False), ("少額", True), ("特例", False),
    ]  # fmt: skip
    assert [(piece.text, piece.hit) for piece in one.excerpt][:2] == [
        ("理由", False), ("ｶﾞｽ", True),
    ]  # fmt: skip
    assert one.excerpt[-1].text == "…"
