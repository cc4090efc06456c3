"""Reads a table out of an uploaded .csv or .xlsx file: text cells only, bounded, nothing computed.

CSV: UTF-8 (with or without a byte order mark) or CP932, as Japanese Excel writes it; commas or
tabs. XLSX: the first sheet; formulas are refused, because what they show is not what they are.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

MAX_FILE = 5 * 1024 * 1024
MAX_UNPACKED = 20 * 1024 * 1024
MAX_PARTS = 1_000
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL = 5_000


class BadSheet(ValueError):
    """A file that can't be taken: `key` names the reason, `params` fill in its sentence.

    Keys and params: "sheet.too_large" (megabytes), "sheet.kind", "sheet.encoding", "sheet.broken",
    "sheet.empty", "sheet.too_many_rows" (most), "sheet.too_many_columns" (most);
    "sheet.formula", "sheet.fault" and "sheet.long_cell" (line, column: counted from 1).
    """

    def __init__(self, key: str, **params: int) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


@dataclass(frozen=True)
class Sheet:
    """A header and its rows, each with its line in the file; all rows are as long as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheet(name: str, data: bytes) -> Sheet:
    """The table in a file of this name. Blank rows are left out.

    Raises BadSheet.
    """
    if len(data) > MAX_FILE:
        raise BadSheet("sheet.too_large", megabytes=MAX_FILE // 1024 // 1024)
    lower = name.lower()
    if lower.endswith(".xlsx"):
        return _sheet(_xlsx_rows(data))
    if lower.endswith((".csv", ".tsv", ".txt")):
        return _sheet(_csv_rows(data))
    raise BadSheet("sheet.kind")


def _sheet(lines: Iterator[tuple[int, list[str]]]) -> Sheet:
    header: tuple[str, ...] | None = None
    rows: list[tuple[int, tuple[str, ...]]] = []
    for line, cells in lines:
        _measure(line, cells)
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        if header is None:
            header = tuple(cell.strip() for cell in cells)
            continue
        if len(rows) == MAX_ROWS:
            raise BadSheet("sheet.too_many_rows", most=MAX_ROWS)
        width = max(len(header), len(cells))
        padded = [*cells, *[""] * (width - len(cells))]
        rows.append((line, tuple(padded)))
    if header is None:
        raise BadSheet("sheet.empty")
    return Sheet(header, tuple(rows))


def _measure(line: int, cells: list[str]) -> None:
    if len(cells) > MAX_COLUMNS and any(cell.strip() for cell in cells[MAX_COLUMNS:]):
        raise BadSheet("sheet.too_many_columns", most=MAX_COLUMNS)
    for column, cell in enumerate(cells, 1):
        if len(cell) > MAX_CELL:
            raise BadSheet("sheet.long_cell", line=line, column=column)
        if cell.startswith("="):
            raise BadSheet("sheet.formula", line=line, column=column)


def _csv_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    first = text.partition("\n")[0]
    tabs = "\t" in first and "," not in first
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tabs else ",", strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise BadSheet("sheet.broken") from None


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise BadSheet("sheet.encoding")
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSheet("sheet.encoding")


def _xlsx_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    check_archive(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions we don't look at
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()  # what a file says of its size need not be so
            for line, row in enumerate(sheet.iter_rows(), 1):
                yield line, [_cell_text(cell, line) for cell in row[: MAX_COLUMNS + 1]]
    except BadSheet:
        raise
    except Exception:
        # openpyxl raises whatever its parsers do for a file that is no workbook.
        raise BadSheet("sheet.broken") from None


def check_archive(data: bytes) -> None:
    """Refuse what would grow too large: the sizes that are told bound what is unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise BadSheet("sheet.broken") from None
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise BadSheet("sheet.too_large", megabytes=MAX_UNPACKED // 1024 // 1024)


def _cell_text(cell: Any, line: int) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise BadSheet("sheet.formula", line=line, column=cell.column)
    if cell.data_type == "e":
        raise BadSheet("sheet.fault", line=line, column=cell.column)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # Excel writes characters XML can't hold as _x000D_ and the like.
    return re.sub(r"_x000[dD]_", "", str(value))
