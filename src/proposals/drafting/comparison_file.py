"""新旧対照表 of two versions as a Word file: two columns, what changed underlined."""

import io
import re
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt

from foundation.office_files import steady
from proposals.drafting.text_views import ChangeView, TextShown

# Characters that XML can't hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def docx(title: str, shown: TextShown, new_title: str, old_title: str) -> bytes:
    """The sections that changed, the new words left and the old ones right, as Japanese drafting
    has it; the same bytes for the same versions."""
    document = Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(15)
    document.core_properties.title = _clean(title)
    document.core_properties.author = ""
    document.add_heading(_clean(title), 1)
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, (new_title, old_title), strict=True):
        cell.paragraphs[0].add_run(_clean(text)).bold = True
    for section in shown.sections:
        if not section.changed:
            continue
        head = table.add_row().cells
        head[0].merge(head[1]).paragraphs[0].add_run(_clean(section.label)).bold = True
        for row in section.rows:
            cells = table.add_row().cells
            _write(cells[0], row.new)
            _write(cells[1], row.old)
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def _write(cell: Any, changes: Sequence[ChangeView]) -> None:
    for change in changes:
        run = cell.paragraphs[0].add_run(_clean(change.text))
        run.underline = change.kind != "same"
        run.font.size = Pt(10)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
