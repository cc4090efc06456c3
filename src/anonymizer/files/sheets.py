"""XLSX: the cells that a reader sees, as values; the rest is listed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeVar

from anonymizer.files import limits, serials
from anonymizer.files.gathering import Gathering, may_be_headings
from anonymizer.files.model import Cell, Node, Note, Place, Refused, Sheet
from anonymizer.files.package import Element, Package, local
from anonymizer.files.parts import EMBEDDED, sort_out
from anonymizer.files.shapes import Canvas, near

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_READ = frozenset({"worksheet", "styles", "sharedStrings", "comments", "drawing", "image",
                   "package", "theme"})
_CHILDREN = {
    "sheetPr": "", "dimension": "", "sheetViews": "", "sheetFormatPr": "", "cols": "",
    "sheetData": "", "sheetCalcPr": "", "mergeCells": "", "printOptions": "", "pageMargins": "",
    "pageSetup": "printer_settings", "rowBreaks": "", "colBreaks": "", "ignoredErrors": "",
    "headerFooter": "", "drawing": "", "phoneticPr": "", "sortState": "", "autoFilter": "filters",
    "sheetProtection": "protection", "protectedRanges": "protection", "scenarios": "scenarios",
    "dataConsolidate": "connections", "customSheetViews": "views", "hyperlinks": "link_targets",
    "conditionalFormatting": "conditions", "dataValidations": "validations", "tableParts": "",
    "customProperties": "tags", "cellWatches": "views", "smartTags": "tags",
    "legacyDrawing": "comment_boxes", "legacyDrawingHF": "comment_boxes", "extLst": "extensions",
    "picture": "background", "webPublishItems": "connections", "oleObjects": "", "controls": "",
    "AlternateContent": "extensions",
}
_INDEXED = {0: "000000", 1: "FFFFFF", 2: "FF0000", 3: "00FF00", 4: "0000FF", 5: "FFFF00",
            6: "FF00FF", 7: "00FFFF", 64: "000000", 65: "FFFFFF"}
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5",
                "accent6")
_PLAIN_THEME = {"lt1": "FFFFFF", "dk1": "000000"}
T = TypeVar("T")
Shape = Literal["text", "number", "percent", "date", "time", "moment", "bool"]


@dataclass(frozen=True, slots=True)
class Look:
    shape: Shape = "number"
    unseen: str = ""
    literal: bool = False


class Styles:
    """What a cell's style index says: how its number is shown, and whether anybody sees it."""

    def __init__(self, root: Element | None, theme: dict[str, str]) -> None:
        self._looks: list[Look] = []
        self._theme = theme
        if root is None:
            return
        formats = {f.get("numFmtId", ""): f.get("formatCode", "") for f in root.iter(S + "numFmt")}
        fonts = [self._font(f) for f in root.findall(f"{S}fonts/{S}font")]
        fills = [self._fill(f) for f in root.findall(f"{S}fills/{S}fill")]
        for row in root.findall(f"{S}cellXfs/{S}xf"):
            code = formats.get(row.get("numFmtId", "0"), serials.BUILT_IN.get(
                row.get("numFmtId", "0"), "General"))
            colour, size = _at(fonts, row.get("fontId"), ("", 11.0))
            ground = _at(fills, row.get("fillId"), "")
            unseen = ""
            if colour and ground != "?" and near(colour, ground or "FFFFFF"):
                unseen = "invisible_text"
            elif size <= 2:
                unseen = "tiny_text"
            elif re.fullmatch(r"\s*;\s*;\s*(;.*)?", code):
                unseen = "hidden_format"
            self._looks.append(Look(serials.shape_of(code), unseen, serials.has_literal(code)))

    def of(self, index: str | None) -> Look:
        return _at(self._looks, index, Look())

    def colour(self, element: Element | None) -> str:
        """The plain colour of a color element, or ""."""
        if element is None:
            return ""
        tint = float(element.get("tint", "0") or 0) if re.fullmatch(
            r"-?\d*\.?\d+(E-?\d+)?", element.get("tint", "0")) else 0.0
        value = element.get("rgb", "")
        if re.fullmatch("[0-9A-Fa-f]{8}", value):
            value = value[2:]
        elif re.fullmatch(r"\d{1,2}", element.get("theme", "")):
            place = int(element.get("theme"))
            name = _THEME_ORDER[place] if place < len(_THEME_ORDER) else ""
            value = self._theme.get(name, _PLAIN_THEME.get(name, ""))
        elif re.fullmatch(r"\d{1,2}", element.get("indexed", "")):
            index = int(element.get("indexed"))
            value = _INDEXED.get(index - 8 if 8 <= index < 16 else index, "")
        if not re.fullmatch("[0-9A-Fa-f]{6}", value) or abs(tint) > 0.15:
            return ""
        return str(value)

    def _font(self, font: Element) -> tuple[str, float]:
        size = font.find(S + "sz")
        text = "11" if size is None else size.get("val", "11")
        return self.colour(font.find(S + "color")), \
            float(text) if re.fullmatch(r"\d{1,3}(\.\d+)?", text) else 11.0

    def _fill(self, fill: Element) -> str:
        pattern = fill.find(S + "patternFill")
        if pattern is None:
            return "?"  # a gradient
        if pattern.get("patternType", "none") in ("none", "gray125"):
            return ""
        return self.colour(pattern.find(S + "fgColor")) or "?"


