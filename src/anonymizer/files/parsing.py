"""Bytes to blocks. It runs in a child process that may do nothing else."""

from dataclasses import replace

from anonymizer.files.gathering import Gathering
from anonymizer.files.model import Kind, Node, Note, Parsed, Place, Refused, Sheet, Slide
from anonymizer.files.package import Package
from anonymizer.files.parts import sort_out, sort_out_rest
from anonymizer.files.pdf import read_pdf
from anonymizer.files.pictures import read_picture
from anonymizer.files.plain import read_csv, read_plain
from anonymizer.files.sheets import read_sheets
from anonymizer.files.slides import read_slides
from anonymizer.files.word import read_word

_MAIN = "application/vnd.openxmlformats-officedocument."
_OFFICE: dict[str, Kind] = {
    _MAIN + "wordprocessingml.document.main+xml": "docx",
    _MAIN + "spreadsheetml.sheet.main+xml": "xlsx",
    _MAIN + "presentationml.presentation.main+xml": "pptx",
}
_STRICT = "http://purl.oclc.org/ooxml/"


def parse(data: bytes, kind: Kind) -> Parsed:
    """What the file shows. Raises Refused, and nothing else for any bytes."""
    gathering = Gathering()
    try:
        return _parse(data, kind, gathering)
    except MemoryError as error:
        raise Refused("limit_memory") from error
    except RecursionError as error:
        raise Refused("xml_too_deep") from error


def _parse(data: bytes, kind: Kind, gathering: Gathering) -> Parsed:
    match kind:
        case "docx" | "xlsx" | "pptx":
            return _office(data, kind, gathering)
        case "pdf":
            return read_pdf(data, gathering)
        case "png" | "jpeg":
            return read_picture(data, kind, gathering)
        case "csv":
            return read_csv(data, gathering)
        case "txt" | "md":
            return read_plain(data, kind, gathering)


def _office(data: bytes, kind: Kind, gathering: Gathering) -> Parsed:
    found, body, header, footer = _package(data, gathering, ())
    if found != kind:
        raise Refused("kind_mismatch", ending=kind)
    return gathering.parsed(kind, body, header, footer)


def _package(
    data: bytes, gathering: Gathering, place: Place
) -> tuple[Kind, list[Node], tuple[int, ...], tuple[int, ...]]:
    package = Package(data, place)
    relations = package.relations("")
    main = next((r.target for r in relations.values() if r.type == "officeDocument"), "")
    if not main or not package.has(main):
        raise Refused("kind_unknown", place, ending="zip")
    kind = _OFFICE.get(package.content_type(main))
    if kind is None:
        raise Refused("kind_unknown", place, ending=package.content_type(main).rpartition(".")[2])
    root = package.xml(main)
    if str(root.tag).startswith("{" + _STRICT):
        raise Refused("strict_office", place)
    sort_out(package, "", relations, frozenset({"officeDocument"}), gathering)
    header: tuple[int, ...] = ()
    footer: tuple[int, ...] = ()
    if kind == "docx":
        body, header, footer, embedded = read_word(package, main, gathering, place)
    elif kind == "xlsx":
        body, embedded = read_sheets(package, main, gathering, place)
    else:
        body, embedded = read_slides(package, main, gathering, place)
    notes: list[Node] = []
    for number, part in enumerate(embedded, 1):
        if place:
            raise Refused("nested_archive", package.place(part))
        notes.extend(_embedded(package, part, gathering, (("embedded", str(number)),)))
    sort_out_rest(package, gathering, frozenset(embedded))
    return kind, _with(kind, body, notes), header, footer


def _embedded(package: Package, part: str, gathering: Gathering, place: Place) -> list[Node]:
    """What an embedded document shows, as notes at the end: one level and no deeper."""
    first, pictures = len(gathering.blocks), len(gathering.pictures)
    _package(package.bytes_of(part), gathering, place)
    if len(gathering.pictures) > pictures:
        del gathering.pictures[pictures:]
        gathering.leave("embedded_pictures", place)
    return [Note("embedded", number) for number in range(first, len(gathering.blocks))
            if gathering.blocks[number].text.strip()]


def _with(kind: Kind, body: list[Node], notes: list[Node]) -> list[Node]:
    if not notes or kind == "docx":
        return [*body, *notes]
    if kind == "pptx":
        return [*body, Slide(None, tuple(notes))]
    last = body[-1] if body else None
    if isinstance(last, Sheet):
        return [*body[:-1], replace(last, extra=(*last.extra, *notes))]
    return body

