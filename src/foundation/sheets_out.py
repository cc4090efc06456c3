"""Writes tables for spreadsheets: CSV and XLSX in which no cell is ever computed.

A text that a spreadsheet would take for a formula (=, +, -, @, tab, carriage return first) gets an
apostrophe before it in CSV, as OWASP advises ("CSV injection"); in XLSX every text is stored as
text, which needs none.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from foundation.office_files import steady

Value = str | int | float | None
Row = Sequence[Value]

_FORMULA = re.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
# Characters that XML can't hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def csv_bytes(rows: Iterable[Row]) -> bytes:
    """UTF-8 with a byte order mark, by which Japanese Excel knows it; lines end with CR LF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_inert(value) if isinstance(value, str) else value for value in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(title: str, rows: Iterable[Row]) -> bytes:
    """One sheet; texts are text whatever they begin with. The same rows give the same bytes: the
    file does not say when it was made."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def _inert(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(sheet: Any, value: Value) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=_CONTROL.sub("", value))
    cell.data_type = "s"
    return cell
