"""DOCX: what a reader of the document sees, by a list of allowed elements."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from anonymizer.files import drawing
from anonymizer.files.gathering import Gathering, may_be_headings
from anonymizer.files.model import (
    Figure,
    Node,
    Note,
    Paragraph,
    Place,
    Refused,
    Table,
    TableCell,
)
from anonymizer.files.numbering import Numbering
from anonymizer.files.package import Element, Package, Relation, local
from anonymizer.files.parts import EMBEDDED, sort_out

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_READ = frozenset({
    "styles", "numbering", "header", "footer", "footnotes", "endnotes", "comments", "image",
    "package",
})
_MARKS = {
    "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd",
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "pPr", "rPr", "sectPr", "tblPr",
    "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr",
    "bookmarkEnd", "rubyPr", "subDoc",
}
_THROUGH = {"ins", "moveTo", "hyperlink", "fldSimple", "smartTag", "sdt", "sdtContent",
            "customXml", "dir", "bdo"}
_NOTHING = {
    "lastRenderedPageBreak", "annotationRef", "footnoteRef", "endnoteRef", "separator",
    "continuationSeparator", "commentReference", "softHyphen", "yearShort", "yearLong",
    "monthShort", "monthLong", "dayShort", "dayLong", "pgNum", "contentPart",
}
_SPACES = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TINY = 4  # half points
_NEAR = 40


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run looks, as far as it decides whether a reader sees it."""

    hidden: bool = False
    colour: str = ""
    ground: str = ""
    size: int = 21

    def unseen(self) -> str:
        """The code of why nobody sees it, or nothing."""
        if self.hidden:
            return "hidden_text"
        if self.size <= _TINY:
            return "tiny_text"
        if self.colour and _near(self.colour, self.ground or "FFFFFF"):
            return "invisible_text"
        return ""


