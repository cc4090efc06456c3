"""PDF: the text that a reader sees on the pages, and the pictures as they are drawn.

Each page is drawn twice, with and without its text: a letter that changes nothing, or has the
colour of its ground, is not seen by anybody (invisible modes, white or covered text, text beside
the page, hidden layers) and is left behind.
"""

import io
import warnings
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from anonymizer.files import limits
from anonymizer.files.gathering import Gathering
from anonymizer.files.model import Node, Note, Parsed, Place, Refused
from anonymizer.files.pages import page_nodes, pages_of

Object = Any  # what a PDF holds is looked at before it is used

_ROOT_READ = {"/Type", "/Pages", "/Outlines", "/AcroForm", "/Version", "/Lang", "/PageLayout",
              "/PageMode", "/ViewerPreferences", "/Extensions", "/MarkInfo"}
_ROOT_LEFT = {
    "/Metadata": "properties", "/Names": "", "/Dests": "bookmarks", "/OpenAction": "actions",
    "/AA": "actions", "/PieceInfo": "private_data", "/PageLabels": "page_labels",
    "/OCProperties": "layers", "/URI": "link_targets", "/StructTreeRoot": "structure",
    "/OutputIntents": "properties", "/Perms": "signatures", "/DSS": "signatures",
    "/Legal": "signatures", "/Threads": "structure", "/SpiderInfo": "private_data",
    "/AF": "attachments",
}
_NAMES = {"/JavaScript": "scripts", "/EmbeddedFiles": "attachments", "/Dests": "bookmarks",
          "/AP": "structure", "/Pages": "structure", "/Templates": "structure",
          "/IDS": "structure", "/URLS": "link_targets", "/Renditions": "actions"}
_PAGE_LEFT = {"/Metadata": "properties", "/PieceInfo": "private_data", "/AA": "actions",
              "/Thumb": "thumbnail", "/B": "structure", "/SeparationInfo": "properties"}
_MEDIA = {"/Screen", "/Movie", "/RichMedia", "/3D", "/Sound"}
_STANDING_IN = ("/ActualText", "/Alt", "/E")
_HIDDEN = 2 | 32
_DEPTH = 20


def read_pdf(data: bytes, gathering: Gathering) -> Parsed:
    """Raises Refused."""
    try:
        with warnings.catch_warnings(), \
                pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            warnings.simplefilter("ignore")  # of what may not be shown elsewhere
            return _Reading(pdf, data, gathering).parsed()
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError,
            RuntimeError, NotImplementedError, OverflowError) as error:
        raise Refused("pdf_broken") from error


