"""Files are rebuilt: what was hidden is gone, what was visible is read, bad files are refused."""

import html
import io
import random
import string
import zipfile

import docx
import openpyxl
import pytest
from PIL import Image

from anonymizer import Directory, Member
from anonymizer.files import Refused, clean, read

MEMBER = Member("m1", names_ja=("株式会社青葉電機",))


def token(seed: int) -> str:
    return "".join(random.Random(seed).choices(string.ascii_uppercase, k=14))


def word(member: str = "株式会社青葉電機") -> bytes:
    new = docx.Document()
    new.core_properties.author = token(1)
    new.add_paragraph(f"{member}は審査の迅速化を求める。")
    new.add_paragraph("").add_run(token(2)).font.hidden = True
    new.sections[0].header.paragraphs[0].text = "審査要望"
    out = io.BytesIO()
    new.save(out)
    return out.getvalue()


def inside(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = b"\n".join(archive.read(name) for name in archive.namelist())
    return html.unescape(parts.decode("utf-8", "replace")).encode()


def test_a_document_is_rebuilt_without_name_author_and_hidden_text():
    done = clean(word(), "要望.docx", Directory.compile((MEMBER,)))
    bytes_ = inside(done.data)
    assert not any(token(seed).encode() in bytes_ for seed in (1, 2))
    assert "青葉電機".encode() not in bytes_ and "A社は審査".encode() in bytes_
    assert "審査要望".encode() in bytes_
    assert {"properties", "hidden_text"} <= {left.code for left in done.left}


def test_two_companies_give_the_same_bytes():
    other = Member("m2", names_ja=("みどり精密工業株式会社",))
    both = Directory.compile((MEMBER, other))
    one = clean(word(), "a.docx", both).data
    assert one == clean(word("みどり精密工業株式会社"), "b.docx", both).data


@pytest.mark.parametrize("short", ["CMC", "みどり", "シーエムシー精機"])
def test_two_paragraphs_do_not_make_a_name(monkeypatch, short):
    monkeypatch.setattr("anonymizer.files.cleaning.find_all", lambda *_, **__: ())
    new = docx.Document()
    for part in (short[:2], short[2:]):
        new.add_paragraph(part)
    out = io.BytesIO()
    new.save(out)
    directory = Directory.compile((Member("m3", names_ja=(short,), aliases=(short,)),))
    assert short[:2].encode() in inside(clean(out.getvalue(), "a.docx", directory).data)


def test_a_name_that_stays_in_one_paragraph_is_refused(monkeypatch):
    monkeypatch.setattr("anonymizer.files.cleaning.find_all", lambda *_, **__: ())
    with pytest.raises(Refused, match="verifier"):
        clean(word(), "a.docx", Directory.compile((MEMBER,)))


def test_hidden_sheets_rows_and_columns_stay_behind():
    book = openpyxl.Workbook()
    page = book.active
    page["A1"], page["A2"], page["B1"], page["A3"] = "品目", token(3), token(4), "許可件数"
    page.row_dimensions[2].hidden = True
    page.column_dimensions["B"].hidden = True
    book.create_sheet(token(5)).sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    bytes_ = inside(clean(out.getvalue(), "a.xlsx", Directory.compile(())).data)
    assert not any(token(seed).encode() in bytes_ for seed in (3, 4, 5))
    assert "許可件数".encode() in bytes_


def test_a_picture_needs_a_person():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "JPEG", comment=token(6).encode())
    nobody = Directory.compile(())
    first = clean(out.getvalue(), "a.jpg", nobody)
    (picture,) = first.unconfirmed
    second = clean(out.getvalue(), "a.jpg", nobody, confirmed={picture.digest})
    assert second.data == picture.data != first.data
    assert token(6).encode() not in second.data


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


TYPES = {"[Content_Types].xml": b"<Types/>"}


@pytest.mark.parametrize(("data", "name", "code"), [
    (b"", "a.txt", "empty"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "legacy_office"),
    (b"hello", "a.docx", "kind_mismatch"),
    (b"hello", "../a.txt", "name_path"),
    (b"MZ\x90", "a.exe", "kind_unknown"),
    (b"PK\x03\x04broken", "a.docx", "archive_broken"),
    (b"%PDF-1.7 broken", "a.pdf", "pdf_broken"),
    (b"\x89PNG\r\n\x1a\nbroken", "a.png", "picture_broken"),
    (packed(**TYPES, word__vbaProject=b"x"), "a.docx", "macros"),
    (packed(**TYPES, x=packed(y=b"z")), "a.docx", "nested_archive"),
    (packed(**TYPES, x=bytes(30_000_000)), "a.docx", "archive_ratio"),
    (packed(**{"[Content_Types].xml": b"<!DOCTYPE a><a/>"}), "a.docx", "xml_doctype"),
])
def test_bad_files_are_refused(data, name, code):
    with pytest.raises(Refused) as refused:
        read(data, name)
    assert refused.value.code == code
