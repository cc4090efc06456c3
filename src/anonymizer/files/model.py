"""The words of this package: blocks of text with their places, what a file is made of, what was
left behind, refusals. Data only; all of it can be written as JSON and read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["docx", "xlsx", "pptx", "pdf", "png", "jpeg", "txt", "md", "csv"]
KINDS: tuple[Kind, ...] = ("docx", "xlsx", "pptx", "pdf", "png", "jpeg", "txt", "md", "csv")

Place = tuple[tuple[str, str], ...]
"""Steps from outside in, each a kind and which one: (("sheet", "2"), ("cell", "B3"))."""


class Refused(Exception):
    """The file is not cleaned. `code` is stable; `words.refusal` tells it in both languages."""

    def __init__(self, code: str, place: Place = (), **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.params = params


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of visible text. `context` is what a reader sees beside it, such as the heading
    of its column or the label to its left: the finder reads it too, but it is not part of it."""

    text: str
    place: Place
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was found and is not carried over. Its content is not kept anywhere."""

    code: str
    place: Place
    count: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels in a new file of ours. `digest` (SHA-256 of `data`) is what a person confirms."""

    digest: str
    kind: Literal["png", "jpeg"]
    width: int
    height: int
    place: Place
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level` 1 to 6 is a heading; `label` stands before the text (a number or a bullet)."""

    block: int
    level: int = 0
    label: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """Text that stood beside the running text: a comment, a footnote, a form's value …"""

    role: str
    block: int


@dataclass(frozen=True, slots=True)
class Figure:
    picture: int


@dataclass(frozen=True, slots=True)
class TableCell:
    content: tuple["Paragraph | Figure", ...]
    across: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A sheet's cell, row and column from 1. `value` is the number of a number or date cell, to
    be written as such if nothing was found in its text."""

    row: int
    column: int
    block: int
    shape: Literal["text", "number", "percent", "date", "time", "moment", "bool"] = "text"
    value: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    name: int
    cells: tuple[Cell, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    extra: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Slide:
    title: int | None
    content: tuple["Node", ...]


Node = Paragraph | Note | Figure | Table | Sheet | Slide


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file shows to a reader, in order, and the list of what else was in it."""

    kind: Kind
    blocks: tuple[Block, ...]
    body: tuple[Node, ...]
    header: tuple[int, ...] = ()
    footer: tuple[int, ...] = ()
    pictures: tuple[Picture, ...] = ()
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """What a writer needs: the texts as they are released, and the pictures that may be shown."""

    parsed: Parsed
    texts: tuple[str, ...]
    confirmed: Mapping[int, Picture]
    language: Literal["ja", "en"]

    def unchanged(self, block: int) -> bool:
        return self.texts[block] == self.parsed.blocks[block].text


Json = dict[str, Any]