class _Reading:
    def __init__(self, pdf: pikepdf.Pdf, data: bytes, gathering: Gathering) -> None:
        self.pdf, self.data, self.gathering = pdf, data, gathering

    def parsed(self) -> Parsed:
        if self.pdf.is_encrypted:
            raise Refused("encrypted")
        if len(self.pdf.objects) > limits.PDF_OBJECTS:
            raise Refused("pdf_objects", limit=f"{limits.PDF_OBJECTS:,}")
        if not len(self.pdf.pages):
            raise Refused("no_pages")
        if len(self.pdf.pages) > limits.PAGES:
            raise Refused("too_many_pages", limit=str(limits.PAGES))
        self._weigh()
        self._root()
        body: list[Node] = list(self._outline())
        self._show_what_is_drawn()
        with pages_of(self._rewritten()) as pages:
            for number, page in enumerate(self.pdf.pages, 1):
                place: Place = (("page", str(number)),)
                self._page_entries(page.obj, place)
                body.extend(page_nodes(pages, number - 1, place, self.gathering))
                body.extend(self._annotations(page.obj, place))
        form = self.pdf.Root.get("/AcroForm")
        if form is not None:
            body.extend(self._form(form))
        return self.gathering.parsed("pdf", body)

    def _weigh(self) -> None:
        """Streams are unpacked once, counted, before anybody else unpacks them."""
        left = 4 * limits.PDF_STREAM_BYTES
        for one in self.pdf.objects:
            if not isinstance(one, pikepdf.Stream):
                continue
            filters = one.get("/Filter")
            names = [str(filters)] if isinstance(filters, pikepdf.Name) else \
                [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else []
            raw = one.read_raw_bytes() if names else b""
            for name in names[:4]:
                if name not in ("/FlateDecode", "/Fl"):
                    break
                try:
                    raw = zlib.decompressobj().decompress(raw, limits.PDF_STREAM_BYTES + 1)
                except zlib.error:
                    break
                left -= len(raw)
                if len(raw) > limits.PDF_STREAM_BYTES or left < 0:
                    raise Refused("pdf_stream", limit=f"{limits.PDF_STREAM_BYTES // 1_000_000} MB")

    def _show_what_is_drawn(self) -> None:
        """Takes out the texts that stand in for drawn letters: whoever copies gets them, and nobody
        sees them."""
        for number, page in enumerate(self.pdf.pages, 1):
            contents = page.obj.get("/Contents")
            parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
            if any(map(_may_stand_in, parts)):
                fresh = self._drawn(page, (("page", str(number)),))
                page.obj.Contents = self.pdf.make_stream(fresh)
        for one in self.pdf.objects:
            if isinstance(one, pikepdf.Dictionary):
                self._take_out(one)
            elif isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form" \
                    and _may_stand_in(one):
                one.write(self._drawn(one, ()))

    def _drawn(self, content: Object, place: Place) -> bytes:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                instructions = list(pikepdf.parse_content_stream(content))
            except UserWarning as error:
                raise Refused("pdf_broken", place) from error
        for one in instructions:
            for operand in one.operands if str(one.operator) in ("BDC", "DP") else ():
                if isinstance(operand, pikepdf.Dictionary):
                    self._take_out(operand, place)
        return pikepdf.unparse_content_stream(instructions)

    def _take_out(self, properties: Object, place: Place = (), depth: int = 0) -> None:
        for key in _STANDING_IN:
            if key in properties:
                del properties[key]
                self.gathering.leave("structure", place)
        if depth < _DEPTH:
            for inner in properties.values():
                if isinstance(inner, pikepdf.Dictionary) and not inner.is_indirect:
                    self._take_out(inner, place, depth + 1)

    def _rewritten(self) -> bytes:
        """One file for both readers: where it has two readings, they can't take one each."""
        out = io.BytesIO()
        self.pdf.save(out)
        return out.getvalue()

    def _root(self) -> None:
        root, gathering = self.pdf.Root, self.gathering
        if "/Collection" in root:
            raise Refused("embedded", (("document", ""),))
        for key in root.keys():
            if key in _ROOT_READ:
                continue
            if code := _ROOT_LEFT.get(key, "unknown_entries"):
                gathering.leave(code)
        names = root.get("/Names")
        for key in names.keys() if isinstance(names, pikepdf.Dictionary) else ():
            gathering.leave(_NAMES.get(key, "unknown_entries"))
        if len(self.pdf.docinfo):
            gathering.leave("properties")
        if self.data.count(b"startxref") > 1 and b"/Linearized" not in self.data[:2_000]:
            gathering.leave("earlier_revisions")
        if len(self.data.rstrip()) - self.data.rfind(b"%%EOF") > 8:
            gathering.leave("after_end")

    def _page_entries(self, page: Object, place: Place) -> None:
        for key, code in _PAGE_LEFT.items():
            if key in page:
                self.gathering.leave(code, place)

    def _outline(self) -> Iterator[Node]:
        outlines = self.pdf.Root.get("/Outlines")
        if not isinstance(outlines, pikepdf.Dictionary):
            return
        seen: set[tuple[int, int]] = set()
        waiting = [(outlines.get("/First"), 0)]
        count = 0
        while waiting:
            item, depth = waiting.pop()
            if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen or depth > _DEPTH:
                continue
            if item.objgen != (0, 0):
                seen.add(item.objgen)
            count += 1
            if count > 5_000:
                return
            title = item.get("/Title")
            if isinstance(title, pikepdf.String) and str(title).strip():
                block = self.gathering.text(str(title), (("outline", str(count)),))
                yield Note("outline", block)
            waiting.append((item.get("/Next"), depth))
            waiting.append((item.get("/First"), depth + 1))

    def _annotations(self, page: Object, place: Place) -> Iterator[Node]:
        annotations = page.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            return
        for number, one in enumerate(list(annotations)[:5_000], 1):
            if not isinstance(one, pikepdf.Dictionary):
                continue
            kind = str(one.get("/Subtype", ""))
            where = (*place, ("annotation", str(number)))
            if kind == "/Redact":
                raise Refused("redaction_pending", where)
            if kind in _MEDIA:
                raise Refused("media", where)
            if kind == "/FileAttachment":
                self.gathering.leave("attachments", where)
            elif kind == "/Stamp":
                self.gathering.leave("stamps", where)
            elif kind == "/Link":
                self.gathering.leave("link_targets", place)
            if any(key in one for key in ("/T", "/NM", "/M", "/CreationDate")) \
                    and kind != "/Widget":
                self.gathering.leave("comment_authors", place)
            contents = one.get("/Contents")
            if kind in ("/Widget", "/Popup", "/Link") or not isinstance(contents, pikepdf.String):
                continue
            if _flags(one) & _HIDDEN:
                self.gathering.leave("hidden_comment", where)
            elif str(contents).strip():
                yield Note("annotation", self.gathering.text(str(contents), where))

    def _form(self, form: Object) -> Iterator[Node]:
        if "/XFA" in form:
            raise Refused("xfa")
        fields = form.get("/Fields")
        waiting: list[tuple[Any, int, Any]] = [(one, 0, None) for one in reversed(list(fields))] \
            if isinstance(fields, pikepdf.Array) else []
        seen: set[tuple[int, int]] = set()
        count = 0
        while waiting:
            field, depth, inherited = waiting.pop()
            if not isinstance(field, pikepdf.Dictionary) or depth > _DEPTH \
                    or field.objgen in seen or count > 5_000:
                continue
            if field.objgen != (0, 0):
                seen.add(field.objgen)
            count += 1
            self.gathering.leave("field_names")
            value = field.get("/V", inherited)
            kids = field.get("/Kids")
            named = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/T" in kid] \
                if isinstance(kids, pikepdf.Array) else []
            if named:
                waiting.extend((kid, depth + 1, value) for kid in reversed(named))
                continue
            yield from self._value(field, kids, value, (("form_field", str(count)),))

    def _value(self, field: Object, kids: Object, value: Object, place: Place) -> Iterator[Node]:
        widgets = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)] \
            if isinstance(kids, pikepdf.Array) else [field]
        if not isinstance(value, pikepdf.String) or not str(value).strip():
            return
        password = int(field.get("/Ff", 0)) & (1 << 13)
        if password or all(_flags(widget) & _HIDDEN for widget in widgets or [field]):
            self.gathering.leave("hidden_field", place)
            return
        yield Note("form_value", self.gathering.text(str(value), place))


def _may_stand_in(stream: Object) -> bool:
    if not isinstance(stream, pikepdf.Stream):
        return False
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError:
        return True
    # A name may be written with numbers: /Actual#54ext.
    return (b"BDC" in data or b"DP" in data) and (b"ActualText" in data or b"#" in data)


def _flags(annotation: Object) -> int:
    flags = annotation.get("/F", 0)
    return int(flags) if isinstance(flags, int) else 0


