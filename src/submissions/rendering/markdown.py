"""Markdown of a request as blocks of a paper."""

from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from foundation.markdown import is_safe_link, parsed
from submissions.rendering.paper import (
    Block,
    Blocks,
    Entry,
    Heading,
    Listing,
    Para,
    Quote,
    Run,
    Runs,
    Table,
)

_BULLET = "・"


def blocks(source: str, *, top: int = 3) -> Blocks:
    """The blocks of a source; its headings stand at level `top`. Raises MarkdownTooLong."""
    found, _ = _until(parsed(source), 0, "", top)
    return tuple(found)


def _until(tokens: Sequence[Token], at: int, end: str, top: int) -> tuple[list[Block], int]:
    """The blocks from `at` to the token that closes them, and the place after it."""
    found: list[Block] = []
    while at < len(tokens) and tokens[at].type != end:
        token = tokens[at]
        match token.type:
            case "heading_open":
                text = "".join(run.text for run in _runs(tokens[at + 1].children or ()))
                found.append(Heading(top, text))
                at += 3
            case "paragraph_open":
                found.append(Para(_runs(tokens[at + 1].children or ())))
                at += 3
            case "bullet_list_open" | "ordered_list_open":
                listing, at = _listing(tokens, at, top)
                found.append(listing)
            case "blockquote_open":
                inner, at = _until(tokens, at + 1, "blockquote_close", top)
                found.append(Quote(tuple(inner)))
            case "table_open":
                table, at = _table(tokens, at)
                found.append(table)
            case "fence" | "code_block" | "html_block":
                found.append(Para((Run(token.content.rstrip("\n")),)))
                at += 1
            case _:
                at += 1
    return found, at + 1


def _listing(tokens: Sequence[Token], at: int, top: int) -> tuple[Listing, int]:
    ordered = tokens[at].type == "ordered_list_open"
    end = tokens[at].type.replace("open", "close")
    number = int(tokens[at].attrGet("start") or 1)
    entries = []
    at += 1
    while tokens[at].type != end:
        inner, at = _until(tokens, at + 1, "list_item_close", top)
        entries.append(Entry(f"{number}." if ordered else _BULLET, tuple(inner)))
        number += 1
    return Listing(tuple(entries), ordered), at + 1


def _table(tokens: Sequence[Token], at: int) -> tuple[Table, int]:
    rows: list[tuple[Runs, ...]] = []
    cells: list[Runs] = []
    while tokens[at].type != "table_close":
        token = tokens[at]
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            cells.append(_runs(token.children or ()))
        elif token.type == "tr_close":
            rows.append(tuple(cells))
        at += 1
    header = tuple("".join(run.text for run in cell) for cell in rows[0])
    return Table(header, tuple(rows[1:])), at + 1


def _runs(children: Iterable[Token]) -> Runs:
    runs: list[Run] = []
    strong, link = 0, ""
    for token in children:
        if token.type in ("strong_open", "em_open"):
            strong += 1
        elif token.type in ("strong_close", "em_close"):
            strong -= 1
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
            link = address if is_safe_link(address) else ""
        elif token.type == "link_close":
            link = ""
        elif token.type in ("softbreak", "hardbreak"):
            runs.append(Run("\n"))
        elif token.content:
            runs.append(Run(token.content, bool(strong), link))
    return tuple(runs)
