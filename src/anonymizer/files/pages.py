"""What is seen on the pages of a PDF, by drawing them."""

import ctypes
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops

from anonymizer.files.gathering import Gathering
from anonymizer.files.model import Figure, Node, Paragraph, Place, Refused
from anonymizer.files.pictures import written

_SCALE = 2.0
_PIXELS = 6_000_000
_CHANGED = 24
_NEAR = 30
_SMALL = 12  # points: smaller pictures are rules and ornaments
_MANY = 20
_DEPTH = 8

Box = tuple[int, int, int, int]


@dataclass(slots=True)
class _Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


@contextmanager
def pages_of(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, for drawing. Raises Refused."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Refused("pdf_broken") from error
    try:
        yield document
    finally:
        document.close()


def page_nodes(
    document: pdfium.PdfDocument, index: int, place: Place, gathering: Gathering
) -> Iterator[Node]:
    """The paragraphs and pictures of a page."""
    try:
        page = document[index]
        yield from _Page(page, place, gathering).nodes()
        page.close()
    except pdfium.PdfiumError as error:
        raise Refused("pdf_broken", place) from error


class _Page:
    def __init__(self, page: pdfium.PdfPage, place: Place, gathering: Gathering) -> None:
        self.page, self.place, self.gathering = page, place, gathering
        width, height = page.get_size()
        if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
            raise Refused("picture_too_large", place, limit="20,000 pt")
        self.scale = min(_SCALE, (_PIXELS / (width * height)) ** 0.5)
        self.texts: list[object] = []
        self.images: list[tuple[float, float, float, float]] = []
        self.paths = 0
        self._objects(None, (1, 0, 0, 1, 0, 0), 0)

    def nodes(self) -> Iterator[Node]:
        textpage = self.page.get_textpage()
        with_text = self._draw()
        for one in self.texts:
            raw.FPDFPageObj_SetIsActive(one, False)
        without = self._draw()
        change = ImageChops.difference(with_text, without)
        red, green, blue = change.split()
        most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        self.changed = most.point([255 if level > _CHANGED else 0 for level in range(256)])
        self.without = without
        yield from self._paragraphs(list(self._lines(textpage)))
        yield from self._pictures()
        if self.paths > 1:
            self.gathering.leave("line_drawings", self.place)

    def _draw(self) -> Image.Image:
        bitmap = self.page.render(scale=self.scale, may_draw_forms=False)
        image: Image.Image = bitmap.to_pil().convert("RGB")
        return image

    def _objects(self, form: object, matrix: tuple[float, ...], depth: int) -> None:
        count = raw.FPDFPage_CountObjects(self.page) if form is None \
            else raw.FPDFFormObj_CountObjects(form)
        for number in range(count):
            one = raw.FPDFPage_GetObject(self.page, number) if form is None \
                else raw.FPDFFormObj_GetObject(form, number)
            kind = raw.FPDFPageObj_GetType(one)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self.texts.append(one)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.images.append(_bounds(one, matrix))
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self.paths += 1
            elif kind == raw.FPDF_PAGEOBJ_SHADING:
                self.paths += 2
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
                self._objects(one, _product(_matrix(one), matrix), depth + 1)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                raise Refused("pdf_nesting", self.place)

    def _lines(self, textpage: pdfium.PdfTextPage) -> Iterator[_Line]:
        pieces: list[str] = []
        boxes: list[tuple[float, float, float, float]] = []
        sizes: list[float] = []
        unseen = unreadable = seen = 0
        high = ""
        for index in range(textpage.count_chars()):
            code = raw.FPDFText_GetUnicode(textpage, index)
            char = chr(code) if code < 0x110000 else "\ufffd"
            if char in "\r\n":
                if pieces:
                    yield _line(pieces, boxes, sizes)
                pieces, boxes, sizes = [], [], []
                continue
            if 0xD800 <= code < 0xDC00:
                high = char
                continue
            if 0xDC00 <= code < 0xE000:
                char = (high + char).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
                high = ""
            if char.isspace() or raw.FPDFText_IsGenerated(textpage, index) == 1:
                if pieces:
                    pieces.append(" " if char.isspace() else char)
                continue
            box = self._seen(textpage, index)
            if box is None:
                unseen += 1
                continue
            seen += 1
            if code in (0, 0xFFFD, 0xFFFE) or 0xE000 <= code <= 0xF8FF \
                    or raw.FPDFText_HasUnicodeMapError(textpage, index) == 1:
                unreadable += 1
                char = "〓"
            pieces.append(char)
            boxes.append(box)
            sizes.append(raw.FPDFText_GetFontSize(textpage, index) or box[3] - box[1])
        if pieces:
            yield _line(pieces, boxes, sizes)
        if unseen:
            self.gathering.leave("unseen_text", self.place, unseen)
        if unreadable * 5 > seen and unreadable > 5:
            raise Refused("unreadable_text", self.place)

    def _seen(
        self, textpage: pdfium.PdfTextPage, index: int
    ) -> tuple[float, float, float, float] | None:
        """The box of a letter in points, if a reader sees it."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        if not raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            return None
        box = (left.value, bottom.value, right.value, top.value)
        area = self._pixels(box)
        if area is None or self.changed.crop(area).getbbox() is None:
            return None
        colour = [ctypes.c_uint() for _ in range(4)]
        one = raw.FPDFText_GetTextObject(textpage, index)
        if one and raw.FPDFTextObj_GetTextRenderMode(one) in (0, 4) \
                and raw.FPDFText_GetFillColor(textpage, index, *colour):
            own = [part.value for part in colour]
            ground = self.without.crop(area).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
            assert isinstance(ground, tuple)
            if own[3] < 12 or max(abs(a - b) for a, b in zip(own, ground, strict=False)) < _NEAR:
                return None
        return box

    def _pixels(self, box: tuple[float, float, float, float]) -> Box | None:
        """A box in points as one of pixels, cut to the page."""
        corners = [self._device(box[0], box[1]), self._device(box[2], box[3])]
        xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
        width, height = self.without.size
        area = (max(0, xs[0]), max(0, ys[0]), min(width, xs[1] + 1), min(height, ys[1] + 1))
        return area if area[0] < area[2] and area[1] < area[3] else None

    def _device(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self.page, 0, 0, *self.without.size, 0, x, y, across, down)
        return across.value, down.value

    def _paragraphs(self, lines: list[_Line]) -> Iterator[Node]:
        lines = [line for line in lines if line.text]
        if not lines:
            return
        body = statistics.median(line.size for line in lines)
        edge = max(line.right for line in lines)
        together: list[_Line] = []
        for line in lines:
            if together and not _goes_on(together[-1], line, edge):
                yield self._paragraph(together, body)
                together = []
            together.append(line)
        yield self._paragraph(together, body)

    def _paragraph(self, lines: list[_Line], body: float) -> Paragraph:
        text = lines[0].text
        for line in lines[1:]:
            ascii_ = text[-1:].isascii() and line.text[:1].isascii()
            text += (" " if ascii_ else "") + line.text
        heading = lines[0].size > 1.25 * body and len(text) <= 80
        return Paragraph(self.gathering.text(text, self.place), 2 if heading else 0)

    def _pictures(self) -> Iterator[Node]:
        areas = []
        for box in self.images:
            area = self._pixels(box)
            if area is None:
                self.gathering.leave("unseen_picture", self.place)
            elif min(area[2] - area[0], area[3] - area[1]) < _SMALL * self.scale:
                self.gathering.leave("small_pictures", self.place)
            else:
                areas.append(area)
        if len(areas) > _MANY:  # a scan in stripes
            areas = [(min(a[0] for a in areas), min(a[1] for a in areas),
                      max(a[2] for a in areas), max(a[3] for a in areas))]
        for number, area in enumerate(areas, 1):
            place = (*self.place, ("picture", str(number)))
            picture = written(self.without.crop(area), "png", place)
            self.gathering.leave("picture_properties", self.place)
            yield Figure(self.gathering.picture(picture))


def _line(
    pieces: list[str], boxes: list[tuple[float, float, float, float]], sizes: list[float]
) -> _Line:
    if not boxes:
        return _Line("", 0, 0, 0, 0, 0)
    return _Line(
        " ".join("".join(pieces).split(" ")).strip(), min(b[0] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes), min(b[1] for b in boxes),
        statistics.median(sizes))


def _goes_on(before: _Line, line: _Line, edge: float) -> bool:
    """A line of the same paragraph: close below, of the same size, and the one before was full."""
    step = before.bottom - line.top
    full = before.right > edge - 2.5 * before.size
    return -0.5 * line.size < step < 1.2 * line.size and full and \
        abs(before.size - line.size) < 0.5 and not before.text.endswith(("。", "：", ":"))


def _bounds(one: object, matrix: tuple[float, ...]) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(one, left, bottom, right, top):
        return (0, 0, 0, 0)
    corners = [_moved(x, y, matrix) for x in (left.value, right.value)
               for y in (bottom.value, top.value)]
    return (min(c[0] for c in corners), min(c[1] for c in corners),
            max(c[0] for c in corners), max(c[1] for c in corners))


def _matrix(form: object) -> tuple[float, ...]:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(form, found):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)


def _moved(x: float, y: float, matrix: tuple[float, ...]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
