"""Shapes on slides and sheets (DrawingML): text, tables, pictures, groups."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from anonymizer.files.drawing import blip
from anonymizer.files.gathering import Gathering, may_be_headings
from anonymizer.files.model import (
    Node,
    Paragraph,
    Place,
    Refused,
    Table,
    TableCell,
)
from anonymizer.files.package import Element, Package, Relation, local

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TITLES = ("title", "ctrTitle")
_TINY = 200  # hundredths of a point
Box = tuple[float, float, float, float]
_NO_TEXT = {
    "nvGrpSpPr", "grpSpPr", "extLst", "cxnSp", "clientData", "from", "to", "ext", "pos", "style",
}


@dataclass(slots=True)
class Shown:
    """What a canvas shows, with the boxes of its texts for finding covered ones."""

    title: int | None = None
    nodes: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Colours:
    """The theme's colours by name, and the ground that text stands on, where it is plain."""

    theme: dict[str, str]
    ground: str = "FFFFFF"

    def of(self, parent: Element | None) -> str:
        """The plain colour inside a solidFill, or "" where it is not known."""
        fill = None if parent is None else parent.find(A + "solidFill")
        for colour in () if fill is None else fill:
            if len(colour):
                return ""
            value = str(colour.get("val", ""))
            if local(colour) == "srgbClr" and re.fullmatch("[0-9A-Fa-f]{6}", value):
                return value
            if local(colour) == "schemeClr":
                return self.theme.get(value, "")
        return ""


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where shapes are drawn. `inherited` gives a placeholder's box by (type, idx)."""

    package: Package
    relations: dict[str, Relation]
    gathering: Gathering
    size: tuple[float, float] | None = None
    inherited: dict[tuple[str, str], Box] = field(default_factory=dict)
    colours: Colours = Colours({})
    prompts: bool = False
    """Texts of placeholders are prompts to writers (on a master), not shown as such."""
    scale: tuple[float, float, float, float] = (1, 1, 0, 0)
    """Inside of a group: factors and offsets from its own measure to the slide's."""

    def read(self, tree: Element, place: Place) -> Shown:
        shown = Shown()
        drawn = [one for one in tree if local(one) not in _NO_TEXT]
        for number, shape in enumerate(drawn):
            where = (*place, ("shape", str(number + 1)))
            box = self._box(shape)
            if box and any(_covers(self._opaque(other), box) for other in drawn[number + 1:]) \
                    and shape.find(".//" + A + "t") is not None:
                self.gathering.leave("covered_text", where)
                continue
            self._shape(shape, where, shown, 0)
        return shown

    def _shape(self, shape: Element, place: Place, shown: Shown, depth: int) -> None:
        name = local(shape)
        if name == "AlternateContent":
            for choice in list(shape)[-1:]:
                for inner in choice:
                    self._shape(inner, place, shown, depth + 1)
            return
        if name in _NO_TEXT:
            return
        if self._hidden(shape, place):
            return
        if name == "sp":
            self._text_shape(shape, place, shown)
        elif name == "grpSp":
            inside = self._inside(shape)
            for inner in shape:
                inside._shape(inner, place, shown, depth + 1)
        elif name == "pic":
            for child in shape.iter():
                kind = local(child)
                if kind in ("videoFile", "audioFile", "wavAudioFile", "quickTimeFile"):
                    raise Refused("media", place)
                if kind == "blip":
                    shown.nodes.extend(blip(
                        child, place, self.package, self.relations, self.gathering))
        elif name == "graphicFrame":
            tables = list(shape.iter(A + "tbl"))
            if not tables:
                raise Refused("unknown_drawing", place, name="graphicFrame")
            shown.nodes.extend(self._table(table, place) for table in tables)
        elif name == "contentPart":
            raise Refused("ink", place)
        else:
            raise Refused("unknown_element", place, name=name[:60])

    def _hidden(self, shape: Element, place: Place) -> bool:
        properties = next((e for e in shape.iter() if local(e) == "cNvPr"), None)
        if properties is not None:
            if properties.get("descr") or properties.get("title"):
                self.gathering.leave("alt_text", place)
            self.gathering.leave("shape_names", self.package.where)
            if properties.get("hidden") in ("1", "true"):
                self.gathering.leave("hidden_shape", place)
                return True
        box = self._box(shape)
        if self.size and box and (box[2] <= 0 or box[3] <= 0 or box[0] >= self.size[0]
                                  or box[1] >= self.size[1]):
            self.gathering.leave("off_slide", place)
            return True
        return False

    def _box(self, shape: Element) -> Box | None:
        frame = next((e for e in shape.iter() if local(e) == "xfrm"), None)
        if local(shape) == "grpSp":
            group = next((e for e in shape if local(e) == "grpSpPr"), None)
            frame = None if group is None else group.find(A + "xfrm")
        if frame is None:
            kind = placeholder(shape)
            if kind is None:
                return None
            return self.inherited.get(kind) or self.inherited.get((kind[0], "")) \
                or self.inherited.get(("", kind[1]))
        found = {local(child): child for child in frame}
        if "off" not in found or "ext" not in found:
            return None
        x, y = _number(found["off"].get("x")), _number(found["off"].get("y"))
        right, low = x + _number(found["ext"].get("cx")), y + _number(found["ext"].get("cy"))
        across, down, left, top = self.scale
        return (x * across + left, y * down + top, right * across + left, low * down + top)

    def _inside(self, group: Element) -> "Canvas":
        box = self._box(group)
        properties = next((e for e in group if local(e) == "grpSpPr"), None)
        frame = None if properties is None else properties.find(A + "xfrm")
        start, extent = (None, None) if frame is None else (
            frame.find(A + "chOff"), frame.find(A + "chExt"))
        if box is None or start is None or extent is None:
            return self
        wide, high = _number(extent.get("cx")), _number(extent.get("cy"))
        if not wide or not high:
            return self
        across, down = (box[2] - box[0]) / wide, (box[3] - box[1]) / high
        return replace(self, scale=(
            across, down, box[0] - _number(start.get("x")) * across,
            box[1] - _number(start.get("y")) * down))

    def _opaque(self, shape: Element) -> Box | None:
        """The box of a rectangle that nobody can look through."""
        if local(shape) not in ("sp", "pic"):
            return None
        properties = next((e for e in shape if local(e) == "spPr"), None)
        preset = None if properties is None else properties.find(A + "prstGeom")
        if properties is None or preset is None or preset.get("prst") not in (
                "rect", "roundRect", "flowChartProcess"):
            return None
        fill = properties.find(A + "solidFill")
        if local(shape) == "sp" and (fill is None or fill.find(".//" + A + "alpha") is not None):
            return None
        return self._box(shape)

    def _text_shape(self, shape: Element, place: Place, shown: Shown) -> None:
        body = next((e for e in shape if local(e) == "txBody"), None)
        properties = next((e for e in shape if local(e) == "spPr"), None)
        if properties is not None:
            for child in properties.iter(A + "blip"):
                shown.nodes.extend(blip(
                    child, place, self.package, self.relations, self.gathering))
        if body is None:
            return
        kind = placeholder(shape)
        own = self.colours.of(properties)
        plain = properties is None or own or properties.find(A + "gradFill") is None and \
            properties.find(A + "blipFill") is None and properties.find(A + "solidFill") is None
        ground = own or (self.colours.ground if plain else "")
        nodes = list(self.paragraphs(body, place, ground, kind is not None and self.prompts))
        if kind is not None and kind[0] in _TITLES and not self.prompts and shown.title is None \
                and len(nodes) == 1:
            shown.title = nodes[0].block
        else:
            shown.nodes.extend(nodes)

    def _table(self, table: Element, place: Place) -> Node:
        rows: list[tuple[TableCell, ...]] = []
        heads: list[str] = []
        for number, row in enumerate(table.iter(A + "tr"), 1):
            cells: list[TableCell] = []
            labels: list[str] = []
            found = list(row.iter(A + "tc"))
            labelled = bool(rows) or not may_be_headings(len(found))
            for column, cell in enumerate(found, 1):
                where = (*place, ("row", str(number)), ("column", str(column)))
                covered = cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")
                body = cell.find(A + "txBody")
                own = self.colours.of(cell.find(A + "tcPr"))
                context = tuple(filter(None, (*heads[column - 1:column],
                                              *(labels[-1:] if labelled else ()))))
                content: tuple[Paragraph, ...] = ()
                if covered and body is not None and body.find(".//" + A + "t") is not None:
                    self.gathering.leave("covered_text", where)
                elif body is not None:
                    content = tuple(self.paragraphs(body, where, own, False, context))
                labels.append(" ".join(
                    self.gathering.blocks[n.block].text for n in content)[:40])
                across = int(_number(cell.get("gridSpan")) or 1)
                if cell.get("hMerge") not in ("1", "true"):
                    cells.append(TableCell(content, min(max(across, 1), 63)))
            heads = heads or labels
            rows.append(tuple(cells))
        return Table(tuple(rows))

    def paragraphs(
        self, body: Element, place: Place, ground: str, prompt: bool,
        context: tuple[str, ...] = (),
    ) -> Iterator[Paragraph]:
        for number, paragraph in enumerate(body.iter(A + "p"), 1):
            where = (*place, ("paragraph", str(number)))
            text = "".join(self._runs(paragraph, where, ground))
            if not text.strip() or prompt and _PROMPT.search(text):
                continue
            properties = paragraph.find(A + "pPr")
            depth = 0 if properties is None else int(_number(properties.get("lvl")))
            yield Paragraph(self.gathering.text(text, where, context), 0, "", depth)

    def _runs(self, paragraph: Element, place: Place, ground: str) -> Iterator[str]:
        for child in paragraph:
            name = local(child)
            if name == "br":
                yield "\n"
            elif name in ("r", "fld"):
                if name == "fld" and self.prompts:
                    continue
                yield from self._run(child, place, ground)
            elif name in ("m", "AlternateContent"):
                raise Refused("unknown_element", place, name=name)
            elif name not in ("pPr", "endParaRPr"):
                raise Refused("unknown_element", place, name=name[:60])

    def _run(self, run: Element, place: Place, ground: str) -> Iterator[str]:
        properties = run.find(A + "rPr")
        text = "".join(t.text or "" for t in run.iter(A + "t"))
        if properties is not None:
            if properties.find(A + "hlinkClick") is not None:
                self.gathering.leave("link_targets", self.package.where)
            colour = self.colours.of(properties)
            size = properties.get("sz")
            fill = properties.find(A + "solidFill")
            alpha = None if fill is None else fill.find(".//" + A + "alpha")
            clear = alpha is not None and _number(alpha.get("val")) < 10_000 \
                or properties.find(A + "noFill") is not None
            if text and (clear or colour and ground and near(colour, ground)):
                self.gathering.leave("invisible_text", place)
                return
            if text and size and _number(size) <= _TINY:
                self.gathering.leave("tiny_text", place)
                return
        yield text


