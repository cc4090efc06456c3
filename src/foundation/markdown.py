"""Markdown that members write, made into HTML that can do nothing but be read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token

MAX_BYTES = 64 * 1024
MAX_OUTPUT = 1024 * 1024
MAX_COLUMNS = 50
# Short rows are filled up with cells, so that little text could make a giant table.
MAX_CELLS = 20_000

# Part of the key under which rendered text is cached.
RENDERER_VERSION = f"2/{version('markdown-it-py')}/{version('nh3')}"

_ALIGNMENTS = {f"text-align:{side}": f"align-{side}" for side in ("left", "center", "right")}
_TAGS = set(
    "p br hr h2 h3 h4 h5 h6 blockquote ul ol li pre code em strong s a"
    " table thead tbody tr th td".split()
)
_MAIL = re.compile(r"mailto:[^\s/?#&%,;:@]+@[a-z0-9.-]+", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff]")


# What carries the id of a block: `_blocks` sets one there and nothing else can.
_CARRIERS = ("p", "h2", "h3", "h4", "h5", "h6", "li", "tr", "pre", "code")


class MarkdownTooLong(ValueError):
    """A source over 64 KB, or one whose HTML would be over 1 MB."""


@dataclass(frozen=True)
class Piece:
    """A block as it stands in a source: heading, paragraph, item (of a list), row (of a table) or
    code. `text` are its words alone; `start` and `end` (code points, end excluded) tell where what
    can be rewritten stands: without the marks that make it an item or a heading."""

    kind: str
    text: str
    start: int
    end: int


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return is_safe_link(url)


def is_safe_link(url: str) -> bool:
    """Whether a link leads to a web page or a mailbox, and shows where.

    Nothing relative or without a scheme, no user name before the host (https://meti.go.jp@evil),
    and no mail with subject, copies or text prepared.
    """
    if url[:7].lower() == "mailto:":
        return bool(_MAIL.fullmatch(url))
    if "\\" in url or " " in url or not url.isprintable():
        return False
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        )
    except ValueError:
        return False


def render(source: str, *, top: int = 3, ids: Sequence[str] = ()) -> str:
    """Safe HTML. The source's highest headings become h`top`, to stand under the page's own.
    `ids` are given to its blocks, one to each of `pieces` in their order.

    Line breaks are kept as typed. Images stay text, HTML is shown and not obeyed, a table beyond
    50 columns is a paragraph; what is nested deeper than 20 levels is left out.

    Raises:
        MarkdownTooLong: over 64 KB of source, or over 1 MB of HTML.
    """
    tokens = parsed(source)
    for (carrier, _, _, _), block_id in zip(_blocks(tokens), ids, strict=False):
        carrier.attrSet("id", block_id)
    _lower_headings(tokens, top)
    _align_by_class(tokens)
    html = _ENGINE.renderer.render(tokens, _ENGINE.options, {})
    if len(html) > MAX_OUTPUT:
        raise MarkdownTooLong(f"{len(html)} characters of HTML")
    return nh3.clean(
        html,
        tags=_TAGS,
        # Without "*" the library would add lang and title of its own accord.
        attributes={
            "*": set(), "a": {"href"}, "ol": {"start"}, **{tag: {"id"} for tag in _CARRIERS}
        },
        allowed_classes={cell: set(_ALIGNMENTS.values()) for cell in ("th", "td")},
        attribute_filter=_second_look,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
    )


def plain(source: str) -> str:
    """The words alone, a line for each paragraph, item or row: for search and mails.

    Raises:
        MarkdownTooLong: over 64 KB of source.
    """
    return "\n".join(text for _, _, text, _ in _blocks(parsed(source)))


def pieces(source: str) -> list[Piece]:
    """The blocks of a source in the order they are read; those without a word are none.

    Raises:
        MarkdownTooLong: over 64 KB of source.
    """
    lines = source.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    return [
        Piece(kind, text, *_extent(kind, inline, lines, offsets))
        for _, kind, text, inline in _blocks(parsed(source))
    ]


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[Token, str, str, Token]]:
    """Each block with words: the token that is to carry its id, its kind, its words, and the token
    that knows its lines."""
    items: list[Token] = []
    carrying: set[int] = set()
    for at, token in enumerate(tokens):
        if token.type == "list_item_open":
            items.append(token)
        elif token.type == "list_item_close":
            items.pop()
        elif token.type in {"heading_open", "paragraph_open"}:
            inline = tokens[at + 1]
            carrier, kind = token, "heading" if token.type == "heading_open" else "paragraph"
            if items and kind == "paragraph":
                kind = "item"
                if token.hidden and id(items[-1]) not in carrying:
                    carrier = items[-1]
                    carrying.add(id(carrier))
                elif token.hidden:
                    token.hidden = tokens[at + 2].hidden = False  # an id needs an element
            if text := _read([inline]):
                yield carrier, kind, text, inline
        elif token.type == "tr_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "tr_close")
            cells = [one for one in tokens[at:end] if one.type == "inline"]
            if text := _read(cells):
                yield token, "row", text, token
        elif token.type in {"fence", "code_block"} and (text := token.content.strip()):
            yield token, "code", text, token


def _read(inlines: Iterable[Token]) -> str:
    words = ("".join(_words(one.children or ())) for one in inlines)
    return " ".join(filter(None, words)).strip()


def _extent(kind: str, token: Token, lines: list[str], offsets: list[int]) -> tuple[int, int]:
    first, last = token.map or [0, 1]
    if kind == "row":
        content = [lines[first].strip()]
    elif kind == "code":
        first += token.type == "fence"
        content = lines[first : first + max(1, token.content.count("\n"))]
    else:
        content = [line.strip() for line in token.content.split("\n")]
    last = min(first + len(content), len(lines)) - 1
    # Tabs are spread out while parsing: a line that is not there as it was read is taken whole.
    start = max(0, lines[first].find(content[0]))
    end = lines[last].find(content[-1], start if last == first else 0)
    length = len(content[-1]) if end >= 0 else len(lines[last])
    return offsets[first] + start, offsets[last] + max(0, end) + length


def _words(children: Iterable[Token]) -> Iterable[str]:
    for token in children:
        yield "\n" if token.type in {"softbreak", "hardbreak"} else token.content


def parsed(source: str) -> list[Token]:
    source = _SURROGATES.sub("\ufffd", source)
    size = len(source.encode())
    if size > MAX_BYTES:
        raise MarkdownTooLong(f"{size} bytes of Markdown")
    return _ENGINE.parse(source, {"cells_left": MAX_CELLS})


def _lower_headings(tokens: Sequence[Token], top: int) -> None:
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) - highest + top)}"


def _align_by_class(tokens: Iterable[Token]) -> None:
    """The parser aligns by a style attribute, which our content policy forbids."""
    for token in tokens:
        style = token.attrs.pop("style", None)
        if style in _ALIGNMENTS:
            token.attrSet("class", _ALIGNMENTS[str(style)])


def _second_look(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "href" or is_safe_link(value) else None


def _bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The library's table rule, kept from wide tables and from more cells than are left."""
    if start + 1 >= end:
        return False
    ruler = state.src[state.bMarks[start + 1] + state.tShift[start + 1] : state.eMarks[start + 1]]
    columns = ruler.strip().strip("|").count("|") + 1
    rows = state.env["cells_left"] // columns
    if columns > MAX_COLUMNS:
        return False
    if not table(state, start, min(end, start + 1 + rows), silent):
        return False
    if not silent:
        state.env["cells_left"] -= columns * (state.line - start)
    return True


def _engine() -> MarkdownIt:
    # "js-default" and not "commonmark", whose preset lets HTML through.
    engine = _Markdown(
        "js-default",
        {"html": False, "linkify": False, "typographer": False, "breaks": True, "maxNesting": 20},
    )
    engine.disable(["image", "html_block", "html_inline", "linkify", "smartquotes", "replacements"])
    engine.block.ruler.at("table", _bounded_table, {"alt": ["paragraph", "reference"]})
    return engine


_ENGINE = _engine()
