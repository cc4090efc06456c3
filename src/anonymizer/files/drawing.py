"""Drawings in office files: pictures, text boxes, groups; everything else refuses the file."""

import re
from collections.abc import Callable, Iterator

from anonymizer.files.gathering import Gathering
from anonymizer.files.model import Figure, Node, Place, Refused
from anonymizer.files.package import Element, Package, Relation, local
from anonymizer.files.pictures import Crop, redrawn

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_O = "{urn:schemas-microsoft-com:office:office}"

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SHAPES = ("wordprocessingShape", "wordprocessingGroup", "wordprocessingCanvas")
_REFUSED = {"chart": "chart", "chartex": "chart", "diagram": "diagram", "wordprocessingInk": "ink"}


def drawn(
    element: Element, place: Place, package: Package, relations: dict[str, Relation],
    gathering: Gathering, box: Callable[[Element], list[Node]],
) -> Iterator[Node]:
    """What a w:drawing, w:pict or w:object shows. `box` reads the inside of a text box."""
    for properties in element.iter():
        if local(properties) == "docPr":
            if properties.get("hidden") in ("1", "true"):
                gathering.leave("hidden_shape", place)
                return
            if any(properties.get(name) for name in ("descr", "title")):
                gathering.leave("alt_text", place)
            gathering.leave("shape_names", package.where)
    for graphic in element.iter(A + "graphicData"):
        kind = graphic.get("uri", "")
        name = kind.rpartition("/")[2]
        if kind != _PICTURE and name not in _SHAPES:
            raise Refused(_REFUSED.get(name, "unknown_drawing"), place, name=name[:60])
    yield from _inside(element, place, package, relations, gathering, box)


def _inside(
    element: Element, place: Place, package: Package, relations: dict[str, Relation],
    gathering: Gathering, box: Callable[[Element], list[Node]],
) -> Iterator[Node]:
    for child in element:
        name = local(child)
        if name == "txbxContent":
            yield from box(child)
        elif name == "blip":
            yield from blip(child, place, package, relations, gathering)
        elif name == "imagedata":
            yield from _vml_picture(child, place, package, relations, gathering)
        elif name == "textpath":
            gathering.leave("word_art", place)
        elif name == "OLEObject":
            if relations.get(child.get(R + "id", ""), Relation("", "", "")).type != "package":
                raise Refused("ole_object", place)
        elif name == "control":
            raise Refused("active_content", place)
        elif name == "AlternateContent":
            for inner in list(child)[:1]:
                yield from _inside(inner, place, package, relations, gathering, box)
        elif name != "extLst":
            yield from _inside(child, place, package, relations, gathering, box)


def blip(
    element: Element, place: Place, package: Package, relations: dict[str, Relation],
    gathering: Gathering,
) -> Iterator[Figure]:
    """The picture that an a:blip shows, as it is cropped."""
    if element.get(R + "link"):
        gathering.leave("link_targets", package.where)
    target = relations.get(element.get(R + "embed", ""))
    if target is None or not target.target:
        return
    source = element.getparent().find(A + "srcRect")
    crop: Crop = (0, 0, 0, 0)
    if source is not None:
        left, top, right, bottom = (_share(source.get(side, "0")) for side in "ltrb")
        crop = (left, top, right, bottom)
    yield _figure(target.target, place, package, gathering, crop)


def _vml_picture(
    element: Element, place: Place, package: Package, relations: dict[str, Relation],
    gathering: Gathering,
) -> Iterator[Figure]:
    target = relations.get(element.get(R + "id", ""))
    if target is None or not target.target:
        return
    if element.getparent().getparent().find(_O + "OLEObject") is not None:
        package.read_parts.add(target.target)
        gathering.leave("previews", place)
        return
    if any(element.get(side) for side in ("cropleft", "croptop", "cropright", "cropbottom")):
        raise Refused("unknown_drawing", place, name="crop")
    yield _figure(target.target, place, package, gathering, (0, 0, 0, 0))


def _figure(
    part: str, place: Place, package: Package, gathering: Gathering, crop: Crop
) -> Figure:
    where = (*place, ("picture", part.rpartition("/")[2][:60]))
    return Figure(gathering.picture(redrawn(package.bytes_of(part), where, gathering, crop)))


def _share(text: str) -> float:
    if text.endswith("%") and re.fullmatch(r"-?\d{1,4}(\.\d+)?%", text):
        return float(text[:-1]) / 100
    return int(text) / 100_000 if re.fullmatch(r"-?\d{1,7}", text) else 0.0
