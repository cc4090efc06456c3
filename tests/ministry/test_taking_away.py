"""What can be taken away: tables, JSON, a feed behind an address of one's own."""

import io
import xml.etree.ElementTree as ET
import zipfile

from openpyxl import load_workbook

from letter_builder import a_letter, points_of
from submissions.release_store import LetterFile
from world import World, says

FORMULA = '=HYPERLINK("https://elsewhere.example","x")'


def test_tables_hold_a_line_a_point_and_compute_nothing(desk_world: World) -> None:
    world = desk_world
    item = a_letter(world, 甲=[FORMULA, "二。"], 乙=["三。"])["甲"]
    desk = world.at_desk()
    point = points_of(world, item)[0]["id"]
    desk.post(f"/items/{item}/points/{point}/reply", outcome="adopted", text="@SUM(A1)",
              based_on="0")  # fmt: skip

    table = desk.get("/export.xlsx")
    assert table.headers["content-disposition"] == "attachment; filename*=UTF-8''requests.xlsx"
    sheet = load_workbook(io.BytesIO(table.content)).active
    rows = list(sheet.iter_rows())
    assert [row[8].value for row in rows] == ["論点", 1, 2, 1]
    assert rows[1][9].value == FORMULA and rows[1][11].value == "@SUM(A1)"
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "inlineStr"}
    assert desk.get("/export.xlsx").content == table.content

    narrowed = desk.get("/export.json?show=answered")
    assert narrowed.json() == {"items": []}
    whole = desk.get("/export.json").json()["items"]
    assert whole[0]["points"][0]["replies"][0]["outcome"] == "adopted"
    assert desk.get("/export.json?show=never").status_code == 422


def test_letters_are_taken_away_as_the_files_they_came_in(desk_world: World) -> None:
    world = desk_world
    item = a_letter(world, 甲=["一。"])["甲"]
    desk = world.at_desk()
    letter = desk.api(f"/items/{item}").json()["letter_id"]
    assert desk.get(f"/letters/{letter}/file").status_code == 404  # of before
    with world.release.writing() as db:
        for name, kind in (("letter-ja.pdf", "application/pdf"), ("letter.json", "text/json")):
            db.add(LetterFile(letter_id=letter, name=name, media_type=kind, size=4, sha256="0" * 64,
                              content=b"%PDF"))  # fmt: skip
    assert "letter-ja.pdf" in says(desk.get(f"/letters/{letter}"))
    assert desk.get(f"/letters/{letter}/file?name=letter.json").content == b"%PDF"
    assert desk.get(f"/letters/{letter}/file?name=../goi.db").status_code == 404
    answer = desk.get(f"/letters/{letter}/file")
    assert (answer.content, answer.headers["content-type"]) == (b"%PDF", "application/pdf")
    packed = desk.get("/export.zip").content
    assert zipfile.ZipFile(io.BytesIO(packed)).namelist() == ["001-2026-11-23/letter-ja.pdf"]
    assert desk.get("/export.zip").content == packed


def test_a_feed_is_read_without_signing_in_until_it_is_renewed(desk_world: World) -> None:
    world = desk_world
    a_letter(world, **{"甲 <script>&": ["一。"]})
    desk, reader = world.at_desk(), world.nobody_at_desk()
    made = desk.api("/notices/feed", {}).json()
    first = made["address"].partition("goi.test")[2]
    answer = reader.get(first)
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ET.fromstring(answer.content)
    entries = feed.findall("{*}entry")
    assert [one.findtext("{*}title") for one in entries] == ["甲 <script>&"]
    assert entries[0].findtext("{*}updated") == "2026-11-23T00:00:00+09:00"

    second = desk.post("/notices/feed")
    assert "今だけ表示されます" in says(second) and first not in second.text
    never = reader.get("/feed.atom?key=never")
    assert reader.get(first).status_code == never.status_code == 404
    assert "再表示できません" in says(desk.get("/notices"))
    desk.post("/notices/feed/close")
    assert desk.api("/notices").json()["has_feed"] is False