class Styles:
    """What the styles say about looks, outline levels and numbers."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._default = _Look()
        for style in () if root is None else root.iter(W + "style"):
            self._by_id[style.get(W + "styleId", "")] = style
        run = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if run is not None:
            self._default = _looked(self._default, run)

    @property
    def default(self) -> _Look:
        return self._default

    def chain(self, style_id: str) -> list[Element]:
        """From the base to the style itself."""
        found: list[Element] = []
        while style_id in self._by_id and len(found) < 20:
            style = self._by_id[style_id]
            found.insert(0, style)
            based = style.find(W + "basedOn")
            style_id = "" if based is None else based.get(W + "val", "")
        return found

    def look(self, style_id: str, look: _Look) -> _Look:
        for style in self.chain(style_id):
            for properties in (style.find(W + "pPr"), style.find(W + "rPr")):
                if properties is not None:
                    look = _looked(look, properties)
        return look

    def level(self, style_id: str) -> int:
        for style in reversed(self.chain(style_id)):
            name = style.find(W + "name")
            if name is not None and (found := re.fullmatch(
                    r"(?:heading|見出し) ?([1-6])", name.get(W + "val", ""), re.I)):
                return int(found.group(1))
            if name is not None and name.get(W + "val", "").casefold() == "title":
                return 1
        return 0

    def numbered(self, style_id: str) -> Element | None:
        for style in reversed(self.chain(style_id)):
            if (found := style.find(f"{W}pPr/{W}numPr")) is not None:
                return found
        return None


class Story:
    """One part with running text: the body, a header, the notes."""

    def __init__(
        self, package: Package, part: str, styles: Styles, numbering: Numbering,
        gathering: Gathering, relations: dict[str, Relation],
    ) -> None:
        self.package, self.part, self.styles = package, part, styles
        self.numbering, self.gathering, self.relations = numbering, gathering, relations
        self._paragraphs = 0
        self._tables = 0
        self._fields: list[str] = []

    def nodes(self, parent: Element, place: Place, ground: str = "") -> list[Node]:
        out: list[Node] = []
        for child in parent:
            out.extend(self._node(child, place, ground))
        return out

    def _node(self, child: Element, place: Place, ground: str) -> Iterator[Node]:
        name = self._name(child, place)
        if name == "p":
            self._paragraphs += 1
            yield from self._paragraph(
                child, (*place, ("paragraph", str(self._paragraphs))), ground)
        elif name == "tbl":
            self._tables += 1
            yield from self._table(child, (*place, ("table", str(self._tables))))
        elif name in ("sdt", "customXml", "ins", "moveTo", "sdtContent"):
            self._leave_wrapping(name, place)
            yield from self.nodes(child, place, ground)
        elif name in ("del", "moveFrom"):
            self.gathering.leave("deleted_text", place)
        elif name == "AlternateContent":
            for chosen in _chosen(child):
                yield from self.nodes(chosen, place, ground)
        elif name == "altChunk":
            raise Refused("alt_chunk", place or self._here())
        elif name in ("oMathPara", "oMath"):
            text = "".join(t.text or "" for t in child.iter(M + "t"))
            yield Paragraph(self.gathering.text(text, place))
        elif name == "bookmarkStart":
            self.gathering.leave("bookmarks", self.package.where)
        elif name not in _MARKS:
            raise Refused("unknown_element", place or self._here(), name=name[:60])

    def _here(self) -> Place:
        """Behind the last paragraph that was read."""
        return (("paragraph", str(self._paragraphs + 1)),)

    def _table(self, table: Element, place: Place) -> Iterator[Node]:
        rows: list[tuple[TableCell, ...]] = []
        heads: list[str] = []
        for number, row in enumerate(_rows(table), 1):
            if _on(row.find(f"{W}trPr/{W}hidden")):
                self.gathering.leave("hidden_row", place)
                continue
            cells: list[TableCell] = []
            found = list(_cells(row))
            for column, cell in enumerate(found, 1):
                where = (*place, ("row", str(number)), ("column", str(column)))
                context = heads[column - 1:column] if rows else []
                labelled = rows or not may_be_headings(len(found))
                if cells and labelled and (label := self._plain(cells[-1])):
                    context = [*context, label]
                cells.append(self._cell(cell, where, tuple(filter(None, context))))
            rows.append(tuple(cells))
            if len(rows) == 1:
                heads = [self._plain(cell) for cell in cells]
        if rows:
            yield Table(tuple(rows))

    def _plain(self, cell: TableCell) -> str:
        return " ".join(self.gathering.blocks[n.block].text
                        for n in cell.content if isinstance(n, Paragraph)).strip()[:40]

    def _cell(
        self, cell: Element, place: Place, context: tuple[str, ...]
    ) -> TableCell:
        properties = cell.find(W + "tcPr")
        ground = "" if properties is None else _ground(properties, "")
        first = len(self.gathering.blocks)
        content: list[Paragraph | Figure] = []
        for node in self.nodes(cell, place, ground):
            content.extend(_flat(node))
        for number in range(first, len(self.gathering.blocks)):
            block = self.gathering.blocks[number]
            self.gathering.blocks[number] = replace(block, context=block.context or context)
        span = None if properties is None else properties.find(W + "gridSpan")
        told = re.fullmatch(r"\d{1,4}", "1" if span is None else span.get(W + "val", "1"))
        across = int(told.group()) if told else 1
        return TableCell(tuple(content), min(max(across, 1), 63))

    def _paragraph(self, paragraph: Element, place: Place, ground: str) -> Iterator[Node]:
        properties = paragraph.find(W + "pPr")
        style = numbers = None
        if properties is not None:
            style = properties.find(W + "pStyle")
            numbers = properties.find(W + "numPr")
            ground = _ground(properties, ground)
            if properties.find(W + "pPrChange") is not None:
                self.gathering.leave("revisions", self.package.where)
        style_id = "" if style is None else style.get(W + "val", "")
        look = replace(self.styles.look(style_id, self.styles.default), ground=ground)
        pieces: list[str] = []
        beside: list[Node] = []
        self._inline(paragraph, look, pieces, beside, place)
        text = "".join(pieces)
        if numbers is None:
            numbers = self.styles.numbered(style_id)
        label, indent = self.numbering.label(numbers) if text.strip() else ("", 0)
        if text.strip() or not beside:
            yield Paragraph(self.gathering.text(text, place), self.styles.level(style_id),
                            label, indent)
        yield from beside

    def _inline(
        self, parent: Element, look: _Look, pieces: list[str], beside: list[Node], place: Place
    ) -> None:
        for child in parent:
            name = self._name(child, place)
            if name == "r":
                self._run(child, look, pieces, beside, place)
            elif name in _THROUGH:
                self._leave_wrapping(name, place)
                self._inline(child, look, pieces, beside, place)
            elif name in ("del", "moveFrom"):
                self.gathering.leave("deleted_text", place)
            elif name in ("oMath", "oMathPara"):
                pieces.extend(t.text or "" for t in child.iter(M + "t"))
            elif name == "bookmarkStart":
                self.gathering.leave("bookmarks", self.package.where)
            elif name == "AlternateContent":
                for chosen in _chosen(child):
                    self._inline(chosen, look, pieces, beside, place)
            elif name not in _MARKS:
                raise Refused("unknown_element", place, name=name[:60])

    def _run(
        self, run: Element, look: _Look, pieces: list[str], beside: list[Node], place: Place
    ) -> None:
        properties = run.find(W + "rPr")
        if properties is not None:
            style = properties.find(W + "rStyle")
            if style is not None:
                look = self.styles.look(style.get(W + "val", ""), look)
            look = _looked(look, properties)
            if properties.find(W + "rPrChange") is not None:
                self.gathering.leave("revisions", self.package.where)
        unseen = look.unseen()
        for child in run:
            self._in_run(child, look, unseen, pieces, beside, place)

    def _in_run(
        self, child: Element, look: _Look, unseen: str, pieces: list[str], beside: list[Node],
        place: Place,
    ) -> None:
        name = self._name(child, place)
        if name == "fldChar":
            self._field(child.get(W + "fldCharType", ""))
        elif name in ("instrText", "delInstrText"):
            self.gathering.leave("field_codes", self.package.where)
        elif name == "delText":
            self.gathering.leave("deleted_text", place)
        elif name in ("t", "sym", *_SPACES):
            text = _SPACES.get(name) or (child.text or "" if name == "t" else _symbol(child))
            if name == "t" and not text:
                return
            if "begin" in self._fields:
                self.gathering.leave("field_codes", self.package.where)
            elif unseen:
                if name == "t":
                    self.gathering.leave(unseen, place)
            else:
                pieces.append(text)
        elif name in ("footnoteReference", "endnoteReference"):
            if not unseen:
                pieces.append(f"［注{child.get(W + 'id', '')[:6]}］")
        elif name == "ruby":
            base = child.find(W + "rubyBase")
            if child.find(W + "rt") is not None:
                self.gathering.leave("phonetics", place)
            if base is not None:
                self._inline(base, look, pieces, beside, place)
        elif name == "AlternateContent":
            for chosen in _chosen(child):
                for inner in chosen:
                    self._in_run(inner, look, unseen, pieces, beside, place)
        elif name in ("drawing", "pict", "object"):
            if unseen == "hidden_text":
                self.gathering.leave("hidden_shape", place)
            else:
                beside.extend(self._drawn(child, place))
        elif name not in _NOTHING and name not in _MARKS:
            raise Refused("unknown_element", place, name=name[:60])

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("begin")
        elif kind == "separate" and self._fields:
            self._fields[-1] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawn(self, element: Element, place: Place) -> Iterator[Node]:
        def box(content: Element) -> list[Node]:
            return self.nodes(content, (*place, ("text_box", "")))

        yield from drawing.drawn(
            element, place, self.package, self.relations, self.gathering, box)

    def _leave_wrapping(self, name: str, place: Place) -> None:
        code = {"ins": "revision_authors", "moveTo": "revision_authors", "sdt": "content_controls",
                "hyperlink": "link_targets", "fldSimple": "field_codes", "customXml": "custom_xml",
                "smartTag": "tags"}.get(name)
        if code:
            self.gathering.leave(code, self.package.where)

    def _name(self, element: Element, place: Place) -> str:
        """The element's name if it stands in a namespace that is read."""
        tag = str(element.tag)
        if tag.startswith((W, M, MC)):
            return local(element)
        return f"{tag[1:].rpartition('/')[2].replace('}', ':')}"


