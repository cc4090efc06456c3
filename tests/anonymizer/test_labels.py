"""A cell under 会社名, or beside 担当者, holds a name, whatever it looks like."""

import io

import docx
import openpyxl
import pytest

from anonymizer import Directory, Member, find_all
from anonymizer.files import clean
from anonymizer.labels import labelled_spans, meaning

NOBODY = Directory.compile(())


@pytest.mark.parametrize(("label", "cls"), [
    ("会社名", "unknown_corp"), ("社名：", "unknown_corp"),
    ("1. 企業名（正式）", "unknown_corp"), ("取引先の名称", "unknown_corp"),
    ("Company Name", "unknown_corp"), ("End-user", "unknown_corp"),
    ("担当者", "unknown_person"), ("ご担当者氏名", "unknown_person"), ("氏名", "unknown_person"),
    ("Contact", "unknown_person"), ("所属部署", "department"), ("事業所名", "site"),
    ("型番", "model_no"), ("契約番号", "contract_no"), ("許可番号", "licence_no"),
    ("品名", None), ("品目", None), ("会社概要", None), ("会社法の定め", None), ("部品", None),
    ("担当業務", None), ("件数", None), ("国名", None), ("", None),
])  # fmt: skip
def test_what_a_label_means(label: str, cls: str | None) -> None:
    assert meaning(label) == cls


@pytest.mark.parametrize(("text", "names"), [
    ("あおば", ["あおば"]), (" ふじた\nみなと ", ["ふじた", "みなと"]),
    ("Aoba Trading Co., Ltd.", ["Aoba Trading Co., Ltd."]),
    ("該当なし", []), ("当社", []), ("－", []), ("12", []), ("所在地", []), ("担当者", []),
    ("同上", []), ("n/a", []), ("審査が長い。", []), ("あ" * 61, []),
])  # fmt: skip
def test_the_names_in_a_cell(text: str, names: list[str]) -> None:
    assert [text[one.start:one.end] for one in labelled_spans(text, "会社名")] == names


def test_a_label_also_tells_what_an_everyday_word_is_and_repeats_are_found() -> None:
    sharp = Directory.compile((Member("m1", names_ja=("シャープ株式会社",)),))
    bundle = {"cell": "シャープ", "other": "みなとや", "text": "みなとやでは別の扱いである。"}
    labels = {"cell": ("会社名",), "other": ("取引先",)}
    found = find_all(bundle, sharp, labels=labels, second_net=False)
    assert [(one.field, one.text, one.member_id) for one in found] == [
        ("cell", "シャープ", "m1"), ("other", "みなとや", None), ("text", "みなとや", None),
    ]  # fmt: skip


def test_a_product_in_a_text_and_in_a_cell_is_one_product() -> None:
    bundle = {"text": "型式 AX-30 と型式 AX-50 の輸出", "cell": "ＡＸ－３０", "other": "AX-50"}
    labels = {"cell": ("機種",), "other": ("製品名",)}
    found = find_all(bundle, Directory.compile(()), labels=labels, second_net=False)
    assert [one.replacement for one in found] == ["製品甲", "製品乙", "製品甲", "製品乙"]
    assert len({one.cls for one in found}) == 2


def rows_in_word(*rows: tuple[str, ...]) -> tuple[bytes, str]:
    new = docx.Document()
    table = new.add_table(len(rows), len(rows[0]))
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    new.save(out)
    return out.getvalue(), "a.docx"


def rows_in_excel(*rows: tuple[str, ...]) -> tuple[bytes, str]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), "a.xlsx"


def rows_in_csv(*rows: tuple[str, ...]) -> tuple[bytes, str]:
    return "\n".join(map(",".join, rows)).encode(), "a.csv"


@pytest.mark.parametrize("made", [rows_in_word, rows_in_excel, rows_in_csv])
def test_headings_and_neighbours_are_read_in_every_kind_of_table(made) -> None:
    headed = made(("番号", "会社名", "担当者", "国名"), ("1", "ふわり", "なぎさ", "タイ"))
    form = made(("会社名：", "ふわり"), ("担当者", "なぎさ"), ("用途", "研磨"))
    for data, name in (headed, form):
        masked = {one.text: one.cls for one in clean(data, name, NOBODY).findings}
        assert masked["ふわり"] == "unknown_corp" and masked["なぎさ"] == "unknown_person"
        assert not {"会社名", "担当者", "国名", "用途", "研磨", "番号"} & set(masked)


def test_a_label_on_a_line_of_its_own_counts_for_the_next() -> None:
    new = docx.Document()
    for text in ("会社名：", "ふわり", "要望は次のとおりである。"):
        new.add_paragraph(text)
    out = io.BytesIO()
    new.save(out)
    found = clean(out.getvalue(), "a.docx", NOBODY).findings
    assert [(one.text, one.cls) for one in found] == [("ふわり", "unknown_corp")]
