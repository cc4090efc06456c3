"""TXT, Markdown and CSV."""

import csv
import io
import re
from typing import Literal

from anonymizer.files import limits
from anonymizer.files.gathering import Gathering, may_be_headings
from anonymizer.files.model import Cell, Node, Paragraph, Parsed, Place, Refused, Sheet


def read_plain(data: bytes, kind: Literal["txt", "md"], gathering: Gathering) -> Parsed:
    """One block: names may run over the ends of lines. Raises Refused."""
    text = decoded(data)
    if kind == "md":
        shown = re.sub("<!--.*?(-->|$)", "", text, flags=re.DOTALL)
        if shown != text:
            gathering.leave("html_comments")
        front = re.match(r"---\n.*?\n---\n", shown, re.DOTALL)
        if front:
            gathering.leave("properties")
            shown = shown[front.end():]
        text = shown
    return gathering.parsed(kind, [Paragraph(gathering.text(text, (("text", ""),)))])


def read_csv(data: bytes, gathering: Gathering) -> Parsed:
    """Raises Refused."""
    text = decoded(data)
    csv.field_size_limit(limits.CELL_CHARACTERS)
    cells: list[Cell] = []
    heads: list[str] = []
    try:
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        for number, row in enumerate(rows, 1):
            label = ""
            for column, value in enumerate(row, 1):
                if len(cells) >= limits.CELLS:
                    raise Refused("too_many_cells", limit=f"{limits.CELLS:,}")
                place: Place = (("row", str(number)), ("column", str(column)))
                beside = label if number > 1 or not may_be_headings(len(row)) else ""
                context = (*heads[column - 1:column], beside)
                block = gathering.text(value, place, tuple(filter(None, context)))
                cells.append(Cell(number, column, block))
                label = value.strip()[:40] if not value.strip().isdecimal() else label
            heads = heads or [value.strip()[:40] for value in row]
    except csv.Error as error:
        raise Refused("csv_broken") from error
    name = gathering.text("", (("sheet_name", ""),))
    body: list[Node] = [Sheet(name, tuple(cells))]
    return gathering.parsed("csv", body)


def decoded(data: bytes) -> str:
    """The text, in UTF-8, UTF-16 with its mark, or Shift_JIS. Raises Refused."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                           (b"\xfe\xff", "utf-16"), (b"", "utf-8"), (b"", "cp932")):
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                if mark:
                    break
                continue
            if re.search("[\x00-\x08\x0e-\x1f]", text):
                raise Refused("not_text")
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Refused("not_text")