def read_word(package: Package, part: str, gathering: Gathering, place: Place) -> tuple[
    list[Node], tuple[int, ...], tuple[int, ...], list[str]
]:
    """Body, header and footer of a document, and the names of the documents embedded in it."""
    relations = package.relations(part)
    sort_out(package, part, relations, _READ, gathering)
    parts = {relation.type: relation.target for relation in relations.values()}
    styles = Styles(package.xml(parts["styles"]) if parts.get("styles") else None)
    numbering = Numbering(package.xml(parts["numbering"]) if parts.get("numbering") else None)

    def story(name: str) -> Story:
        own = package.relations(name)
        if name != part:
            sort_out(package, name, own, _READ, gathering)
        return Story(package, name, styles, numbering, gathering, own)

    def running(kind: str, step: str) -> tuple[int, ...]:
        found: list[int] = []
        for relation in relations.values():
            if relation.type == kind and relation.target:
                nodes = story(relation.target).nodes(
                    package.xml(relation.target), (*place, (step, "")))
                found.extend(n.block for n in _all_flat(nodes) if isinstance(n, Paragraph)
                             and gathering.blocks[n.block].text.strip())
        return tuple(found)

    root = package.xml(part)
    body = root.find(W + "body")
    if body is None:
        raise Refused("unknown_element", package.place(part), name=local(root)[:60])
    for settings in (r.target for r in relations.values() if r.type == "settings"):
        _look_at_settings(package, settings, gathering)
    header = running("header", "header")
    out = story(part).nodes(body, place)
    footer = running("footer", "footer")
    for kind in ("footnotes", "endnotes", "comments"):
        if parts.get(kind):
            out.extend(_notes(
                package, parts[kind], kind[:-1], story(parts[kind]), gathering, place))
    embedded = [r.target for r in relations.values() if r.type == "package"]
    for name in embedded:
        if not EMBEDDED.search(name):
            raise Refused("embedded", package.place(name))
    return out, header, footer, embedded


