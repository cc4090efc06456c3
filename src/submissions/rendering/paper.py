"""A paper: what stands on it, before anybody asks in which kind of file. Pure values."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

# Characters that XML can't hold.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Kana and kanji: where one stands the text is read aloud and broken as Japanese.
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True)
class Run:
    """Words within a line. `link` is a web or mail address, "\\n" a forced new line."""

    text: str
    strong: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """Level 1 (an item), 2 (a part of it) or 3 (within a text); none is left out on the way down.
    `number` stands before it."""

    level: int
    text: str
    number: str = ""


@dataclass(frozen=True)
class Para:
    """`style`: body, opening (indented in Japanese), center, right or note."""

    runs: Runs
    style: str = "body"


@dataclass(frozen=True)
class Entry:
    """An entry of a list, with its mark: "(1)", "・"."""

    mark: str
    blocks: "Blocks"


@dataclass(frozen=True)
class Listing:
    """A list; `ordered` where its marks count."""

    entries: tuple[Entry, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    """`widths` are shares of the line; `numeric` the columns set to the right."""

    header: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...] = ()
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Terms with their values, a line for each line of a value."""

    pairs: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Quote:
    blocks: "Blocks"


@dataclass(frozen=True)
class Contents:
    """Where a long paper lists its headings of level 1."""

    title: str


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Para | Listing | Table | Facts | Quote | Contents | PageBreak
Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class Head:
    """The head of a letter: lines of text as they stand."""

    number: str
    day: str
    addressee: tuple[str, ...]
    copies_label: str
    copies: tuple[str, ...]
    sender: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """`title` is also the file's title, `running` stands on top of every page but the first, `day`
    is all that the file says of its making. `page_label` has {page} and {pages}."""

    lang: str
    title: str
    running: str
    page_label: str
    day: date
    head: Head | None
    blocks: Blocks
    landscape: bool = False


def lang_of(text: str, otherwise: str) -> str:
    """The language a text is to be read aloud in."""
    return "ja" if _JAPANESE.search(text) else otherwise


def plain(text: str) -> Runs:
    """Words without any mark, new lines kept."""
    return (Run(text),) if text else ()


def lines(text: str) -> tuple[str, ...]:
    """The lines of a field that has one office or name a line."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def told(paper: Paper, say: Callable[[str], str] = str) -> dict[str, Any]:
    """The paper as plain JSON: each value with its kind, each run with its language. `say` turns
    every text into how it is shown."""
    value = _told(paper, paper.lang, say)
    assert isinstance(value, dict)
    return value


def _told(value: Any, lang: str, say: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return say(value)
    if isinstance(value, tuple):
        return [_told(one, lang, say) for one in value]
    if is_dataclass(value):
        parts = {one.name: _told(getattr(value, one.name), lang, say) for one in fields(value)}
        parts["kind"] = type(value).__name__.lower()
        if isinstance(value, Run):
            parts["lang"] = lang_of(value.text, lang)
            parts["link"] = value.link
        return parts
    return value if isinstance(value, bool | int) or value is None else str(value)
