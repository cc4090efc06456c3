"""An office file as a ZIP of parts: opened with suspicion, read one part at a time."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from anonymizer.files import limits
from anonymizer.files.model import Place, Refused

Element = Any  # lxml has no types

_OLE = b"\xd0\xcf\x11\xe0"
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08", b"BZh",
             b"\xfd7zXZ")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@dataclass(frozen=True, slots=True)
class Relation:
    """`type` is the last word of the relationship's URI; `target` a part's name, or "" outside."""

    id: str
    type: str
    target: str


class Package:
    """A checked archive. `read_parts` are those that somebody looked into."""

    def __init__(self, data: bytes, where: Place = ()) -> None:
        self.where = where
        self.read_parts: set[str] = set()
        self._entries = dict(_checked(data, where))
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self.comment = bool(self._archive.comment)
        self._left = limits.UNPACKED_BYTES
        self._types = self._content_types()
        self._look_for_forbidden()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def place(self, part: str) -> Place:
        return (*self.where, ("part", part[:120]))

    def content_type(self, part: str) -> str:
        ending = part.rpartition(".")[2].casefold()
        return self._types.get("/" + part, self._types.get(ending, ""))

    def has(self, part: str) -> bool:
        return part in self._entries

    def bytes_of(self, part: str) -> bytes:
        entry = self._entries.get(part)
        if entry is None:
            raise Refused("part_missing", self.place(part))
        self.read_parts.add(part)
        return self._unpack(entry, part)

    def xml(self, part: str) -> Element:
        return parse_xml(self.bytes_of(part), self.place(part))

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part points to, by id. A target outside of the archive has no name."""
        folder, _, name = part.rpartition("/")
        own = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if own not in self._entries:
            return {}
        found = {}
        for row in self.xml(own).iter(_RELATION):
            kind = row.get("Type", "").rpartition("/")[2]
            target = "" if row.get("TargetMode") == "External" else _inside(
                row.get("Target", ""), folder)
            found[row.get("Id", "")] = Relation(row.get("Id", ""), kind, target)
        return found

    def _first(self, entry: zipfile.ZipInfo, part: str, most: int) -> bytes:
        try:
            with self._archive.open(entry) as stream:
                return stream.read(most)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
                OSError, ValueError) as error:
            raise Refused("archive_broken", self.place(part)) from error

    def _unpack(self, entry: zipfile.ZipInfo, part: str) -> bytes:
        data = self._first(entry, part, limits.ENTRY_BYTES + 1)
        self._left -= len(data)
        if len(data) > limits.ENTRY_BYTES or self._left < 0:
            raise Refused("archive_too_big", self.place(part),
                          limit=f"{limits.UNPACKED_BYTES // 1_000_000} MB")
        return data

    def _content_types(self) -> dict[str, str]:
        types: dict[str, str] = {}
        for row in self.xml("[Content_Types].xml").iter(_TYPES + "Default", _TYPES + "Override"):
            key = row.get("PartName") or row.get("Extension", "").casefold()
            types[unquote(key)] = row.get("ContentType", "")
        return types

    def _look_for_forbidden(self) -> None:
        for name, entry in self._entries.items():
            if re.search(r"vbaproject|vbadata|macrosheets?/", name, re.I) or \
                    "macroenabled" in self.content_type(name).casefold():
                raise Refused("macros", self.place(name))
            head = self._first(entry, name, 8)
            if head.startswith(_OLE):
                raise Refused("ole_object", self.place(name))
            if head.startswith(_ARCHIVES) and (
                    self.where or not re.search(r"/embeddings/[^/]+\.(docx|xlsx|pptx)$", name)):
                raise Refused("nested_archive", self.place(name))


def _checked(data: bytes, where: Place) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise Refused("archive_broken", where) from error
    if len(entries) > limits.ENTRIES:
        raise Refused("archive_entries", where, limit=str(limits.ENTRIES))
    if sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES:
        raise Refused("archive_too_big", where, limit=f"{limits.UNPACKED_BYTES // 1_000_000} MB")
    seen = set()
    reached = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        name = entry.filename
        place = (*where, ("part", name[:120]))
        parts = name.rstrip("/").split("/")
        if not name or name.startswith("/") or ".." in parts or re.search(r"[\\:\x00-\x1f]", name) \
                or len(name) > limits.NAME_CHARACTERS or name != entry.orig_filename:
            raise Refused("archive_names", place)
        if entry.flag_bits & 0x1:
            raise Refused("encrypted", place)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("archive_broken", place)
        if (entry.external_attr >> 16) & 0o170000 == 0o120000:
            raise Refused("archive_names", place)
        if name.casefold() in seen or entry.header_offset < reached:
            raise Refused("archive_overlaps", place)
        seen.add(name.casefold())
        reached = entry.header_offset + 30 + entry.compress_size
        if entry.file_size > max(limits.RATIO_FROM, limits.RATIO * entry.compress_size):
            raise Refused("archive_ratio", place, limit=str(limits.RATIO))
        if not entry.is_dir():
            yield name, entry


def parse_xml(data: bytes, place: Place) -> Element:
    """The root element. Raises Refused for a DOCTYPE, entities, too deep or broken XML."""
    # Every encoding that the parser knows would be a reading of its own: two are enough.
    text = data.decode("utf-16", "replace") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else \
        data.decode("utf-8", "replace")
    if re.search(r"<!\s*(DOCTYPE|ENTITY)", text, re.I):
        raise Refused("xml_doctype", place)
    declared = re.match(r"\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)", text.lstrip("\ufeff"))
    if declared and declared.group(1).casefold() not in ("utf-8", "utf-16", "us-ascii", "ascii"):
        raise Refused("xml_broken", place)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        # libxml2 gives up at a depth of 256 by itself.
        raise Refused("xml_too_deep" if "depth" in str(error) else "xml_broken", place) from error
    depth = count = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        count, depth = count + 1, depth + 1
        if not isinstance(element.tag, str):
            raise Refused("xml_doctype", place)
        if count > limits.XML_ELEMENTS or depth > limits.XML_DEPTH:
            raise Refused("xml_too_deep", place)
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _inside(target: str, folder: str) -> str:
    path = unquote(urlsplit(target).path)
    joined = path if path.startswith("/") else posixpath.join("/", folder, path)
    return posixpath.normpath(joined).lstrip("/")