def _notes(
    package: Package, part: str, role: str, story: Story, gathering: Gathering, place: Place
) -> Iterator[Node]:
    for number, note in enumerate(package.xml(part), 1):
        if note.get(W + "type", "normal") not in ("normal", ""):
            continue
        if role == "comment":
            gathering.leave("comment_authors", place)
        for node in _all_flat(story.nodes(note, (*place, (role, str(number))))):
            if isinstance(node, Paragraph) and gathering.blocks[node.block].text.strip():
                yield Note(role, node.block)
            elif isinstance(node, Figure):
                yield node


def _look_at_settings(package: Package, part: str, gathering: Gathering) -> None:
    root: Element = package.xml(part) if part else ()
    for name, code in (("docVars", "document_variables"), ("rsids", "revision_numbers"),
                       ("attachedTemplate", "template"), ("mailMerge", "connections")):
        if part and root.find(W + name) is not None:
            gathering.leave(code, package.where)
    if part:
        for relation in package.relations(part).values():
            gathering.leave("template" if relation.type == "attachedTemplate" else "settings",
                            package.where)


def _flat(node: Node) -> Iterator[Paragraph | Figure]:
    match node:
        case Paragraph() | Figure():
            yield node
        case Note():
            yield Paragraph(node.block)
        case Table():
            for row in node.rows:
                for cell in row:
                    yield from cell.content


def _all_flat(nodes: list[Node]) -> Iterator[Paragraph | Figure]:
    for node in nodes:
        yield from _flat(node)


def _rows(table: Element) -> Iterator[Element]:
    yield from _named(table, "tr", ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def _cells(row: Element) -> Iterator[Element]:
    yield from _named(row, "tc", ("sdt", "sdtContent", "customXml"))


def _named(parent: Element, name: str, through: tuple[str, ...]) -> Iterator[Element]:
    for child in parent:
        found = local(child)
        if found == name:
            yield child
        elif found in through:
            yield from _named(child, name, through)
        elif found not in _MARKS and found not in ("bookmarkStart", "del", "moveFrom"):
            raise Refused("unknown_element", (("table", ""),), name=found[:60])


def _chosen(alternate: Element) -> list[Element]:
    known = {"wps", "wpg", "wpc", "w14", "w15", "w16", "wp14", "a14"}
    for choice in alternate.iter(MC + "Choice"):
        if set(choice.get("Requires", "").split()) <= known:
            return [choice]
    return list(alternate.iter(MC + "Fallback"))[:1]


def _looked(look: _Look, properties: Element) -> _Look:
    for child in properties:
        name = local(child)
        if name in ("vanish", "specVanish"):
            look = replace(look, hidden=_on(child))
        elif name == "color":
            value = child.get(W + "val", "")
            look = replace(look, colour=value if re.fullmatch("[0-9A-Fa-f]{6}", value) else "")
        elif name == "sz":
            size = re.fullmatch(r"\d+", child.get(W + "val", ""))
            look = replace(look, size=int(size.group()) if size else look.size)
        elif name == "highlight":
            look = replace(look, ground=_HIGHLIGHTS.get(child.get(W + "val", ""), look.ground))
        elif name == "w" and child.get(W + "val", "").rstrip("%") in ("1", "2", "3", "4", "5"):
            look = replace(look, size=0)
    return replace(look, ground=_ground(properties, look.ground))


def _ground(properties: Element, otherwise: str) -> str:
    shading = properties.find(W + "shd")
    fill = "" if shading is None else shading.get(W + "fill", "")
    return fill if re.fullmatch("[0-9A-Fa-f]{6}", fill) else otherwise


def _on(element: Element | None) -> bool:
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off")


def _near(one: str, other: str) -> bool:
    pairs = [(int(one[i:i + 2], 16), int(other[i:i + 2], 16)) for i in (0, 2, 4)]
    return max(abs(a - b) for a, b in pairs) < _NEAR


def _symbol(element: Element) -> str:
    found = re.fullmatch("[0-9A-Fa-f]{4}", element.get(W + "char", ""))
    code = int(found.group(), 16) if found else 0xF0B7
    return chr(code) if not 0xE000 <= code <= 0xF8FF else "・"


_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00",
    "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF",
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080",
    "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}

BoxReader = Callable[[Element], list[Node]]
