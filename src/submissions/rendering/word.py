"""A paper as DOCX: with heading styles, repeated table heads, page numbers and languages, without
anything that says who made it, when, or on which machine."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from foundation.office_files import steady
from submissions.rendering.paper import (
    CONTROL,
    Block,
    Contents,
    Facts,
    Head,
    Heading,
    Listing,
    PageBreak,
    Paper,
    Para,
    Quote,
    Run,
    Runs,
    Table,
    lang_of,
    plain,
)

_MINCHO, _GOTHIC, _LATIN = "Yu Mincho", "Yu Gothic", "Times New Roman"
_LOCALES = {"ja": "ja-JP", "en": "en-GB"}
_ALIGNED = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_INDENT = Mm(7)


def docx(paper: Paper) -> bytes:
    """The same bytes for the same paper."""
    document = Document()
    _properties(document, paper)
    _styles(document, paper.lang)
    _pages(document, paper)
    if paper.head is not None:
        _head(document, paper.head, paper.lang)
    document.add_paragraph(_clean(paper.title), "Title")
    titles = [one for one in paper.blocks if isinstance(one, Heading) and one.level == 1]
    _draw(document, paper.blocks, paper.lang, titles)
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def _properties(document: Any, paper: Paper) -> None:
    told = document.core_properties
    told.title, told.language = _clean(paper.title), _LOCALES[paper.lang]
    told.author = told.comments = told.last_modified_by = told.keywords = ""
    # The template's picture: noise in which the last look would see short names by chance.
    parts = document.part.package.rels
    for key in [key for key, one in parts.items() if one.reltype == RT.THUMBNAIL]:
        del parts[key]


def _styles(document: Any, lang: str) -> None:
    styles = document.styles
    _font(styles["Normal"], _LATIN, _MINCHO, 10.5)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    language.set(qn("w:eastAsia"), "ja-JP")
    styles["Normal"].element.get_or_add_rPr().append(language)
    for name, size, above, below in (
        ("Title", 15, 12, 14), ("Heading 1", 13, 18, 8), ("Heading 2", 10.5, 10, 4),
        ("Heading 3", 10, 8, 3),
    ):  # fmt: skip
        style = styles[name]
        _font(style, "Arial", _GOTHIC, size)
        style.font.bold, style.font.color.rgb = True, RGBColor(0, 0, 0)
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(above), Pt(below),
        )  # fmt: skip
    title = styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in title.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def _font(style: Any, latin: str, japanese: str, size: float) -> None:
    style.font.name, style.font.size = latin, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), japanese)


def _pages(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    side = Mm(25)
    if paper.landscape:
        section.orientation, side = WD_ORIENT.LANDSCAPE, Mm(16)
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = side
    section.top_margin, section.bottom_margin = Mm(27), Mm(24)
    section.different_first_page_header_footer = True
    above = section.header.paragraphs[0]
    above.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    above.add_run(_clean(paper.running)).font.size = Pt(8.5)
    for footer in (section.footer, section.first_page_footer):
        below = footer.paragraphs[0]
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for part in re.split(r"(\{pages?\})", paper.page_label):
            if part in ("{page}", "{pages}"):
                _field(below, "PAGE" if part == "{page}" else "NUMPAGES")
            elif part:
                below.add_run(part)


def _field(paragraph: Any, code: str) -> None:
    """A number Word puts in."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _head(document: Any, head: Head, lang: str) -> None:
    for text in (head.number, head.day):
        _put(document.add_paragraph(), plain(text), lang, "right")
    for text in head.addressee:
        _put(document.add_paragraph(), plain(text), lang)
    if head.copies:
        listed = ("、" if lang == "ja" else "; ").join(head.copies)
        _put(document.add_paragraph(), plain(f"{head.copies_label} {listed}"), lang)
    for text in head.sender:
        _put(document.add_paragraph(), plain(text), lang, "right")


