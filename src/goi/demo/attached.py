"""Invented files that go with some of the requests."""

import io
from collections.abc import Iterator
from datetime import datetime

import docx
import openpyxl
from docx.shared import Inches
from PIL import Image, ImageDraw

from anonymizer.files import Parsed
from anonymizer.files.model import Kind
from anonymizer.files.parsing import parse
from foundation.work import Work
from proposals.attachments.actions import keep
from proposals.attachments.forms import Attach
from proposals.attachments.reading import Taken, made_anew
from proposals.models import Request

UNDER_REVIEW = "R08-GDT-025"
_STANDARDS = (
    ("規格", "発行", "比弾性率の測り方", "備考"),
    ("JIS R 7606", "日本", "単繊維引張試験", "雪代炭素繊維で使用"),
    ("ISO 11566", "国際", "単繊維引張試験", "測り方は同じ"),
    ("ASTM D4018", "米国", "樹脂含浸束の引張試験", "値が約3％異なる"),
)
_HOURS = (
    ("手続", "件数（年）", "一件の時間（時間）"),
    ("少額特例の確認", 1860, 0.4),
    ("換算の確認", 930, 0.2),
    ("記録の保管", 1860, 0.1),
)
_EXPORTED = (
    ("機種", "2024年度（台）", "2025年度（台）", "備考"),
    ("AX-30", 412, 438, "高岡工場"),
    ("AX-50", 171, 164, "アイテツの代理店を通じて出荷"),
)


def attach(work: Work, proposal_id: str, request: Request) -> list[str]:
    """Keep the files of a request's first version; answers their ids."""
    return [
        keep(work, request, Taken(Attach(title=title), parsed, made_anew(parsed))).id
        for title, parsed in _files(proposal_id)
    ]


def _files(proposal_id: str) -> Iterator[tuple[str, Parsed]]:
    if proposal_id == "R08-GDT-010":
        yield "資料1　測定規格の比較", _read(_book("規格の比較", _STANDARDS), "xlsx")
        yield "資料2　基準値の変遷", _read(_memo(), "docx")
    if proposal_id == "R08-LOG-008":
        hours = _book("所要時間", _HOURS)
        yield "資料1　少額特例の確認に要する時間", _read(hours, "xlsx")
    if proposal_id == UNDER_REVIEW:
        exported = _book("輸出台数", _EXPORTED, "株式会社藍鉄ポンプ製作所")
        yield "資料1　輸出台数の内訳", _read(exported, "xlsx")


def _read(data: bytes, kind: Kind) -> Parsed:
    """Our own files: here the confined process would only take time."""
    return parse(data, kind)


def _book(
    sheet: str, rows: tuple[tuple[str | float, ...], ...], creator: str = "雪代炭素繊維株式会社"
) -> bytes:
    new = openpyxl.Workbook()
    del new[new.sheetnames[0]]
    page = new.create_sheet(sheet)
    for row in rows:
        page.append(row)
    new.properties.creator = creator
    return _saved(new)


def _memo() -> bytes:
    new = docx.Document()
    new.core_properties.author = "雪代炭素繊維株式会社"
    new.core_properties.created = datetime(2026, 5, 20)
    new.add_heading("基準値の変遷", 1)
    new.add_paragraph("基準値は1986年から変わっていない。市販品の値は次の図のとおり上がった。")
    new.add_picture(io.BytesIO(_chart()), width=Inches(4))
    new.add_paragraph("問い合わせ：雪代炭素繊維株式会社 輸出管理部 089-999-0123")
    return _saved(new)


def _chart() -> bytes:
    """Bars that rise above a line, without any word."""
    image = Image.new("RGB", (640, 360), "white")
    pen = ImageDraw.Draw(image)
    for place, height in enumerate((90, 130, 165, 205, 260)):
        left = 60 + place * 110
        pen.rectangle((left, 320 - height, left + 70, 320), fill="#3b5b8c")
    pen.line((30, 320, 610, 320), fill="black", width=2)
    pen.line((30, 180, 610, 180), fill="#b3402a", width=3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()
