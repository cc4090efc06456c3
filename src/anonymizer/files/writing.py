"""New files from fixed templates; no part of the original is copied."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files

import docx
import openpyxl
import pptx
from docx.shared import Inches
from PIL import Image
from pptx.util import Emu

import typesetting
from anonymizer.files.model import (
    Figure,
    Node,
    Note,
    Output,
    Paragraph,
    Sheet,
    Slide,
    Table,
)
from anonymizer.files.pictures import withheld

_THEN = datetime(1980, 1, 1)
_FORMATS = {"percent": "0.00%", "date": "yyyy-mm-dd", "time": "h:mm:ss",
            "moment": "yyyy-mm-dd h:mm"}
_TITLE = {"ja": "資料", "en": "Document"}
_PICTURE = {"ja": "画像", "en": "Picture"}
_WIDE, _HIGH = 450, 640


def write(out: Output) -> bytes:
    """The same output gives the same bytes."""
    kind = out.parsed.kind
    if kind == "docx":
        return _docx(out)
    if kind == "xlsx":
        return _xlsx(out)
    if kind == "pptx":
        return _pptx(out)
    if kind == "pdf":
        return _pdf(out)
    if kind == "csv":
        return _csv(out)
    if kind in ("png", "jpeg"):
        return out.confirmed[0].data if 0 in out.confirmed else withheld(
            "png" if kind == "png" else "jpeg")
    return out.texts[0].encode()


def _flow(out: Output, nodes: tuple[Node, ...]) -> Iterator[tuple[str, str | Figure, int]]:
    """(style, text or figure, level) in reading order; cells of a row joined by bars."""
    for node in nodes:
        match node:
            case Paragraph():
                yield "p", f"{node.label} {out.texts[node.block]}".strip(), node.level
            case Note():
                yield "n", out.texts[node.block], 0
            case Figure():
                yield "f", node, 0
            case Table():
                for row in node.rows:
                    yield "p", " | ".join(
                        " ".join(out.texts[n.block] for n in cell.content
                                 if isinstance(n, Paragraph)) for cell in row), 0
                    for cell in row:
                        yield from (("f", n, 0) for n in cell.content if isinstance(n, Figure))
            case Slide() | Sheet():
                pass


def _shown(out: Output, figure: Figure) -> bytes:
    one = out.confirmed.get(figure.picture)
    return one.data if one else withheld("png")


def _docx(out: Output) -> bytes:
    new = docx.Document()
    section = new.sections[0]
    section.header.paragraphs[0].text = " ".join(out.texts[n] for n in out.parsed.header)
    section.footer.paragraphs[0].text = " ".join(out.texts[n] for n in out.parsed.footer)
    for node in out.parsed.body:
        if isinstance(node, Table):
            width = max(sum(cell.across for cell in row) for row in node.rows) or 1
            table = new.add_table(len(node.rows), width, "Table Grid")
            for number, row in enumerate(node.rows):
                column = 0
                for cell in row:
                    table.cell(number, column).text = "\n".join(
                        out.texts[n.block] for n in cell.content if isinstance(n, Paragraph))
                    for figure in (n for n in cell.content if isinstance(n, Figure)):
                        table.cell(number, column).paragraphs[0].add_run().add_picture(
                            io.BytesIO(_shown(out, figure)), width=Inches(2))
                    column += cell.across
            continue
        for style, content, level in _flow(out, (node,)):
            if isinstance(content, Figure):
                new.add_picture(io.BytesIO(_shown(out, content)), width=Inches(5))
            elif level:
                new.add_heading(content, level)
            else:
                new.add_paragraph(content, "Intense Quote" if style == "n" else None)
    return _neutral(new)


def _pptx(out: Output) -> bytes:
    new = pptx.Presentation()
    for node in out.parsed.body:
        if not isinstance(node, Slide):
            continue
        slide = new.slides.add_slide(new.slide_layouts[1])
        slide.placeholders[0].text = "" if node.title is None else out.texts[node.title]
        lines = []
        left = 400_000
        for _, content, _level in _flow(out, node.content):
            if isinstance(content, Figure):
                slide.shapes.add_picture(io.BytesIO(_shown(out, content)), Emu(left),
                                         Emu(5_000_000), height=Emu(1_600_000))
                left += 2_400_000
            else:
                lines.append(content)
        slide.placeholders[1].text = "\n".join(lines)
    return _neutral(new)


def _xlsx(out: Output) -> bytes:
    new = openpyxl.Workbook()
    del new[new.sheetnames[0]]
    for node in out.parsed.body:
        if not isinstance(node, Sheet):
            continue
        wanted = re.sub(r"[\[\]:*?/\\']", "_", out.texts[node.name])[:31].strip()
        page = new.create_sheet(wanted or "Sheet")
        for cell in node.cells:
            there = page.cell(cell.row, cell.column)
            if cell.shape in ("text", "bool") or not out.unchanged(cell.block):
                there.value = out.texts[cell.block]
                there.data_type = "s"
            else:
                there.value = float(cell.value) if "." in cell.value else int(cell.value)
                there.number_format = _FORMATS.get(cell.shape, "General")
        for first_row, first, last_row, last in node.merged:
            page.merge_cells(start_row=first_row, start_column=first, end_row=last_row,
                             end_column=last)
        row = max((cell.row for cell in node.cells), default=0) + 2
        for style, content, _level in _flow(out, node.extra):
            if isinstance(content, str):
                there = page.cell(row, 1)
                there.value, there.data_type = content, "s"
                row += 1
            elif style == "f":
                from openpyxl.drawing.image import Image as Drawn

                page.add_image(Drawn(io.BytesIO(_shown(out, content))), f"A{row}")
                row += 20
    if not new.sheetnames:
        new.create_sheet("Sheet")
    return _neutral(new)


def _pdf(out: Output) -> bytes:
    parts: list[dict[str, str | int]] = []
    pictures: list[typesetting.Picture] = []
    for style, content, level in _flow(out, out.parsed.body):
        if isinstance(content, Figure):
            picture = _sized(_shown(out, content))
            parts.append({
                "kind": "picture", "name": f"{len(pictures)}.svg",
                "alt": f"{_PICTURE[out.language]} {content.picture + 1}",
                "height": _height(picture),
            })
            pictures.append(picture)
        else:
            kind = "heading" if level else "note" if style == "n" else "paragraph"
            parts.append({"kind": kind, "text": typesetting.printable(content)})
    paper = {"lang": out.language, "title": _TITLE[out.language], "day": _THEN.date().isoformat(),
             "parts": parts}
    return typesetting.typeset(_template(), paper, _THEN.date(), pictures)


def _sized(data: bytes) -> typesetting.Picture:
    with Image.open(io.BytesIO(data)) as image:
        return typesetting.Picture("png" if image.format == "PNG" else "jpeg", *image.size, data)


def _height(picture: typesetting.Picture) -> int:
    """How high it is shown, in points: at 96 dots per inch, within the page."""
    scale = min(72 / 96, _WIDE / picture.width, _HIGH / picture.height)
    return max(1, round(picture.height * scale))


@cache
def _template() -> bytes:
    return files("anonymizer.files").joinpath("paper.typ").read_bytes()


def _csv(out: Output) -> bytes:
    rows: dict[int, list[str]] = {}
    for node in out.parsed.body:
        for cell in node.cells if isinstance(node, Sheet) else ():
            text = out.texts[cell.block]
            number = re.fullmatch(r"[-+]?[\d,.]+%?", text)
            if text[:1] in ("=", "+", "-", "@", "\t") and not number:
                text = "'" + text
            rows.setdefault(cell.row, []).append(text)
    target = io.StringIO()
    csv.writer(target).writerows(rows[number] for number in sorted(rows))
    return target.getvalue().encode("utf-8-sig")


def _neutral(new: object) -> bytes:
    """Saved, with the same properties and times for everybody."""
    saved = io.BytesIO()
    new.save(saved)  # type: ignore[attr-defined]
    target = io.BytesIO()
    with zipfile.ZipFile(saved) as old, \
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as fresh:
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _CORE
            entry = zipfile.ZipInfo(name, _THEN.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            fresh.writestr(entry, data)
    return target.getvalue()


_CORE = (b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
         b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>')
