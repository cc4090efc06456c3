"""The commenting template goes out as a file and comes back filled in."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from deliberation_builder import comment, consulted
from foundation.spreadsheets import BadSheet
from foundation.verdict import YES, no
from proposals.blocks import Blocks
from proposals.comment_table import pages as comment_table
from proposals.comment_table.planning import Ground, digest, folded, plan
from proposals.comment_table.reading import COLUMNS, MAX_ROWS, Row, read_table
from proposals.comment_table.stages import Outcome
from world import World, says


@pytest.fixture(scope="module")
def world(common_world: World) -> World:
    return common_world

HEAD = (
    "MB/NC", "Line number", "Clause/ Subclause", "Paragraph/ Figure/ Table", "Type of comment2",
    "Comments", "Proposed change", "Observations of the secretariat",
)  # fmt: skip
ROW = ("瑞雲電子", "", "要望内容", "段落1", "te", "基準日を明らかにする。", "毎月末日とする。", "")


def xlsx(*rows: Sequence[Any], head: Sequence[str] = HEAD, change: Any = None) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (head, *rows):
        sheet.append(list(row))
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def docx(*rows: Sequence[str], change: Any = None) -> bytes:
    document = Document()
    table = document.add_table(rows=0, cols=len(HEAD))
    for row in (HEAD, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    if change:
        change(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def send(world: World, name: str, request_id: str, data: bytes, file: str = "a.xlsx") -> Any:
    path = f"/requests/{request_id}/comment-table/uploads"
    client = world.as_(name)
    return client.request(
        "POST", path, data={"_csrf": client.csrf}, files={"file": (file, data)},
        headers={"Origin": "http://goi.test"},
    )  # fmt: skip


def preview(world: World, name: str, answer: Any) -> tuple[str, dict[str, Any]]:
    assert answer.status_code == 303, says(answer)
    path = answer.headers["location"]
    return path, world.as_(name).api(path).json()


def take(world: World, name: str, path: str) -> None:
    answer = world.as_(name).post(f"{path}/confirm")
    assert answer.status_code == 303, says(answer)


def rows(world: World, request_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.as_("third").api(
        f"/requests/{request_id}/comment-table"
    ).json()["rows"]
    return found


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_filled_table_is_looked_at_and_taken_once(world: World, kind: str) -> None:
    request_id = consulted(world)
    data = xlsx(ROW) if kind == "xlsx" else docx(ROW)
    path, seen = preview(world, "second", send(world, "second", request_id, data, f"a.{kind}"))
    assert (seen["ok"], seen["count"], seen["known"]) == (True, 1, 0)
    assert rows(world, request_id) == [], "looking writes nothing"
    take(world, "second", path)
    found = rows(world, request_id)[0]
    assert (found["code"], found["type"], found["paragraph"], found["proposed"]) == (
        "瑞雲電子", "te", "段落1", "毎月末日とする。",
    )  # fmt: skip
    path, seen = preview(world, "second", send(world, "second", request_id, data, f"a.{kind}"))
    assert (seen["count"], seen["known"]) == (0, 1)
    take(world, "second", path)
    assert len(rows(world, request_id)) == 1


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_what_goes_out_comes_back_as_known(world: World, kind: str) -> None:
    request_id = consulted(world)
    comment(world, "second", request_id, block="b2", text="=1+1 は式ではない。", proposed="-甲")
    comment(world, "third", request_id, block="request", quote="換算の基準日", kind="question")
    comment(world, "third", request_id, text="句点を直す。", kind="editorial")
    path = f"/requests/{request_id}/comment-table.{kind}"
    data = world.as_("secretary").get(path).content
    assert data == world.as_("secretary").get(path).content
    if kind == "xlsx":
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        texts = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value]
        assert {cell.data_type for cell in texts} == {"s"}
    _, seen = preview(
        world, "secretary", send(world, "secretary", request_id, data, f"a.{kind}")
    )
    assert (seen["faults"], seen["count"], seen["known"]) == ([], 0, 3)


def test_the_secretariat_enters_for_companies_and_names_nobody(fresh_world: World) -> None:
    request_id = consulted(fresh_world)
    answer = send(fresh_world, "secretary", request_id, xlsx(ROW))
    path, _ = preview(fresh_world, "secretary", answer)
    take(fresh_world, "secretary", path)
    assert rows(fresh_world, request_id)[0]["code"] == "瑞雲電子"
    page = says(fresh_world.as_("third").get(f"/requests/{request_id}"))
    assert "意見表から事務局が入力" in page


def test_a_company_enters_only_for_itself(world: World) -> None:
    request_id = consulted(world)
    _, seen = preview(world, "third", send(world, "third", request_id, xlsx(ROW)))
    assert [(one["line"], one["column"]) for one in seen["faults"]] == [(2, "会社")]
    path, seen = preview(world, "third", send(world, "third", request_id, xlsx(("", *ROW[1:]))))
    assert seen["ok"]
    take(world, "third", path)
    assert rows(world, request_id)[0]["code"] == "北辰化学"


def test_whoever_asks_unnamed_sends_a_table_unnamed(world: World) -> None:
    request_id = consulted(world, anonymity="members")
    data = xlsx(("青葉精工", *ROW[1:]))
    path, seen = preview(world, "volunteer", send(world, "volunteer", request_id, data))
    assert seen["ok"] and seen["new"][0]["code"] == "要望者"
    take(world, "volunteer", path)
    assert rows(world, request_id)[0]["code"] == "要望者"


def disposed(world: World, request_id: str) -> dict[str, tuple[str, str] | None]:
    """What became of each comment, by its words."""
    return {
        row["text"]: (said["outcome"], said["reason"]) if (said := row["disposition"]) else None
        for row in rows(world, request_id)
    }


def filled(world: World, name: str, request_id: str, **said: str) -> bytes:
    """The table as this person downloads it, what is said of comments (by their words) put in."""
    path = f"/requests/{request_id}/comment-table.xlsx"
    book = load_workbook(io.BytesIO(world.as_(name).get(path).content))
    for row in book.worksheets[0].iter_rows(min_row=2):
        if str(row[5].value) in said:
            row[7].value = said[str(row[5].value)]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_dispositions_come_back_in_the_table(fresh_world: World) -> None:
    world = fresh_world
    request_id = consulted(world)
    for name, text in (("second", "甲"), ("third", "乙"), ("fourth", "丙")):
        comment(world, name, request_id, block="b2", text=text, kind="general")
    data = filled(world, "secretary", request_id, 甲="採用\n反映した。", 乙="Noted: 参考にする。",
                  丙="重複（#1）\n同旨。 (#1)")  # fmt: skip
    path, seen = preview(world, "secretary", send(world, "secretary", request_id, data))
    told = [(one["line"], one["column"]) for one in seen["faults"]]
    assert told == [(4, "事務局の見解")]  # two numbers, and so no name of a disposition
    data = filled(world, "secretary", request_id, 甲="採用\n反映した。", 乙="Noted: 参考にする。",
                  丙="重複\n同旨。 (#1)")  # fmt: skip
    path, seen = preview(world, "secretary", send(world, "secretary", request_id, data))
    assert (seen["faults"], seen["count"], seen["known"], seen["disposed"]) == ([], 0, 3, 3)
    assert set(disposed(world, request_id).values()) == {None}, "looking writes nothing"
    take(world, "secretary", path)
    assert disposed(world, request_id) == {
        "甲": ("accepted", "反映した。"), "乙": ("noted", "参考にする。"),
        "丙": ("duplicate", "同旨。"),
    }  # fmt: skip
    # What stands is passed over, for whoever sends it; what somebody may not say is told by row.
    data = filled(world, "third", request_id)
    path, seen = preview(world, "third", send(world, "third", request_id, data))
    assert (seen["faults"], seen["disposed"]) == ([], 0)
    data = filled(world, "third", request_id, 甲="不採用\n反対。")
    path, seen = preview(world, "third", send(world, "third", request_id, data))
    assert [(one["line"], one["column"]) for one in seen["faults"]] == [(2, "事務局の見解")]
    assert world.as_("third").post(f"{path}/confirm").status_code == 422


SAID = {
    "採用": "table.no_reason",
    "検討中\n来週決める。": "table.unknown_outcome",
    "重複\n同旨。": "table.no_duplicate",
    "重複\n同旨。 (#1)": "disposition.of_itself",
    "重複\n同旨。 (#2)": "disposition.of_duplicate",
    "対象外\n法令の話。": "disposition.not_yours",
}


def test_a_disposition_that_cannot_be_taken_is_told_by_its_key() -> None:
    cells = dict.fromkeys(COLUMNS, "") | {"code": "甲社", "type": "ge", "comment": "意見。"}
    may = dict.fromkeys(Outcome, YES) | {Outcome.OUT_OF_SCOPE: no("disposition.not_yours")}
    known = digest("a", "general", "", "", "意見。", "")
    ground = Ground(
        {folded("甲社"): "a"}, "a", {}, Blocks(), {known: ["one"]}, {1: "one", 2: "two"},
        comment_table._outcomes(), may, {"two": (Outcome.DUPLICATE, "同旨。")},
    )  # fmt: skip
    for said, key in SAID.items():
        ready = plan([Row(2, cells | {"observations": said})], (), ground)
        assert [one.key for one in ready.faults] == [key], said
        assert not ready.dispositions
    ready = plan([Row(2, cells | {"observations": "一部採用。\n二行目。"})], (), ground)
    assert [(one.comment_id, one.outcome, one.reason) for one in ready.dispositions] == [
        ("one", Outcome.PARTLY, "二行目。")
    ]


WRONG = {
    "種別": ("瑞雲電子", "", "要望内容", "", "xx", "意見。", "", ""),
    "箇条": ("瑞雲電子", "", "第99条", "", "ge", "意見。", "", ""),
    "段落/図/表": ("瑞雲電子", "", "要望内容", "段落9", "ge", "意見。", "", ""),
    "行番号": ("瑞雲電子", "99", "", "", "ge", "意見。", "", ""),
    "意見": ("瑞雲電子", "", "要望内容", "", "ge", "", "甲", ""),
    "会社": ("どこかの会社", "", "要望内容", "", "ge", "意見。", "", ""),
}


def test_what_is_wrong_is_told_by_row_and_column(world: World) -> None:
    request_id = consulted(world)
    data = xlsx(*WRONG.values(), ("瑞雲電子", "", "要望内容", "", "te", "案がない。", "", ""))
    path, seen = preview(world, "secretary", send(world, "secretary", request_id, data))
    assert [(one["line"], one["column"]) for one in seen["faults"]] == [
        (line, column) for line, column in enumerate(WRONG, 2)
    ]
    assert [(one["line"], one["column"]) for one in seen["warnings"]] == [(8, "修正文案")]
    assert world.as_("secretary").post(f"{path}/confirm").status_code == 422
    assert rows(world, request_id) == []


def hide(sheet: Any) -> None:
    sheet.row_dimensions[2].hidden = True


def join(sheet: Any) -> None:
    sheet.merge_cells("F2:G2")


def compute(sheet: Any) -> None:
    sheet["F2"] = "=HYPERLINK(1)"


def overflow(sheet: Any) -> None:
    sheet["J2"] = "欄外"


@pytest.mark.parametrize(
    ("change", "keys"),
    [(hide, {"table.hidden_row"}), (join, {"table.merged"}), (compute, {"table.formula"}),
     (overflow, {"table.beside"})],
)  # fmt: skip
def test_rows_that_cannot_be_read_with_certainty_are_faults(change: Any, keys: set[str]) -> None:
    read = read_table("a.xlsx", xlsx(ROW, change=change))
    assert {one.key for one in read.faults} == keys
    assert not read.rows


def test_cells_joined_in_word_and_columns_the_template_has_not_are_faults() -> None:
    read = read_table("a.docx", docx(ROW, ROW, change=lambda table: table.cell(1, 5).merge(
        table.cell(2, 5))))  # fmt: skip
    assert [(one.line, one.column) for one in read.faults] == [(2, "comment"), (3, "comment")]
    read = read_table("a.xlsx", xlsx(ROW, head=(*HEAD, "社内メモ")))
    assert [(one.line, one.key) for one in read.faults] == [(1, "table.extra_column")]


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


REFUSED = {
    "sheet.macros": ("a.xlsm", b""),
    "sheet.table_kind": ("a.csv", b"a,b"),
    "sheet.broken": ("a.xlsx", b"no archive"),
    "sheet.too_large": ("a.xlsx", zipped({"xl/bomb.xml": b"\0" * (21 * 1024 * 1024)})),
    "sheet.no_template": ("a.xlsx", xlsx(ROW, head=("a",) * 8)),
    "sheet.too_many_rows": ("a.xlsx", xlsx(*[ROW] * (MAX_ROWS + 1))),
}


@pytest.mark.parametrize("key", REFUSED)
def test_files_that_are_not_taken(key: str) -> None:
    with pytest.raises(BadSheet) as refused:
        read_table(*REFUSED[key])
    assert refused.value.key == key


def test_a_workbook_with_macros_under_another_name_is_refused() -> None:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(xlsx(ROW))) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    with pytest.raises(BadSheet, match="sheet.macros"):
        read_table("a.xlsx", zipped(parts | {"xl/vbaProject.bin": b"x"}))


def test_two_thousand_rows_are_read() -> None:
    assert len(read_table("a.xlsx", xlsx(*[ROW] * MAX_ROWS)).rows) == MAX_ROWS
