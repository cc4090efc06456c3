"""A letter as files: made from the frozen letter alone, the same bytes each time, legible to
everybody, and looked through before they leave."""

import hashlib
import io
import json
import subprocess
import sys
from datetime import date
from importlib.resources import files
from zipfile import ZipFile

import pikepdf
import pytest
from jsonschema import Draft202012Validator
from sqlmodel import select

from anonymizer import Member, verify
from gate_builder import approved, consented, released
from submissions import release_store
from submissions.delivery import deliver_pending
from submissions.models import LetterFile
from submissions.package import (
    Circumstances,
    PlacedItem,
    Rebuttal,
    ReleasedLetter,
    Repeat,
    SectorRow,
    Statistic,
    package,
)
from submissions.rendering.as_json import as_json, schema
from submissions.rendering.files import make, make_all, names
from submissions.rendering.letter import compose, reference
from submissions.rendering.paper import Facts, Heading, Listing, Table
from submissions.residue import Hidden
from world import World

TEXT = {
    "title_ja": "少額特例の見直し", "title_en": "Review of the small-value exception",
    "legal_references": "輸出令第４条第１項第四号\n別表1-9に準ずるもの",
    "problem": "判定を**やり直して**いる😀。\n\n| 品目 | 件数 |\n|---|---|\n| 弁 | 40 |\n\n- 一つ",
    "request": "(1) 金額を見直すこと。(2) 包括の対象とすること。",
    "minority_1": "当社は反対する。",
}
ITEM = package(TEXT, Circumstances(
    committee_ja="制度専門委員会", committee_en="Committee on Regulations", kind="regulation",
    novelty="resubmission", asked_by="", support=(("outcome", "rough"), ("support", 12)),
    holders=("",),
))  # fmt: skip
LETTER = ReleasedLetter(
    id="a" * 16, number="安保貿情セ発R8-12", title_ja="要望について", title_en="Requests",
    addressee="経済産業省\n安全保障貿易管理課長 殿", sender="安全保障貿易情報センター",
    released_day=date(2026, 11, 3), kind="repeat", copies=("検査官室",), attachments=("対照表",),
    items=(PlacedItem(id="b" * 16, place=1, point_ids=("c" * 16, "d" * 16), item=ITEM),),
    repeats=(Repeat(item_id="b" * 16, earlier="7安セ調(提)第6号", earlier_day=date(2025, 11, 10),
                    rebuttals=(Rebuttal(reason="例示は誤解を招く。", comment="三類型に限る。"),)),),
    statistics=(Statistic(item_id="b" * 16, columns=("support", "object"), total=(9, None),
                          rows=(SectorRow(sector_ja="化学", sector_en="Chemicals",
                                          figures=(None, 0)),)),),
)  # fmt: skip
AOBA = Hidden({"m": Member(id="m", names_ja=("青葉精工株式会社",), aliases=("青葉精工",))})


def test_the_same_letter_gives_the_same_bytes_in_another_process() -> None:
    here = {one.name: one.sha256 for one in make_all(LETTER)}
    assert list(here) == [
        "letter-ja.pdf", "letter-ja.docx", "letter-en.pdf", "letter-en.docx", "letter.json",
    ]  # fmt: skip
    program = (
        "import sys, json; from submissions.package import ReleasedLetter;"
        "from submissions.rendering.files import make_all;"
        "letter = ReleasedLetter.model_validate_json(sys.stdin.read());"
        "print(json.dumps({one.name: one.sha256 for one in make_all(letter)}))"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], input=LETTER.model_dump_json(), text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    assert json.loads(other.stdout) == here


def test_the_pdf_is_tagged_archivable_and_says_nothing_of_its_making() -> None:
    for lang, locale in (("ja", "ja-JP"), ("en", "en-GB")):
        content = make(LETTER, f"letter-{lang}.pdf").content
        with pikepdf.open(io.BytesIO(content)) as document:
            root = document.Root
            assert root.MarkInfo.Marked and root.StructTreeRoot and root.Lang == locale
            with document.open_metadata() as told:
                assert told["pdfaid:part"] == "2" and told["pdfaid:conformance"] == "A"
                assert told["pdfuaid:part"] == "1"
                assert told["dc:title"] == ("要望について" if lang == "ja" else "Requests")
                assert "dc:creator" not in told
            assert str(document.trailer.Info.CreationDate).startswith("D:20261103000000")
            assert "/Author" not in document.trailer.Info
            fonts = [one for one in document.objects if _is(one, "/FontDescriptor")]
            assert fonts and all("/FontFile3" in one or "/FontFile2" in one for one in fonts)


def _is(value: object, kind: str) -> bool:
    return isinstance(value, pikepdf.Dictionary) and value.get("/Type") == kind


