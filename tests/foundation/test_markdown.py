"""What Markdown may become: readable HTML, and nothing that acts."""

import sys
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation import markdown
from foundation.markdown import MarkdownTooLong, is_safe_link, plain, render

ALLOWED = {
    "a": {"href", "rel"}, "ol": {"start"}, "th": {"class"}, "td": {"class"},
    **{tag: set() for tag in "p br hr h3 h4 h5 h6 blockquote ul li pre code em strong s table"
                             " thead tbody tr".split()},
}  # fmt: skip


class Seen(HTMLParser):
    """Every element of a piece of HTML, with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def links(html: str) -> list[str | None]:
    return [attributes["href"] for tag, attributes in Seen(html).elements if "href" in attributes]


def assert_harmless(html: str) -> None:
    for tag, attributes in Seen(html).elements:
        assert tag in ALLOWED
        assert attributes.keys() <= ALLOWED[tag]
        if "href" in attributes:
            assert is_safe_link(attributes["href"] or "")
            assert attributes["rel"] == "noopener noreferrer nofollow"
        assert attributes.get("class") in {None, "align-left", "align-center", "align-right"}


def test_a_request_body() -> None:
    assert render("## 現状\n\n一行目\n二行目\n\n### 内訳\n\n- **甲**\n- ~~乙~~\n") == (
        "<h3>現状</h3>\n<p>一行目<br>\n二行目</p>\n<h4>内訳</h4>\n"
        "<ul>\n<li><strong>甲</strong></li>\n<li><s>乙</s></li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    ("source", "top", "headings"),
    [
        ("# 甲\n\n## 乙", 3, ["h3", "h4"]),
        ("## 甲\n\n### 乙", 3, ["h3", "h4"]),
        ("### 甲\n\n# 乙", 3, ["h5", "h3"]),
        ("# 甲\n\n###### 乙", 3, ["h3", "h6"]),
        ("甲\n==\n\n乙\n--", 2, ["h2", "h3"]),
    ],
)
def test_headings_stand_under_those_of_the_page(source: str, top: int, headings: list[str]) -> None:
    found = [tag for tag, _ in Seen(render(source, top=top)).elements if tag.startswith("h")]
    assert found == headings


def test_headings_have_no_ids() -> None:
    assert "id=" not in render("# cookie\n\n## 甲 {#body}")


def test_tables_are_aligned_without_styles() -> None:
    html = render("| 甲 | 乙 | 丙 |\n|:-:|--:|---|\n| 1 | 2 | 3 |")
    assert '<th class="align-center">甲</th>' in html
    assert '<td class="align-right">2</td>' in html
    assert "<td>3</td>" in html
    assert "style" not in html


@pytest.mark.parametrize(
    "url",
    [
        "https://www.meti.go.jp/policy/anpo/?q=1&r=2#top",
        "http://laws.e-gov.go.jp/law/324AC0000000228",
        "HTTPS://example.jp",
        "https://xn--p8j9a0d.jp/",
        "https://example.jp:8443/a@b",
        "mailto:desk@example.jp",
        "https://[2001:db8::1]/",
    ],
)
def test_links_that_are_followed(url: str) -> None:
    assert is_safe_link(url)
    html = render(f"[資料](<{url}>)")
    assert_harmless(html)
    assert len(links(html)) == 1


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "vbscript:x",
        "data:text/html,x", "data:image/png;base64,AAAA", "file:///etc/passwd", "ftp://example.jp",
        "tel:+81312345678", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil",
        "/local", "relative", "../up", "#fragment", "?query", "", "https:", "https:evil", "https://",
        "https:///evil.example", "http:/evil.example", "https://meti.go.jp@evil.example",
        "https://user:pass@evil.example", "https://evil.example\\@meti.go.jp",
        "https://evil.example\\.meti.go.jp",
        "mailto:", "mailto:desk@example.jp?bcc=x@evil.example", "mailto:?bcc=x@evil.example",
        "mailto:desk@example.jp?subject=x", "mailto:a@b.jp,c@d.jp", "mailto:a%0Abcc:x@b.jp",
        "mailto://a@b.jp", "https://[::1", "x-app://y", "blob:https://example.jp/1", " https:// ",
        "&#106;avascript:alert(1)", "https://a\u202eb.example\x00",
    ],
)  # fmt: skip
def test_links_that_stay_text(url: str) -> None:
    assert not is_safe_link(url)
    for source in (f"[a](<{url}>)", f"[a]({url})", f"<{url}>", f"[a]\n\n[a]: {url}",
                   f'<a href="{url}">a</a>'):  # fmt: skip
        html = render(source)
        assert_harmless(html)
        # Nothing but an address typed between angle brackets may have become another link
        assert url not in links(html)


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
        "![p](https://evil.example/p.gif)", "![p][r]\n\n[r]: https://evil.example/p.gif",
        "<!-- x --><iframe src=//evil>", "<style>*{}</style>", "<a href='javascript:1'>x</a>",
        "[x](https://e.example/ 'onclick=\"alert(1)')", 
        "```html\" onload=\"x\n</code><script>\n```",
        "`<script>`", "<https://e.example/\"onclick=alert(1)>", "&lt;script&gt;", "<div id=body>",
        "<form action=https://evil><input name=x>", "<math><mtext></table><mglyph><style><img>",
        "|<b>|\n|-|\n|<img src=x>|", "[a](https://e.example/%22%3E%3Cscript%3E)",
        "<base href=//evil>", "<meta http-equiv=refresh content=0>", "a\0b", "\ud800",
    ],
)  # fmt: skip
def test_what_acts_is_shown_and_not_obeyed(source: str) -> None:
    assert_harmless(render(source))


def test_html_is_shown_as_typed() -> None:
    assert render("<b>甲</b>") == "<p>&lt;b&gt;甲&lt;/b&gt;</p>\n"


def test_images_stay_text() -> None:
    assert render("![図](a.png)") == "<p>![図](a.png)</p>\n"
    assert ">図</a>" in render("![図](https://example.jp/a.png)")


def test_quotes_and_addresses_are_left_as_typed() -> None:
    assert render('"甲" -- (c) https://e.example') == '<p>"甲" -- (c) https://e.example</p>\n'


PIECES = st.sampled_from(
    ["#", " ", "\n", "\n\n", "*", "**", "_", "`", "```", "~~", "[", "](", ")", "<", ">", "!", "|",
     "-", "|-|", ":", "&", ";", "\\", "1.", "甲", "a", "<a href=", '"', "'", "javascript:",
     "https://e.example", "//e", "mailto:", "?", "@", "<script>", "onload=", "style=", "\t", "\0"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join) | st.text())
@settings(max_examples=500)
def test_no_document_becomes_anything_harmful(source: str) -> None:
    assert_harmless(render(source))
    plain(source)


def test_the_source_may_have_64_kilobytes() -> None:
    render("a" * 65_536)
    render("あ" * 21_845)
    for source in ("a" * 65_537, "あ" * 21_846):
        for read in (render, plain):
            with pytest.raises(MarkdownTooLong):
                read(source)


def test_the_html_may_have_a_megabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "*a* " * 100
    monkeypatch.setattr(markdown, "MAX_OUTPUT", len(render(source)) + 10)
    render(source)
    with pytest.raises(MarkdownTooLong, match="HTML"):
        render(source + source)


@pytest.mark.parametrize("edge", ["|", ""])
def test_a_table_has_at_most_fifty_columns(edge: str) -> None:
    def a_table(columns: int) -> str:
        rows = (["a"] * columns, ["-"] * columns, ["b"] * columns)
        return "\n".join(edge + "|".join(row) + edge for row in rows)

    assert "<table>" in render(a_table(50))
    assert "<table>" not in render(a_table(51))
    assert "<table>" in render("> " + a_table(50).replace("\n", "\n> "))


def test_short_rows_cannot_grow_into_a_giant_table() -> None:
    # Given fifty columns and 20,000 rows of one cell each
    html = render("|a" * 50 + "|\n" + "|-" * 50 + "|\n" + "|b\n" * 20_000)
    # Then the table ends early, and the rest is still there
    assert html.count("<td") <= markdown.MAX_CELLS
    assert html.count("b") >= 20_000


def test_cells_are_counted_over_all_tables() -> None:
    html = render(("a|b\n-|-\nc|d\n\n") * 4_600)
    assert html.count("<td") + html.count("<th>") <= markdown.MAX_CELLS


@pytest.mark.parametrize("deep", [">", "> ", "- ", "* 1. ", "[", "![", "**a ", "*_", "(", "<", "`"])
def test_ten_thousand_levels_are_no_danger(deep: str) -> None:
    html = render((deep * 10_000)[: markdown.MAX_BYTES - 10] + "x")
    assert_harmless(html)
    assert html.count("<blockquote>") + html.count("<ul>") + html.count("<strong>") <= 10_000


SHAPES = [
    ">", "> ", "- ", "1. ", "- a\n  ", "[", "[[a]](", "[a](", "![", "[^", "[a][", "[a]: b\n", "*",
    "**a *b ", "*_", "a**b", "_a", "~~a ", "`", "`a``", "&amp;", "&#x", "<a", "<http:", "<!--",
    "\\", "a|b\n-|-\n", "|", "|a\n", "***\n", "a\n=\n", "](", "]", ")", '"', "  \n", ">\n", "\t",
    "```\n", "~", "# ", "a\n", "あ、", "* * ", "<!", "https://", "@", "]:",
]  # fmt: skip


def cost(source: str) -> int:
    """Lines of Python that rendering runs through: the same on every machine."""
    lines = 0

    def trace(*_: object) -> Callable[..., object]:
        nonlocal lines
        lines += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        render(source)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_as_much_costs_about_twice_as_much(shape: str) -> None:
    small = shape * (2_000 // len(shape))
    assert cost(small + small) <= 2.3 * cost(small)


def test_plain_words() -> None:
    source = (
        "# 題\n\n本文 **太字** `記号` [資料](https://e.example)\n次の行\n\n- 甲\n- 乙\n\n"
        "| 丙 | 丁 |\n|---|---|\n| 1 | 2 |\n\n```\n式\n```\n\n![図](x.png) <b>戊</b>"
    )
    assert plain(source) == (
        "題\n本文 太字 記号 資料\n次の行\n甲\n乙\n丙 丁\n1 2\n式\n![図](x.png) <b>戊</b>"
    )
    assert plain("") == ""


def test_the_version_tells_what_rendered() -> None:
    assert len(markdown.RENDERER_VERSION.split("/")) == 3
