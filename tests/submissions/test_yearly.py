"""The results of a year: a row for each point, as a page and as files."""

import io
from datetime import date
from typing import Any

import pypdfium2
from docx import Document
from openpyxl import load_workbook

from gate_builder import approved, consented, depart, read, release
from proposals.models import PointReply
from world import World


def answered(world: World, request_id: str, point: int, outcome: str, **more: Any) -> None:
    with world.work() as work:
        work.db.add(
            PointReply(
                id=work.id("point_reply"), request_id=request_id, point=point, asked="",
                outcome=outcome, replied_day="2027-02-01", **more,
            )
        )  # fmt: skip


def test_a_year_tells_opinion_result_and_reason(sqlite_world: World) -> None:
    world = sqlite_world
    first = approved(world)
    formula = approved(
        world, "second", title_ja="=1+1の件", title_en="", request="(1) =A1を直すこと。(2) 例示。"
    )
    reviews = [consented(world, first), consented(world, formula, "second")]
    assert release(world, *reviews).status_code == 303
    depart(world)
    answered(world, first, 1, "adopted", text="金額を改める。", measure="order",
             provision="輸出令別表第1の9の項", effective_day=date(2027, 4, 1))
    answered(world, first, 2, "not_adopted", text="採用しない。", reason="実効性を損なう。")

    told = read(world, "second", "/yearly-results/2026")
    assert (told["letters"], told["items"], told["points"], told["answered"]) == (1, 2, 4, 2)
    assert {one["outcome"] for one in told["rows"]} == {"adopted", "not_adopted", "unanswered"}
    [committee, total] = told["committees"]
    assert committee["counts"] == total["counts"] and sum(total["counts"]) == 4
    page = world.as_("second").get("/yearly-results/2026")
    assert "実効性を損なう。" in page.text and "青葉" not in page.text
    asked = f"?committee={committee['key']}"
    assert read(world, "second", f"/yearly-results/2026{asked}")["points"] == 4
    for nowhere in ("/yearly-results/2025", "/yearly-results/2026?committee=無い委員会",
                    "/yearly-results/2026/report_xlsx", "/yearly-results/2026/other_pdf"):
        assert world.as_("second").get(nowhere).status_code == 404, nowhere

    book = load_workbook(io.BytesIO(
        world.as_("second").get(f"/yearly-results/2026/results_xlsx{asked}").content
    ))
    cells = [[one.value for one in line] for line in book.active.iter_rows()]
    assert len(cells) == 5 and cells[0][3:] == [
        "要望内容", "検討結果", "検討結果の理由", "改正する規定", "施行日",
    ]  # fmt: skip
    assert ["輸出令別表第1の9の項", "2027-04-01"] in [line[6:] for line in cells]
    assert any(line[1] == "=1+1の件" for line in cells), "a text, and no formula"
    assert any("実効性を損なう。" in (line[5] or "") for line in cells)
    for kind in ("report", "results"):
        document = pypdfium2.PdfDocument(
            world.as_("second").get(f"/yearly-results/2026/{kind}_pdf").content
        )
        text = "".join(one.get_textpage().get_text_bounded() for one in document)
        document.close()
        assert "実効性を損なう。" in text and "令和8年度" in text
        assert "改正する規定：輸出令別表第1の9の項" in text and "令和９年４月１日" in text
        assert ("概要" in text) == (kind == "report")
    document = Document(io.BytesIO(
        world.as_("second").get("/yearly-results/2026/report_docx").content
    ))
    assert [one.text for one in document.paragraphs if one.style.name == "Title"] == [
        "令和8年度 要望活動報告書"
    ]