def _draw(
    document: Any, blocks: Iterable[Block], lang: str, titles: Sequence[Heading], indent: int = 0
) -> None:
    for block in blocks:
        match block:
            case Heading():
                text = f"{block.number} {block.text}" if block.number else block.text
                document.add_heading(_clean(text), block.level)
            case Para():
                paragraph = document.add_paragraph()
                paragraph.paragraph_format.left_indent = indent * _INDENT or None
                if block.style == "opening" and lang == "ja":
                    paragraph.paragraph_format.first_line_indent = Pt(10.5)
                _put(paragraph, block.runs, lang, block.style)
            case Listing():
                for entry in block.entries:
                    _entry(document, entry.mark, entry.blocks, lang, titles, indent)
            case Table():
                _table(document, block, lang)
            case Facts():
                _facts(document, block, lang)
            case Quote():
                _draw(document, block.blocks, lang, titles, indent + 1)
            case Contents():
                document.add_paragraph(_clean(block.title)).runs[0].bold = True
                for one in titles:
                    _put(document.add_paragraph(), plain(f"{one.number} {one.text}".strip()), lang)
            case PageBreak():
                document.add_page_break()


def _entry(
    document: Any, mark: str, blocks: Sequence[Block], lang: str, titles: Sequence[Heading],
    indent: int,
) -> None:
    """The mark stands before the first paragraph, the rest below it."""
    first, rest = (blocks[0], blocks[1:]) if blocks else (Para(()), ())
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = (indent + 1) * _INDENT
    paragraph.paragraph_format.first_line_indent = -_INDENT
    paragraph.paragraph_format.tab_stops.add_tab_stop((indent + 1) * _INDENT)
    if isinstance(first, Para):
        _put(paragraph, (Run(f"{mark}\t"), *first.runs), lang)
    else:
        _put(paragraph, (Run(mark),), lang)
        rest = blocks
    _draw(document, rest, lang, titles, indent + 1)


def _table(document: Any, table: Table, lang: str) -> None:
    made = document.add_table(rows=1, cols=len(table.header))
    made.style = "Table Grid"
    for cell, text in zip(made.rows[0].cells, table.header, strict=True):
        _put(cell.paragraphs[0], (Run(text, strong=True),), lang, "center", 9)
    _repeated(made.rows[0])
    for row in table.rows:
        for at, (cell, runs) in enumerate(zip(made.add_row().cells, row, strict=True)):
            _put(cell.paragraphs[0], runs, lang, "right" if at in table.numeric else "", 9.5)
    _widths(document, made, table.widths or (1,) * len(table.header))
    document.add_paragraph()


def _facts(document: Any, facts: Facts, lang: str) -> None:
    made = document.add_table(rows=0, cols=2)
    made.style = "Table Grid"
    for term, values in facts.pairs:
        cells = made.add_row().cells
        _put(cells[0].paragraphs[0], (Run(term, strong=True),), lang, "", 9)
        _put(cells[1].paragraphs[0], plain("\n".join(values)), lang, "", 9.5)
    _widths(document, made, (2, 8))
    document.add_paragraph()


def _repeated(row: Any) -> None:
    """The row stands on top of every page the table reaches, and is its head for a reader."""
    element = OxmlElement("w:tblHeader")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def _widths(document: Any, table: Any, shares: Sequence[int]) -> None:
    section = document.sections[0]
    line = section.page_width - section.left_margin - section.right_margin
    table.autofit = False
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = line * share // sum(shares)


def _put(
    paragraph: Any, runs: Runs, lang: str, style: str = "", size: float | None = None
) -> None:
    paragraph.alignment = _ALIGNED.get(style)
    for one in runs:
        for at, text in enumerate(_clean(one.text).split("\n")):
            if at:
                paragraph.add_run().add_break()
            if not text:
                continue
            run = paragraph.add_run(text)
            run.bold = one.strong or None
            if size or style == "note":
                run.font.size = Pt(size or 9)
            if lang_of(text, lang) == "en":
                language = OxmlElement("w:lang")
                language.set(qn("w:val"), "en-GB")
                run._r.get_or_add_rPr().append(language)


def _clean(text: str) -> str:
    return CONTROL.sub("", text)