class Book:
    def __init__(self, package: Package, part: str, gathering: Gathering, place: Place) -> None:
        self.package, self.gathering, self.place = package, gathering, place
        self.root = package.xml(part)
        self.relations = package.relations(part)
        self.embedded: list[str] = []
        sort_out(package, part, self.relations, _READ, gathering)
        by_type = {relation.type: relation.target for relation in self.relations.values()}
        self.styles = Styles(
            package.xml(by_type["styles"]) if by_type.get("styles") else None,
            _theme(package.xml(by_type["theme"])) if by_type.get("theme") else {})
        self.shared = list(self._strings(by_type.get("sharedStrings", "")))
        properties = self.root.find(S + "workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._cells = 0
        for name, code in (("definedNames", "defined_names"), ("fileSharing", "authors"),
                           ("workbookProtection", "protection"),
                           ("externalReferences", "external_links"),
                           ("pivotCaches", "pivot")):
            if self.root.find(S + name) is not None:
                gathering.leave(code, package.where)

    def body(self) -> list[Node]:
        out: list[Node] = []
        for number, row in enumerate(self.root.findall(f"{S}sheets/{S}sheet"), 1):
            place = (*self.place, ("sheet", str(number)))
            if row.get("state", "visible") != "visible":
                self.gathering.leave("hidden_sheet", place)
                continue
            relation = self.relations.get(row.get(R + "id", ""))
            if relation is None or relation.type != "worksheet":
                raise Refused("part_missing", place)
            name = self.gathering.text(row.get("name", ""), (*place, ("sheet_name", "")))
            out.append(_Sheet(self, relation.target, place).read(name))
        return out

    def count(self, place: Place) -> None:
        self._cells += 1
        if self._cells > limits.CELLS:
            raise Refused("too_many_cells", place, limit=f"{limits.CELLS:,}")

    def rich(self, element: Element, place: Place) -> str:
        """The visible text of a shared or inline string."""
        if element.find(S + "rPh") is not None:
            self.gathering.leave("phonetics", place)
        pieces = []
        for child in element:
            name = local(child)
            if name == "t":
                pieces.append(child.text or "")
            elif name == "r":
                properties = child.find(S + "rPr")
                text = "".join(t.text or "" for t in child.iter(S + "t"))
                colour = "" if properties is None else self.styles.colour(
                    properties.find(S + "color"))
                if text and colour and near(colour, "FFFFFF"):
                    self.gathering.leave("invisible_text", place)
                else:
                    pieces.append(text)
            elif name not in ("rPh", "phoneticPr", "extLst"):
                raise Refused("unknown_element", place, name=name[:60])
        return _unescaped("".join(pieces))

    def _strings(self, part: str) -> Iterator[str]:
        for element in self.package.xml(part).iter(S + "si") if part else ():
            yield self.rich(element, self.package.where)


class _Sheet:
    def __init__(self, book: Book, part: str, place: Place) -> None:
        self.book, self.place = book, place
        self.gathering = book.gathering
        self.root = book.package.xml(part)
        self.relations = book.package.relations(part)
        sort_out(book.package, part, self.relations, _READ, self.gathering)
        self.hidden_columns = list(self._hidden_columns())
        self.hidden_rows: set[int] = set()
        self.merged = list(self._merged())
        self.heads: dict[int, str] = {}
        self.linked = {link.get("ref", "")
                       for link in self.root.findall(f"{S}hyperlinks/{S}hyperlink")}

    def read(self, name: int) -> Sheet:
        for child in self.root:
            kind = local(child)
            if kind not in _CHILDREN:
                raise Refused("unknown_element", self.place, name=kind[:60])
            if kind == "oleObjects":
                raise Refused("ole_object", self.place)
            if kind == "controls":
                raise Refused("active_content", self.place)
            if _CHILDREN[kind]:
                self.gathering.leave(_CHILDREN[kind], self.place)
        cells = tuple(self._cells())
        return Sheet(name, cells, tuple(self.merged), tuple(self._extra()))

    def _cells(self) -> Iterator[Cell]:
        data = self.root.find(S + "sheetData")
        format_ = self.root.find(S + "sheetFormatPr")
        without = format_ is not None and format_.get("zeroHeight") in ("1", "true")
        row_number = 0
        for row in () if data is None else data:
            row_number = _index(row.get("r"), row_number + 1, limits.ROWS, self.place)
            hidden = row.get("hidden") in ("1", "true") or row.get("ht") in ("0", "0.0") or (
                without and row.get("ht") is None)
            if hidden:
                self.hidden_rows.add(row_number)
                if len(row):
                    self.gathering.leave("hidden_row", (*self.place, ("row", str(row_number))))
                continue
            label = ""
            labelled = bool(self.heads) or not may_be_headings(len(row))
            column = 0
            for element in row:
                if local(element) != "c":
                    if local(element) == "extLst":
                        continue
                    raise Refused("unknown_element", self.place, name=local(element)[:60])
                column = _column(element.get("r"), column + 1, row_number, self.place)
                cell = self._cell(element, row_number, column, label)
                if cell is not None:
                    text = self.gathering.blocks[cell.block].text.strip()
                    if cell.shape == "text" and text:
                        label = text[:40] if labelled else ""
                        self.heads.setdefault(column, text[:40])
                    yield cell

    def _cell(self, element: Element, row: int, column: int, label: str) -> Cell | None:
        place = (*self.place, ("cell", f"{_letters(column)}{row}"))
        if element.find(S + "f") is not None:
            self.gathering.leave("formulas", self.place)
        shape, text, value = self._value(element, place)
        if not text:
            return None
        look = self.book.styles.of(element.get("s"))
        if any(first <= column <= last for first, last in self.hidden_columns):
            self.gathering.leave("hidden_column", (*self.place, ("column", _letters(column))))
            return None
        if look.unseen and (look.unseen != "hidden_format" or shape != "text"):
            self.gathering.leave(look.unseen, place)
            return None
        if any(r1 <= row <= r2 and c1 <= column <= c2 and (row, column) != (r1, c1)
               for r1, c1, r2, c2 in self.merged):
            self.gathering.leave("covered_cell", place)
            return None
        if f"{_letters(column)}{row}" in self.linked and re.match(r"\w+:", text):
            self.gathering.leave("link_targets", place)
            return None
        if look.literal:
            self.gathering.leave("number_formats", self.place)
        if len(text) > limits.CELL_CHARACTERS:
            raise Refused("too_much_text", place, limit=f"{limits.CELL_CHARACTERS:,}")
        self.book.count(place)
        head = self.heads.get(column, "")
        block = self.gathering.text(text, place, tuple(one for one in (head, label) if one))
        return Cell(row, column, block, shape, value)

    def _value(self, element: Element, place: Place) -> tuple[Shape, str, str]:
        kind = element.get("t", "n")
        inline = element.find(S + "is")
        if kind == "inlineStr":
            return "text", "" if inline is None else self.book.rich(inline, place), ""
        stored = element.find(S + "v")
        text = "" if stored is None else (stored.text or "").strip("\r\n")
        if kind == "s":
            if not text:
                return "text", "", ""
            if not text.isdecimal() or int(text) >= len(self.book.shared):
                raise Refused("part_missing", place)
            return "text", self.book.shared[int(text)], ""
        if kind == "str":
            return "text", _unescaped(text), ""
        if kind == "b":
            return "bool", "TRUE" if text == "1" else "FALSE" if text else "", text or "0"
        if kind == "e":
            return "text", text[:20] if re.fullmatch(r"#[A-Z0-9/!?_]+", text[:20]) else "", ""
        if kind == "d":
            return "text", text, ""
        if kind != "n":
            raise Refused("unknown_element", place, name=kind[:60])
        return self._number(element, text, place)

    def _number(self, element: Element, text: str, place: Place) -> tuple[Shape, str, str]:
        if not text:
            return "text", "", ""
        try:
            number = Decimal(text)
            if not number.is_finite() or abs(number.adjusted()) > 300:
                raise InvalidOperation
        except InvalidOperation as error:
            raise Refused("unknown_element", place, name="number") from error
        shape = self.book.styles.of(element.get("s")).shape
        if shape in ("date", "moment", "time"):
            if self.book.since_1904 and shape != "time":
                number += 1462
            written = serials.written(number, shape)
            if written:
                return shape, written, format(number, "f")
            shape = "number"
        plain = format(number.normalize(), "f")
        if shape == "percent":
            return shape, f"{format((number * 100).normalize(), 'f')}%", format(number, "f")
        return "number", plain, plain

    def _hidden_columns(self) -> Iterator[tuple[int, int]]:
        for column in self.root.findall(f"{S}cols/{S}col"):
            width = column.get("width", "9")
            narrow = re.fullmatch(r"0*(\.\d+)?|0(\.[01]\d*)?", width) is not None
            if column.get("hidden") in ("1", "true") or narrow:
                first = _index(column.get("min"), 1, limits.COLUMNS, self.place)
                yield first, _index(column.get("max"), first, limits.COLUMNS, self.place)

    def _merged(self) -> Iterator[tuple[int, int, int, int]]:
        for number, area in enumerate(self.root.findall(f"{S}mergeCells/{S}mergeCell")):
            found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})",
                                 area.get("ref", ""))
            if found is None or number > 2_000:
                raise Refused("absurd_range", self.place)
            yield (int(found[2]), _of_letters(found[1]), int(found[4]), _of_letters(found[3]))

    def _extra(self) -> Iterator[Node]:
        for header in self.root.findall(f"{S}headerFooter/*"):
            for text in _printed(header.text or ""):
                block = self.gathering.text(text, (*self.place, ("page_header", "")))
                yield Note("page_header", block)
        for relation in self.relations.values():
            if relation.type == "comments" and relation.target:
                yield from self._comments(relation.target)
            elif relation.type == "drawing" and relation.target:
                yield from self._drawing(relation.target)
            elif relation.type == "package":
                if not EMBEDDED.search(relation.target):
                    raise Refused("embedded", self.book.package.place(relation.target))
                self.book.embedded.append(relation.target)

    def _comments(self, part: str) -> Iterator[Node]:
        for comment in self.book.package.xml(part).iter(S + "comment"):
            place = (*self.place, ("comment", comment.get("ref", "")[:10]))
            self.gathering.leave("comment_authors", self.place)
            column, row = _place_of(comment.get("ref", ""), self.place)
            if row in self.hidden_rows or any(a <= column <= b for a, b in self.hidden_columns):
                self.gathering.leave("hidden_comment", place)
                continue
            body = comment.find(S + "text")
            text = "" if body is None else self.book.rich(body, place)
            if text.strip():
                yield Note("comment", self.gathering.text(text, place))

    def _drawing(self, part: str) -> Iterator[Node]:
        package = self.book.package
        relations = package.relations(part)
        sort_out(package, part, relations, _READ, self.gathering)
        canvas = Canvas(package, relations, self.gathering)
        for anchor in package.xml(part):
            if local(anchor) not in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
                continue
            yield from canvas.read(anchor, (*self.place, ("drawing", ""))).nodes


