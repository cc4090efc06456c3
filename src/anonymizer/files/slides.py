"""PPTX: what an audience sees on the slides that are shown."""

import re

from anonymizer.files import limits
from anonymizer.files.gathering import Gathering
from anonymizer.files.model import Node, Note, Place, Refused, Slide
from anonymizer.files.package import Element, Package, Relation, local
from anonymizer.files.parts import EMBEDDED, sort_out
from anonymizer.files.shapes import A, Box, Canvas, Colours, placeholder

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_READ = frozenset({"slide", "slideMaster", "slideLayout", "notesSlide", "image", "comments",
                   "package", "theme"})


class Deck:
    def __init__(self, package: Package, part: str, gathering: Gathering, place: Place) -> None:
        self.package, self.gathering, self.place = package, gathering, place
        self.root = package.xml(part)
        self.relations = package.relations(part)
        sort_out(package, part, self.relations, _READ, gathering)
        if any(relation.type == "theme" for relation in self.relations.values()):
            gathering.leave("theme", package.where)
        size = self.root.find(P + "sldSz")
        self.size = (float(size.get("cx", 0)), float(size.get("cy", 0))) if size is not None \
            and re.fullmatch(r"\d{1,9}", size.get("cx", "")) \
            and re.fullmatch(r"\d{1,9}", size.get("cy", "")) else None
        self.common: list[Node] = []
        self.embedded: list[str] = []
        self._seen: dict[str, tuple[dict[tuple[str, str], Box], Colours]] = {}

    def body(self) -> list[Node]:
        out: list[Node] = []
        slides = self.root.findall(f"{P}sldIdLst/{P}sldId")
        if len(slides) > limits.SLIDES:
            raise Refused("too_many_pages", self.place, limit=str(limits.SLIDES))
        for number, row in enumerate(slides, 1):
            relation = self.relations.get(row.get(R + "id", ""))
            if relation is None or relation.type != "slide":
                raise Refused("part_missing", (*self.place, ("slide", str(number))))
            slide = self._slide(relation.target, (*self.place, ("slide", str(number))))
            if slide is not None:
                out.append(slide)
        if self.common:
            out.append(Slide(None, tuple(self.common)))
        return out

    def _slide(self, part: str, place: Place) -> Slide | None:
        root = self.package.xml(part)
        if root.get("show") in ("0", "false"):
            self.gathering.leave("hidden_slide", place)
            return None
        relations = self.package.relations(part)
        sort_out(self.package, part, relations, _READ, self.gathering)
        boxes: dict[tuple[str, str], Box] = {}
        colours = Colours({})
        for relation in relations.values():
            if relation.type == "notesSlide":
                self.gathering.leave("speaker_notes", place)
            elif relation.type == "slideLayout" and relation.target:
                boxes, colours = self._layout(relation.target)
            elif relation.type == "package":
                if not EMBEDDED.search(relation.target):
                    raise Refused("embedded", self.package.place(relation.target))
                self.embedded.append(relation.target)
        for timing in root:
            if local(timing) in ("timing", "transition"):
                self.gathering.leave("animations", place)
        shown = self._canvas(relations, boxes, self._grounded(root, colours)).read(
            _tree(root, place), place)
        notes = [note for relation in relations.values() if relation.type == "comments"
                 for note in self._comments(relation.target, place)]
        return Slide(shown.title, (*shown.nodes, *notes))

    def _comments(self, part: str, place: Place) -> list[Node]:
        out: list[Node] = []
        for comment in self.package.xml(part):
            self.gathering.leave("comment_authors", place)
            # Old comments hold p:text; the newer ones a DrawingML text body, replies inside.
            texts = ["".join(t.text or "" for t in e.iter()) for e in comment.iter()
                     if local(e) in ("text", "txBody")]
            for text in texts:
                if text.strip():
                    number = len(out) + 1
                    block = self.gathering.text(text, (*place, ("comment", str(number))))
                    out.append(Note("comment", block))
        return out

    def _layout(self, part: str) -> tuple[dict[tuple[str, str], Box], Colours]:
        """Boxes of the placeholders of a layout and its master, the theme's colours; what both
        show on every slide is gathered once."""
        if part in self._seen:
            return self._seen[part]
        relations = self.package.relations(part)
        sort_out(self.package, part, relations, _READ, self.gathering)
        boxes: dict[tuple[str, str], Box] = {}
        colours = Colours({})
        for relation in relations.values():
            if relation.type == "slideMaster" and relation.target:
                boxes, colours = self._master(relation.target)
        root = self.package.xml(part)
        place = (*self.place, ("layout", re.sub(r"\D", "", part.rpartition("/")[2])))
        self._gather_common(root, relations, boxes, colours, place)
        own = {**boxes, **self._boxes(root, relations, colours)}
        self._seen[part] = (own, self._grounded(root, colours))
        return self._seen[part]

    def _master(self, part: str) -> tuple[dict[tuple[str, str], Box], Colours]:
        if part in self._seen:
            return self._seen[part]
        relations = self.package.relations(part)
        sort_out(self.package, part, relations, _READ, self.gathering)
        root = self.package.xml(part)
        theme: dict[str, str] = {}
        for relation in relations.values():
            if relation.type == "theme" and relation.target:
                theme = _theme(self.package.xml(relation.target), root)
        colours = self._grounded(root, Colours(theme))
        place = (*self.place, ("master", re.sub(r"\D", "", part.rpartition("/")[2])))
        self._gather_common(root, relations, {}, colours, place)
        self._seen[part] = (self._boxes(root, relations, colours), colours)
        return self._seen[part]

    def _gather_common(
        self, root: Element, relations: dict[str, Relation], boxes: dict[tuple[str, str], Box],
        colours: Colours, place: Place,
    ) -> None:
        shown = self._canvas(relations, boxes, colours, prompts=True).read(
            _tree(root, place), place)
        self.common.extend(shown.nodes)

    def _boxes(
        self, root: Element, relations: dict[str, Relation], colours: Colours
    ) -> dict[tuple[str, str], Box]:
        canvas = self._canvas(relations, {}, colours)
        found: dict[tuple[str, str], Box] = {}
        for shape in root.iter(P + "sp"):
            kind, box = placeholder(shape), canvas._box(shape)
            if kind and box:
                found[kind] = box
                found.setdefault((kind[0], ""), box)
                if kind[1]:
                    found.setdefault(("", kind[1]), box)
        return found

    def _canvas(
        self, relations: dict[str, Relation], boxes: dict[tuple[str, str], Box],
        colours: Colours, prompts: bool = False,
    ) -> Canvas:
        return Canvas(self.package, relations, self.gathering, self.size, boxes, colours, prompts)

    def _grounded(self, root: Element, colours: Colours) -> Colours:
        """The colours with the ground of a slide, if it has one of its own."""
        ground = root.find(f"{P}cSld/{P}bg")
        if ground is None:
            return colours
        reference = ground.find(P + "bgRef")
        if reference is not None:
            named = reference.find(A + "schemeClr")
            name = "" if named is None else named.get("val", "")
            return Colours(colours.theme, colours.theme.get(name, ""))
        return Colours(colours.theme, colours.of(ground.find(P + "bgPr")))


def _theme(theme: Element, master: Element) -> dict[str, str]:
    raw: dict[str, str] = {}
    scheme = theme.find(f"{A}themeElements/{A}clrScheme")
    for row in () if scheme is None else scheme:
        for colour in row:
            value = colour.get("lastClr") or colour.get("val", "")
            if re.fullmatch("[0-9A-Fa-f]{6}", value):
                raw[local(row)] = value
    mapping = master.find(P + "clrMap")
    if mapping is not None:
        raw.update({name: raw[target] for name, target in mapping.attrib.items() if target in raw})
    return raw


def _tree(root: Element, place: Place) -> Element:
    tree = root.find(f"{P}cSld/{P}spTree")
    if tree is None:
        raise Refused("unknown_element", place, name=local(root)[:60])
    return tree


def read_slides(
    package: Package, part: str, gathering: Gathering, place: Place
) -> tuple[list[Node], list[str]]:
    """The slides, and the names of the documents embedded in them."""
    deck = Deck(package, part, gathering, place)
    return deck.body(), deck.embedded

