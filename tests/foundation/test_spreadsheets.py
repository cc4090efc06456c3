"""Tables from files people really send, and from files they should not."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from foundation import spreadsheets
from foundation.spreadsheets import BadSheet, Sheet, read_sheet

ROWS = Sheet(("会社名", "よみ"), ((2, ("青葉", "あおば")), (3, ("髙島", "たかしま"))))


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(name: str, data: bytes) -> tuple[str, dict[str, int]]:
    with pytest.raises(BadSheet) as refused:
        read_sheet(name, data)
    return refused.value.key, refused.value.params


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("comma", [",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_as_programs_write_it(encoding: str, comma: str, end: str) -> None:
    text = end.join(comma.join(row) for row in (ROWS.header, *(row for _, row in ROWS.rows)))
    assert read_sheet("a.CSV", (text + end).encode(encoding)) == ROWS


def test_lines_are_counted_as_the_file_has_them() -> None:
    sheet = read_sheet("a.csv", b'a,b\n"x\ny",1\n\n , \nz,"2,3"\n')
    assert sheet.rows == ((2, ("x\ny", "1")), (6, ("z", "2,3")))


def test_short_rows_are_filled_and_long_ones_kept() -> None:
    assert read_sheet("a.csv", b"a,b\n1\n1,2,3\n").rows == ((2, ("1", "")), (3, ("1", "2", "3")))


def test_xlsx_cells_become_plain_text() -> None:
    data = workbook(["a", "b", "c", "d", "e"],
                    [2999910000137, 1.5, datetime(2026, 4, 1, 9), date(2026, 4, 2), None],
                    [], ["x", True, "=", "y"][:2])  # fmt: skip
    assert read_sheet("a.xlsx", data).rows == (
        (2, ("2999910000137", "1.5", "2026-04-01", "2026-04-02", "")),
        (4, ("x", "1", "", "", "")),
    )


def test_formulas_are_refused_with_their_place() -> None:
    assert refusal("a.xlsx", workbook(["a", "b"], ["1", "=1+1"])) == (
        "sheet.formula", {"line": 2, "column": 2}
    )  # fmt: skip
    assert refusal("a.csv", b'a,b\n1,"=HYPERLINK(1)"\n') == (
        "sheet.formula", {"line": 2, "column": 2}
    )  # fmt: skip
    assert read_sheet("a.csv", b"a\n1=1\n").rows == ((2, ("1=1",)),)


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.pdf", b"x", "sheet.kind"),
        ("a.xls", b"x", "sheet.kind"),
        ("a.csv", b"", "sheet.empty"),
        ("a.csv", b" , \n\n", "sheet.empty"),
        ("a.csv", b"\xff\xfea\0,\0", "sheet.encoding"),
        ("a.csv", b"a\n\x81", "sheet.encoding"),
        ("a.csv", b'a\n"never closed', "sheet.broken"),
        ("a.xlsx", b"PK\x03\x04 not really", "sheet.broken"),
        ("a.xlsx", b"a,b\n", "sheet.broken"),
        ("a.csv", b"a" * 5_001, "sheet.long_cell"),
        ("a.csv", b"a\n" * 2 + b"x," * 61 + b"x\n", "sheet.too_many_columns"),
        ("a.csv", b"a\n" + b"1\n" * 20_001, "sheet.too_many_rows"),
        ("a.csv", b"a" * (spreadsheets.MAX_FILE + 1), "sheet.too_large"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_files_that_cannot_be_taken(name: str, data: bytes, key: str) -> None:
    assert refusal(name, data)[0] == key


def test_twenty_thousand_rows_are_taken() -> None:
    assert len(read_sheet("a.csv", b"a\n" + b"1\n" * 20_000).rows) == 20_000


def test_an_archive_that_would_grow_is_refused_before_it_does() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (spreadsheets.MAX_UNPACKED + 1))
    assert len(file.getvalue()) < 100_000
    assert refusal("a.xlsx", file.getvalue()) == ("sheet.too_large", {"megabytes": 20})


def test_an_archive_of_another_kind_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("letter.txt", "hello")
    assert refusal("a.xlsx", file.getvalue())[0] == "sheet.broken"
