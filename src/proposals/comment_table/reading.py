"""Reads a filled commenting template (.docx or .xlsx): rows of text, and what is wrong with them.

Nothing is computed or followed. What can't be read with certainty is no row but a fault.
"""

import io
import re
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.table import _Cell
from openpyxl import load_workbook

from foundation.office_files import check
from foundation.spreadsheets import MAX_CELL, MAX_COLUMNS, BadSheet

MAX_ROWS = 2_000
# So far down a header may stand: above it a template has a title.
_HEADER_WITHIN = 20
_LOWEST = 50_000

COLUMNS = ("code", "line", "clause", "paragraph", "type", "comment", "proposed", "observations")
_HEADERS = {
    "code": ("mb/nc", "mb", "nc", "会社", "会社名", "会社略号", "company", "companycode"),
    "line": ("linenumber", "line", "行番号", "行"),
    "clause": ("clause/subclause", "clause", "箇条", "条項", "項目"),
    "paragraph": ("paragraph/figure/table", "paragraph", "段落/図/表", "段落"),
    "type": ("typeofcomment", "type", "種別", "意見の種別"),
    "comment": ("comments", "comment", "意見", "意見(理由)", "コメント"),
    "proposed": ("proposedchange", "proposedchanges", "修正文案", "修正案"),
    "observations": ("observationsofthesecretariat", "observations", "事務局の見解", "対応"),
}


@dataclass(frozen=True)
class Fault:
    """Something wrong in a line of the file. `column` is one of COLUMNS or the letter or number of
    a column; `warns`: the row is taken all the same."""

    line: int
    column: str
    key: str
    params: dict[str, Any] = field(default_factory=dict)
    warns: bool = False


@dataclass(frozen=True)
class Row:
    """A row by columns, and its line in the file (in a Word file: the row of the table)."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class _Raw:
    """A line as it stands in a file. `merged` are its columns that are joined with others."""

    line: int
    cells: list[str]
    merged: tuple[int, ...] = ()
    hidden: bool = False
    bad: tuple[tuple[int, str], ...] = ()


def read_table(name: str, data: bytes) -> Table:
    """The rows of a filled template.

    Raises BadSheet for a file that can't be taken at all: "sheet.no_template" where no row names
    the columns, "sheet.too_many_rows" beyond 2,000, and those of `office_files.check`.
    """
    kind = check(name, data)
    try:
        lines = list(_xlsx(data) if kind == "xlsx" else _docx(data))
    except BadSheet:
        raise
    except Exception:
        # The libraries raise whatever their parsers do for a file that is none.
        raise BadSheet("sheet.broken") from None
    return _read(lines)


def _read(lines: Sequence[_Raw]) -> Table:
    faults: list[Fault] = []
    columns: dict[int, str] = {}
    rows: list[Row] = []
    for at, raw in enumerate(lines):
        if not columns:
            if at >= _HEADER_WITHIN:
                break
            columns = _columns(raw)
            if columns:
                faults += _extra(raw, columns)
            continue
        if not any(cell.strip() for cell in raw.cells):
            continue
        if len(rows) == MAX_ROWS:
            raise BadSheet("sheet.too_many_rows", most=MAX_ROWS)
        own = list(_faults(raw, columns))
        faults += own
        if not own:
            cells = {
                name: raw.cells[at].strip() if at < len(raw.cells) else ""
                for at, name in columns.items()
            }
            rows.append(Row(raw.line, dict.fromkeys(COLUMNS, "") | cells))
    if not columns:
        raise BadSheet("sheet.no_template")
    return Table(tuple(rows), tuple(faults))


def _columns(raw: _Raw) -> dict[int, str]:
    """Which columns these headers name; none where this is not the row of headers."""
    names = {header: name for name, headers in _HEADERS.items() for header in headers}
    found: dict[int, str] = {}
    for at, cell in enumerate(raw.cells):
        name = names.get(_bare(cell))
        if name and name not in found.values():
            found[at] = name
    return found if {"comment", "type"} <= set(found.values()) else {}


def _bare(header: str) -> str:
    """A header without spaces, notes in brackets and footnote numbers."""
    text = unicodedata.normalize("NFKC", header).lower()
    text = re.sub(r"\s+|\d+$", "", text)
    return text if text in {"意見(理由)"} else re.sub(r"\(.*?\)", "", text).rstrip("0123456789")


def _extra(raw: _Raw, columns: dict[int, str]) -> Iterator[Fault]:
    for at, cell in enumerate(raw.cells):
        if cell.strip() and at not in columns:
            yield Fault(raw.line, str(at + 1), "table.extra_column", {"name": cell.strip()[:40]})


def _faults(raw: _Raw, columns: dict[int, str]) -> Iterator[Fault]:
    def called(at: int) -> str:
        return columns.get(at, str(at + 1))

    if raw.hidden:
        yield Fault(raw.line, "", "table.hidden_row")
    for at in raw.merged:
        yield Fault(raw.line, called(at), "table.merged")
    for at, key in raw.bad:
        yield Fault(raw.line, called(at), key)
    for at, cell in enumerate(raw.cells):
        if len(cell) > MAX_CELL:
            yield Fault(raw.line, called(at), "table.long_cell", {"most": MAX_CELL})
        elif cell.strip() and at not in columns:
            yield Fault(raw.line, called(at), "table.beside")


def _xlsx(data: bytes) -> Iterator[_Raw]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and extensions we don't look at
        book = load_workbook(io.BytesIO(data), keep_links=False, keep_vba=False)
    sheet: Any = book.worksheets[0]
    if sheet.max_row > _LOWEST:
        raise BadSheet("sheet.too_many_rows", most=MAX_ROWS)
    if sheet.max_column > MAX_COLUMNS:
        raise BadSheet("sheet.too_many_columns", most=MAX_COLUMNS)
    merged: dict[int, set[int]] = {}
    for span in sheet.merged_cells.ranges:
        for line in range(span.min_row, span.max_row + 1):
            merged.setdefault(line, set()).update(range(span.min_col - 1, span.max_col))
    for line, cells in enumerate(sheet.iter_rows(), 1):
        bad = {"f": "table.formula", "e": "table.fault"}
        yield _Raw(
            line,
            [_text(cell.value) for cell in cells],
            tuple(sorted(merged.get(line, ()))),
            bool(sheet.row_dimensions[line].hidden),
            tuple((at, bad[cell.data_type]) for at, cell in enumerate(cells)
                  if cell.data_type in bad),
        )  # fmt: skip


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return re.sub(r"_x000[dD]_", "", str(value)).replace("\r\n", "\n")


def _docx(data: bytes) -> Iterator[_Raw]:
    """The first table in which a row names the columns."""
    for table in Document(io.BytesIO(data)).tables:
        lines = []
        for line, row in enumerate(table._tbl.tr_lst, 1):
            cells: list[str] = []
            joined: list[int] = []
            for cell in row.tc_lst:
                span = cell.grid_span
                if span > 1 or cell.vMerge is not None:
                    joined += range(len(cells), len(cells) + span)
                cells += [_Cell(cell, table).text, *[""] * (span - 1)]
            lines.append(_Raw(line, cells[: MAX_COLUMNS + 1], tuple(joined)))
        if any(_columns(one) for one in lines[:_HEADER_WITHIN]):
            yield from lines
            return
