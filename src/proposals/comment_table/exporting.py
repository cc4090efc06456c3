"""The table as the commenting template in .xlsx and .docx: the same bytes for the same table."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from foundation.office_files import steady
from foundation.texts import Texts
from proposals.blocks import Blocks
from proposals.comment_table.reading import COLUMNS
from proposals.comment_table.views import RowView

_WIDTHS = (14, 8, 18, 14, 8, 48, 48, 40)
# Characters that XML can't hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def cells(texts: Texts, row: RowView) -> list[str]:
    """A row in the order of the template's columns. What is about the whole text says so: without
    a clause it would not be taken back."""
    said = row.disposition
    observations = "" if said is None else f"{said.label}\n{said.reason}" + (
        f" (#{said.number})" if said.number else ""
    )
    clause = row.clause or texts.say("table.whole")
    return [row.code, row.line, clause, row.paragraph, row.type, row.text, row.proposed,
            observations]  # fmt: skip


def xlsx(texts: Texts, title: str, rows: Iterable[RowView], blocks: Blocks) -> bytes:
    """Two sheets: the table, and the clauses with their paragraphs and line numbers."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = texts.say("table.sheet")
    _head(sheet, [texts.say(f"table.column.{name}") for name in COLUMNS], _WIDTHS)
    for row in rows:
        _append(sheet, cells(texts, row))
    types = DataValidation(type="list", formula1='"ge,te,ed"', allow_blank=True)
    sheet.add_data_validation(types)
    types.add("E2:E2001")
    places: Any = book.create_sheet(texts.say("table.places"))
    _head(places, [texts.say(f"table.column.{one}") for one in ("line", "clause", "paragraph")]
          + [texts.say("table.words")], (8, 24, 16, 90))  # fmt: skip
    for place in _places(texts, blocks):
        _append(places, place)
    book.properties.title = title
    book.properties.creator = ""
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def docx(texts: Texts, title: str, rows: Iterable[RowView]) -> bytes:
    """One table on landscape pages."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(12)
    document.core_properties.title = _CONTROL.sub("", title)
    document.core_properties.author = ""
    document.add_heading(_CONTROL.sub("", title), 1)
    table = document.add_table(rows=1, cols=len(COLUMNS))
    table.style = "Table Grid"
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        _write(cell, texts.say(f"table.column.{name}"), bold=True)
    for row in rows:
        for cell, value in zip(table.add_row().cells, cells(texts, row), strict=True):
            _write(cell, value)
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def paragraph_name(texts: Texts, kind: str, number: int) -> str:
    """What a block is called within its clause, as the template's fourth column has it."""
    return texts.say(f"table.block.{kind}", {"n": number})


def _places(texts: Texts, blocks: Blocks) -> Iterable[list[str]]:
    within: dict[str, int] = {}
    for line, block in enumerate(blocks.all, 1):
        within[block.section] = number = within.get(block.section, 0) + 1
        yield [
            str(line), texts.say(f"section.{block.section}"),
            paragraph_name(texts, block.kind, number), block.text,
        ]  # fmt: skip


def _head(sheet: Any, names: Sequence[str], widths: Sequence[int]) -> None:
    _append(sheet, names)
    for at, width in enumerate(widths, 1):
        cell = sheet.cell(1, at)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EDF5")
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"


def _append(sheet: Any, values: Sequence[str]) -> None:
    line = sheet.max_row + (sheet.cell(1, 1).value is not None)
    for at, value in enumerate(values, 1):
        cell = sheet.cell(line, at)
        text = _CONTROL.sub("", value)
        cell.value = text or None
        if text:
            cell.data_type = "s"  # a text, whatever it begins with
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write(cell: Any, text: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(_CONTROL.sub("", text))
    run.bold, run.font.size = bold, Pt(8)
