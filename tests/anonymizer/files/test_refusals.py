"""What is refused, told in both languages with the place and what to do; what is left behind."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from anonymizer.files.model import Refused
from anonymizer.files.parsing import parse
from anonymizer.files.sniffing import kind_of
from anonymizer.files.words import refusal
from made_files import a_pdf
from planted_files import plant

GOOD = {one.name: one.data for one in plant(1)}
DOCX, XLSX, PPTX, PDF = (GOOD[f"a.{kind}"] for kind in ("docx", "xlsx", "pptx", "pdf"))
PNG, JPEG = GOOD["a.png"], GOOD["a.jpg"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
SLIDE, BODY = "ppt/slides/_rels/slide1.xml.rels", b"<w:body>"


def but(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """An office file with other words in one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            assert entry.filename != part or old in content
            fresh = content.replace(old, new, 1) if entry.filename == part else content
            after.writestr(entry.filename, fresh, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def related(data: bytes, part: str, old: str, new: str) -> bytes:
    """With a relationship of another kind."""
    return but(data, part, f"relationships/{old}".encode(), f"relationships/{new}".encode())


def plus(data: bytes, part: str, content: bytes) -> bytes:
    """An office file with one part more."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    return out.getvalue()


def pdf(change: Callable[[Any], object] = lambda _: None, **how: Any) -> bytes:
    with pikepdf.open(io.BytesIO(a_pdf("本文"))) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, **how)
    return out.getvalue()


def annotated(kind: str) -> bytes:
    return pdf(lambda one: setattr(one.pages[0].obj, "Annots", Array(
        [Dictionary(Subtype=Name("/" + kind), Rect=Array([0, 0, 9, 9]))])))


def large() -> bytes:
    out = io.BytesIO()
    Image.new("1", (10_000, 5_000)).save(out, "PNG")
    return out.getvalue()


LOCKED = pikepdf.Encryption(user="", owner="x")
REFUSED = {
    "a file without anything": (b"", "a.pdf", "empty", ""),
    "a document cut off": (DOCX[:5000], "a.docx", "archive_broken", ""),
    "a PDF cut off": (PDF[:1500], "a.pdf", "pdf_broken", ""),
    "a PNG cut off": (PNG[:60], "a.png", "picture_broken", ""),
    "a JPEG cut off": (JPEG[:900], "a.jpg", "picture_broken", ""),
    "a document with a password": (
        OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted", ""),
    "a PDF with a password": (pdf(encryption=LOCKED), "a.pdf", "encrypted", ""),
    "an old document": (OLE + bytes(512), "a.doc", "legacy_office", ""),
    "an old workbook": (OLE + bytes(512), "a.xls", "legacy_office", ""),
    "an old document by a new name": (OLE + bytes(512), "a.docx", "legacy_office", ""),
    "rich text": (b"{\\rtf1", "a.doc", "legacy_office", ""),
    "another kind than its name says": (PNG, "a.jpg", "kind_mismatch", ""),
    "a workbook that is a document": (DOCX, "a.xlsx", "kind_mismatch", ""),
    "a text that is an archive": (DOCX, "a.txt", "kind_mismatch", ""),
    "a text that is none": (bytes(range(256)), "a.txt", "not_text", ""),
    "a kind that is not taken": (b"GIF89a", "a.gif", "kind_unknown", ""),
    "a name without ending": (b"x", "a", "name_ending", ""),
    "a name that reads otherwise": (b"x", "a\u202etxt.exe", "name_characters", ""),
    "a table with loose quotes": (b'"a\n"b",c', "a.csv", "csv_broken", ""),
    "too many pixels": (large(), "a.png", "picture_too_large", ""),
    "a document with macros": (
        plus(DOCX, "word/vbaProject.bin", b"x"), "a.docx", "macros", "部品 word/vbaProject.bin"),
    "a name that says macros": (XLSX, "a.xlsm", "macros", ""),
    "a type that says macros": (
        but(DOCX, "[Content_Types].xml", b"document.main", b"document.macroEnabled.main"), "a.docx",
        "macros", "部品 word/document.xml"),
    "a DOCTYPE": (but(DOCX, MAIN, b"<w:document", b"<!DOCTYPE x><w:document"), "a.docx",
                  "xml_doctype", "部品 word/document.xml"),
    "XML that is too deep": (but(DOCX, MAIN, BODY, BODY + b"<w:p>" * 300), "a.docx",
                             "xml_too_deep", "部品 word/document.xml"),
    "an archive in a document": (
        plus(DOCX, "word/x.bin", DOCX), "a.docx", "nested_archive", "部品 word/x.bin"),
    "a document in a document in a document": (
        plus(but(DOCX, RELATIONS, b"inner.docx", b"deep.docx"), "word/embeddings/deep.docx", DOCX),
        "a.docx", "nested_archive", "埋め込み文書 1、部品 word/embeddings/inner.docx"),
    "a bomb": (plus(DOCX, "word/x.xml", bytes(30_000_000)), "a.docx", "archive_ratio",
               "部品 word/x.xml"),
    "a name outside": (plus(DOCX, "../x", b"x"), "a.docx", "archive_names", "部品 ../x"),
    "a name that stands twice": (plus(DOCX, "WORD/document.xml", b"x"), "a.docx",
                                 "archive_overlaps", "部品 WORD/document.xml"),
    "another document drawn in": (
        but(DOCX, MAIN, BODY, BODY + b'<w:altChunk r:id="x"/>'), "a.docx", "alt_chunk", "段落 1"),
    "an element that nobody knows": (
        but(DOCX, MAIN, BODY, BODY + b"<w:newThing/>"), "a.docx", "unknown_element", "段落 1"),
    "a part that nobody knows": (related(DOCX, RELATIONS, "people", "novelty"), "a.docx",
                                 "unknown_part", "部品 word/people.xml"),
    "an object of another program": (
        plus(DOCX, "word/o.bin", OLE), "a.docx", "ole_object", "部品 word/o.bin"),
    "a control": (related(DOCX, RELATIONS, "people", "control"), "a.docx", "active_content",
                  "部品 word/people.xml"),
    "a signature": (related(DOCX, "_rels/.rels", "thumbnail", "origin"), "a.docx", "signature",
                    "部品 docProps/thumbnail.jpeg"),
    "a chart": (related(XLSX, "xl/drawings/_rels/drawing1.xml.rels", "image", "chart"), "a.xlsx",
                "chart", "部品 xl/media/image1.png"),
    "a diagram": (related(PPTX, SLIDE, "tags", "diagramData"), "a.pptx", "diagram",
                  "部品 ppt/tags/tag1.xml"),
    "a video": (related(PPTX, SLIDE, "tags", "video"), "a.pptx", "media", "部品 ppt/tags/tag1.xml"),
    "a picture of another kind": (
        but(DOCX, "word/media/image1.jpg", b"\xff\xd8\xff", b"WMF"), "a.docx", "picture_kind",
        "段落 9、画像 image1.jpg"),
    "the strict format": (
        but(DOCX, MAIN, b"schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"purl.oclc.org/ooxml/wordprocessingml/main"), "a.docx", "strict_office", ""),
    "a PDF without pages": (pdf(lambda one: one.pages.__delitem__(0)), "a.pdf", "no_pages", ""),
    "a dynamic form": (
        pdf(lambda one: setattr(one.Root, "AcroForm", Dictionary(XFA=String("x")))), "a.pdf", "xfa",
        ""),
    "a collection of files": (
        pdf(lambda one: setattr(one.Root, "Collection", Dictionary())), "a.pdf", "embedded",
        "文書"),
    "redactions that were not applied": (
        annotated("Redact"), "a.pdf", "redaction_pending", "ページ 1、注釈 1"),
    "a video in a PDF": (annotated("RichMedia"), "a.pdf", "media", "ページ 1、注釈 1"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_with_the_place_and_what_to_do(what: str) -> None:
    data, name, code, place = REFUSED[what]
    with pytest.raises(Refused) as refused:
        parse(data, kind_of(data, name))
    ja, en = refusal(refused.value, "ja"), refusal(refused.value, "en")
    assert refused.value.code == code
    assert "ください" in ja and ja.isprintable() and en.isascii()
    assert ja.endswith(f"（{place}）" if place else "ください。")
    assert en.endswith(")") == bool(place)


LEFT = {
    "actions": lambda one: setattr(
        one.Root, "OpenAction", Dictionary(S=Name.JavaScript, JS=String("x"))),
    "scripts": lambda one: setattr(one.Root, "Names", Dictionary(JavaScript=Dictionary())),
    "attachments": lambda one: one.attachments.__setitem__("a.txt", b"x"),
    "layers": lambda one: setattr(one.Root, "OCProperties", Dictionary()),
    "signatures": lambda one: setattr(one.Root, "Perms", Dictionary()),
    "private_data": lambda one: setattr(one.Root, "PieceInfo", Dictionary()),
    "unknown_entries": lambda one: setattr(one.Root, "Novelty", String("x")),
}


@pytest.mark.parametrize("code", LEFT)
def test_it_is_left_behind_and_told(code: str) -> None:
    parsed = parse(pdf(LEFT[code]), "pdf")
    assert code in {one.code for one in parsed.left}
    assert [block.text for block in parsed.blocks] == ["本文"]
