"""What passes from the child process to its parent: JSON, checked when it is read.

Whoever breaks the parser owns the child; the parent believes nothing but these shapes.
"""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from anonymizer.files import limits
from anonymizer.files.bare import size_of
from anonymizer.files.model import (
    KINDS,
    Block,
    Cell,
    Figure,
    Json,
    Left,
    Node,
    Note,
    Paragraph,
    Parsed,
    Picture,
    Place,
    Refused,
    Sheet,
    Slide,
    Table,
    TableCell,
)

_SHAPES = ("text", "number", "percent", "date", "time", "moment", "bool")


def answer_of(parsed: Parsed) -> Json:
    return {
        "kind": parsed.kind,
        "blocks": [[b.text, b.place, b.context] for b in parsed.blocks],
        "body": [_node(node) for node in parsed.body],
        "header": parsed.header, "footer": parsed.footer,
        "pictures": [[p.kind, p.width, p.height, p.place, base64.b64encode(p.data).decode()]
                     for p in parsed.pictures],
        "left": [[left.code, left.place, left.count] for left in parsed.left],
    }


def refusal_of(refused: Refused) -> Json:
    return {"refused": refused.code, "place": refused.place, "params": refused.params}


def parsed_from(answer: Any) -> Parsed:
    """Raises Refused: as the child says, or "unreadable" for an answer of another shape."""
    try:
        if "refused" in answer:
            params = {_str(k): _str(v) for k, v in answer["params"].items()}
            raise Refused(_str(answer["refused"]), _place(answer["place"]), **params)
        return _Reading(answer).parsed()
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise Refused("unreadable") from error


def _node(node: Node | TableCell) -> list[Any]:
    match node:
        case Paragraph():
            return ["p", node.block, node.level, node.label, node.indent]
        case Note():
            return ["n", node.role, node.block]
        case Figure():
            return ["f", node.picture]
        case Table():
            return ["t", [[[c.across, [_node(n) for n in c.content]] for c in row]
                          for row in node.rows]]
        case Sheet():
            cells = [[c.row, c.column, c.block, c.shape, c.value] for c in node.cells]
            return ["s", node.name, cells, node.merged, [_node(n) for n in node.extra]]
        case Slide():
            return ["d", node.title, [_node(n) for n in node.content]]
    raise TypeError(node)


class _Reading:
    def __init__(self, answer: Json) -> None:
        self.answer = answer
        self.blocks = tuple(
            Block(_str(t), _place(p), tuple(map(_str, c))) for t, p, c in answer["blocks"])
        self.pictures = tuple(_picture(*row) for row in answer["pictures"])

    def parsed(self) -> Parsed:
        answer = self.answer
        (kind,) = [one for one in KINDS if one == answer["kind"]]
        left = tuple(Left(_str(c), _place(p), _int(n)) for c, p, n in answer["left"])
        return Parsed(
            kind, self.blocks, self._nodes(answer["body"]),
            tuple(map(self._block, answer["header"])), tuple(map(self._block, answer["footer"])),
            self.pictures, left,
        )

    def _nodes(self, rows: list[Any]) -> tuple[Node, ...]:
        return tuple(self._node(row) for row in rows)

    def _node(self, row: list[Any]) -> Node:
        reader: dict[str, Callable[..., Node]] = {
            "p": self._paragraph, "n": lambda role, b: Note(_str(role), self._block(b)),
            "f": self._figure, "t": self._table, "s": self._sheet, "d": self._slide,
        }
        return reader[row[0]](*row[1:])

    def _block(self, number: Any) -> int:
        if _int(number) >= len(self.blocks):
            raise ValueError(number)
        return _int(number)

    def _paragraph(self, block: Any, level: Any, label: Any, indent: Any) -> Paragraph:
        return Paragraph(self._block(block), min(_int(level), 6), _str(label), min(_int(indent), 9))

    def _figure(self, number: Any) -> Figure:
        if _int(number) >= len(self.pictures):
            raise ValueError(number)
        return Figure(number)

    def _table(self, rows: list[Any]) -> Table:
        return Table(tuple(
            tuple(TableCell(self._cell(content), max(1, min(_int(across), 63)))
                  for across, content in row)
            for row in rows
        ))

    def _cell(self, rows: list[Any]) -> tuple[Paragraph | Figure, ...]:
        nodes = self._nodes(rows)
        return tuple(node for node in nodes if isinstance(node, Paragraph | Figure))

    def _sheet(self, name: Any, cells: list[Any], merged: list[Any], extra: list[Any]) -> Sheet:
        read = []
        for row, column, block, shape, value in cells:
            (shape_,) = [one for one in _SHAPES if one == shape]
            if shape_ != "text":
                float(value)
            read.append(Cell(_int(row), _int(column), self._block(block),
                             shape_, _str(value)))  # type: ignore[arg-type]
        areas = tuple((_int(a), _int(b), _int(c), _int(d)) for a, b, c, d in merged)
        return Sheet(self._block(name), tuple(read), areas, self._nodes(extra))

    def _slide(self, title: Any, content: list[Any]) -> Slide:
        return Slide(None if title is None else self._block(title), self._nodes(content))


def _picture(kind: Any, width: Any, height: Any, place: Any, encoded: Any) -> Picture:
    data = base64.b64decode(_str(encoded), validate=True)
    if size_of(kind, data) != (width, height) or max(width, height) > limits.PICTURE_SIDE:
        raise ValueError(kind)
    digest = hashlib.sha256(data).hexdigest()
    return Picture(digest, kind, _int(width), _int(height), _place(place), data)


def _place(rows: Any) -> Place:
    return tuple((_str(kind), _str(which)) for kind, which in rows)


def _str(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _int(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise TypeError(value)
    return value