def placeholder(shape: Element) -> tuple[str, str] | None:
    """A placeholder's type and index."""
    for child in shape:
        if local(child) == "nvSpPr" or local(child) == "nvPicPr":
            for found in child.iter():
                if local(found) == "ph":
                    return found.get("type", "body"), found.get("idx", "")
    return None


def near(one: str, other: str) -> bool:
    pairs = [(int(one[i:i + 2], 16), int(other[i:i + 2], 16)) for i in (0, 2, 4)]
    return max(abs(a - b) for a, b in pairs) < 40


def _covers(outer: Box | None, inner: Box) -> bool:
    return outer is not None and outer[0] <= inner[0] and outer[1] <= inner[1] \
        and outer[2] >= inner[2] and outer[3] >= inner[3]


def _number(text: str | None) -> float:
    return float(text) if text and re.fullmatch(r"-?\d{1,15}(\.\d+)?", text) else 0.0


# What PowerPoint writes into fresh masters and layouts.
_PROMPT = re.compile(
    r"^\s*(?:Click (?:to|icon)|Edit Master|(?:Second|Third|Fourth|Fifth) level|"
    r"マスター ?(?:タイトル|テキスト|サブタイトル)|第 ?[2-5二三四五] ?レベル|図を追加|"
    r"アイコンをクリック|"
    r"‹#›|<#>|\d{4}/\d{1,2}/\d{1,2}\s*$)")