def _theme(root: Element) -> dict[str, str]:
    found = {}
    for row in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}clrScheme"):
        for named in row:
            for colour in named:
                found[local(named)] = colour.get("lastClr") or colour.get("val", "")
    return found


def _printed(code: str) -> Iterator[str]:
    """The words of a page header without its codes."""
    plain = re.sub(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&K\d\d[+-]\d{3}|&\d{1,3}|&[PNDTFAGZBIUESXYOH]',
                   " ", code.replace("&&", "\0"))
    for piece in re.split("&[LCR]", plain):
        if piece.strip():
            yield piece.replace("\0", "&").strip()


def _unescaped(text: str) -> str:
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


def _at(items: list[T], index: str | None, otherwise: T) -> T:
    place = int(index) if index and re.fullmatch(r"\d{1,5}", index) else 0
    return items[place] if place < len(items) else otherwise


def _index(text: str | None, otherwise: int, most: int, place: Place) -> int:
    if text is None:
        return otherwise
    if not re.fullmatch(r"\d{1,7}", text) or not 1 <= int(text) <= most:
        raise Refused("absurd_range", place)
    return int(text)


def _place_of(reference: str, place: Place) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", reference)
    if found is None or int(found[2]) > limits.ROWS:
        raise Refused("absurd_range", place)
    return _of_letters(found[1]), int(found[2])


def _column(reference: str | None, otherwise: int, row: int, place: Place) -> int:
    if reference is None:
        return otherwise
    column, named_row = _place_of(reference, place)
    if named_row != row or column > limits.COLUMNS:
        raise Refused("absurd_range", place)
    return column


def _letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _of_letters(text: str) -> int:
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number


def read_sheets(
    package: Package, part: str, gathering: Gathering, place: Place
) -> tuple[list[Node], list[str]]:
    """The sheets that are shown, and the names of the documents embedded in them."""
    book = Book(package, part, gathering, place)
    return book.body(), book.embedded