def test_the_letter_holds_its_parts_in_order() -> None:
    paper = compose(LETTER, "ja")
    assert paper.head and paper.head.day == "令和８年11月３日"
    assert paper.head.addressee == ("経済産業省", "安全保障貿易管理課長 殿")
    headings = [one.text for one in paper.blocks if isinstance(one, Heading)]
    assert headings == [
        "少額特例の見直し", "【不採用理由に対する意見】", "【問題点】", "【要望内容】",
        "【少数意見：ある会員企業】", "添付資料", "別表　業種別の賛否", "少額特例の見直し",
    ]  # fmt: skip
    [facts] = [one for one in paper.blocks if isinstance(one, Facts)]
    assert dict(facts.pairs)["法令箇所"] == ("輸出令第4条第1項第4号", "別表1-9に準ずるもの")
    [points] = [one for one in paper.blocks if isinstance(one, Listing) and one.ordered][:1]
    assert [one.mark for one in points.entries] == ["(1)", "(2)"]
    refusals, counts, figures = (one for one in paper.blocks if isinstance(one, Table))
    assert [run.text for cell in refusals.rows[0] for run in cell] == [
        "例示は誤解を招く。", "三類型に限る。",
    ]  # fmt: skip
    assert counts.header == ("品目", "件数")
    assert [run.text for run in figures.rows[0][1]] == ["×"], "a withheld number"


@pytest.mark.parametrize(
    ("written", "set_"),
    [("輸出貿易管理令別表第一の七の項", "輸出令別表第1の7の項"), ("ETCO 9", "輸出令別表第1の9の項"),
     ("輸出令第4条（2020年版）", "輸出令第4条（2020年版）"), ("不明な定め", "不明な定め")],
)  # fmt: skip
def test_a_reference_is_set_in_one_form_where_it_is_nothing_more(written: str, set_: str) -> None:
    assert reference(written, "ja") == set_


def test_the_json_file_keeps_to_the_published_schema() -> None:
    published = json.loads(files("web").joinpath("schemas/letter-1.json").read_text("utf-8"))
    assert published == schema(), "write the schema anew, under a new name if letters have it"
    told = json.loads(as_json(LETTER))
    Draft202012Validator(published).validate(told)
    assert told["letter"]["items"][0]["item"]["sections"][0]["markdown"] == TEXT["problem"]
    told["letter"]["company"] = "青葉精工"
    assert not Draft202012Validator(published).is_valid(told)


def test_a_name_in_any_file_is_seen_in_its_very_bytes() -> None:
    update = {"attachments": ("規制文言の対照表", "青葉精工の資料"), "title_en": ""}
    told = LETTER.model_copy(update=update)
    for name in names(told):
        clean, telling = make(LETTER, name), make(told, name)
        assert not verify(clean.content, AOBA), name
        assert verify(telling.content, AOBA), name


def test_a_name_in_the_metadata_of_a_pdf_is_seen_and_files_inside_are_refused() -> None:
    with pikepdf.open(io.BytesIO(make(LETTER, "letter-ja.pdf").content)) as document:
        document.trailer.Info.Author = "青葉精工"
        out = io.BytesIO()
        document.save(out)
        assert verify(out.getvalue(), AOBA)
        document.attachments["x.txt"] = b"x"
        out = io.BytesIO()
        document.save(out)
    with pytest.raises(ValueError):
        verify(out.getvalue(), AOBA)


def test_a_word_file_says_neither_who_nor_when() -> None:
    with ZipFile(io.BytesIO(make(LETTER, "letter-ja.docx").content)) as parts:
        assert all(name.endswith((".xml", ".rels")) for name in parts.namelist())
        core = parts.read("docProps/core.xml").decode()
        assert {one.date_time[0] for one in parts.infolist()} == {1980}
    assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core
    assert "1980-01-01T00:00:00Z" in core and "2026" not in core


def test_the_files_are_kept_with_the_letter_and_reach_the_desks_store(world: World) -> None:
    letter_id = released(world, consented(world, approved(world)))
    with world.reading() as work:
        kept = {one.name: one for one in work.db.exec(select(LetterFile)).all()}
    assert list(sorted(kept)) == ["letter-ja.docx", "letter-ja.pdf", "letter.json"]
    for _ in range(2):
        deliver_pending(world.main, world.release, world.clock)
    with world.release.reading() as db:
        listed = release_store.letter_files(db, letter_id)
        assert {one.name: one.sha256 for one in listed} == {
            name: hashlib.sha256(one.content).hexdigest() for name, one in kept.items()
        }
        arrived = release_store.letter_file(db, letter_id, "letter-ja.pdf")
        assert arrived and arrived.content == kept["letter-ja.pdf"].content
        assert arrived.content.startswith(b"%PDF-")
        assert release_store.letter_file(db, letter_id, "nothing.pdf") is None
    told = json.loads(kept["letter.json"].content)
    ours = {*world.companies.values(), *world.people.values()}
    assert not [one for one in ours if one in json.dumps(told)]
