"""Words that comments are about are marked in the section's HTML, and nothing else changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.markdown import render
from proposals.drafting.marking import Quote, marked
from proposals.models import Consultation
from request_builder import numbered
from world import World, says


def shown(html: str) -> str:
    """Marks as [words]n, other tags left out."""
    number = r'<a class="no" href="#comment-(\d+)"><span class="vh">x</span>\1</a>'
    html = re.sub(number, r"\1", html)
    html = re.sub(r'<a class="anchor"[^>]*>(.*?)</a>', r"[\1]", html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "", html).strip()


@pytest.mark.parametrize(
    ("html", "quotes", "wanted"),
    [
        ("<p>基準額を上げる。</p>", [Quote(1, "基準額", 0)], "[基準額]1を上げる。"),
        ("<p>額と額</p>", [Quote(1, "額", 2)], "額と[額]1"),
        ("<p>額と額</p>", [Quote(1, "額", 9)], "[額]1と額"),
        ("<p>額</p>", [Quote(1, "ない", 0)], "額"),
        ("<p>A &amp; B</p>", [Quote(1, "A & B", 0)], "[A &amp; B]1"),
        ("<p>一<strong>二</strong>三</p>", [Quote(1, "一二三", 0)], "[一][二][三]1"),
        ("<p>一\n  二</p>", [Quote(1, "一 二", 0)], "[一\n  二]1"),
        ("<p>一</p>\n<p>二</p>", [Quote(1, "一 二", 0)], "[一]\n[二]1"),
        ("<p>一二三</p>", [Quote(1, "一二", 0), Quote(2, "二三", 1)], "[一二]1[三]2"),
        ("<p>一二三</p>", [Quote(1, "一二三", 0), Quote(2, "二", 1)], "[一二]2[三]1"),
    ],
)
def test_words_are_marked_where_they_stand(html: str, quotes: list[Quote], wanted: str) -> None:
    assert shown(marked(html, quotes, "x")) == wanted


def test_a_link_is_not_broken_by_a_mark() -> None:
    html = '<p>前<a href="https://example.jp/?a=1&amp;b=2">資料</a>後</p>'
    out = marked(html, [Quote(1, "前資料", 0)], "x")
    assert '<a href="https://example.jp/?a=1&amp;b=2">資料</a><a class="no"' in out
    assert '<a class="anchor" id="place-1" href="#comment-1">前</a><a href' in out


def test_a_place_has_one_name_however_often_it_is_broken() -> None:
    out = marked("<p>一<em>二</em>三</p>", [Quote(7, "一二三", 0)], "x")
    assert out.count('id="place-7"') == 1


@given(st.text("あいう<>&*[]`- \n", max_size=60), st.integers(0, 20), st.integers(1, 9))
def test_nothing_but_marks_is_added(text: str, start: int, length: int) -> None:
    html = render(text)
    line = " ".join(re.sub(r"<[^>]+>", "", html).split())
    words = line[start : start + length]
    out = marked(html, [Quote(1, words, start)], "x")
    without = re.sub(r'<a class="no" href="#comment-1"><span class="vh">x</span>1</a>', "", out)
    without = re.sub(r'<a class="anchor"(?: id="place-1")? href="#comment-1">(.*?)</a>', r"\1",
                     without, flags=re.DOTALL)  # fmt: skip
    assert without == html


def test_a_comments_words_are_marked_in_the_text(sqlite_world: World) -> None:
    request_id = numbered(sqlite_world)
    with sqlite_world.work("chair") as work:
        work.db.add(
            Consultation(
                id=work.id("consultation"), request_id=request_id, version=1,
                opens_at=work.now, closes_at=work.now, silence="nothing",
                company_ids=[sqlite_world.companies["mizuho"]],
            )
        )  # fmt: skip
    answer = sqlite_world.as_("second").post(
        f"/requests/{request_id}/comments", block="request", quote="換算の基準日", version="1",
        kind="technical", text="申告日でよいか。", visibility="committee",
    )  # fmt: skip
    assert answer.status_code == 303, says(answer)
    page = sqlite_world.as_("third").get(f"/requests/{request_id}").text
    assert re.search(r'id="place-1" href="#comment-1">換算の基準日</a>', page)
    assert 'href="#place-1"' in page
