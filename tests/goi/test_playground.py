"""The playground: finds in a text or a file, keeps nothing, exists in the demonstration only."""

import io
import re
from pathlib import Path

import docx
import pytest

from goi import models
from made_files import a_picture
from tiny_site import dump
from world import ORIGIN, World, a_world, says

PATH = "/demo/anonymizer"
TEXT = "青葉精工では月に40件を扱う。連絡先は03-1234-5678。"


@pytest.fixture
def demo(sqlite_stores: Path, tmp_path: Path):
    import shutil

    for file in sqlite_stores.iterdir():
        shutil.copy(file, tmp_path)
    world = a_world(f"sqlite:///{tmp_path / 'goi.db'}", tmp_path, demo=True)
    yield world
    world.dispose()


def test_a_pasted_text_is_shown_beside_its_result_and_kept_nowhere(demo: World) -> None:
    before = dump(demo.main, models.metadata)
    answer = demo.anyone().post(PATH, text=TEXT, language="ja")
    page = says(answer)
    assert answer.status_code == 200 and "会員名簿による検出 1" in page
    assert "A社" in answer.text and "［電話番号］" in page and TEXT in answer.text
    assert dump(demo.main, models.metadata) == before


def test_the_api_tells_places_sources_and_certainty(demo: World) -> None:
    found = demo.anyone().api(PATH, {"text": TEXT, "language": "en"}).json()
    [name] = [one for one in found["found"] if one["source"] == "key"]
    assert TEXT[name["start"]:name["end"]] == "青葉精工"
    assert (name["certainty"], name["replacement"]) == ("certain", "Company A")
    assert found["residue"] == []


def sent(demo: World, name: str, data: bytes, **fields: object):
    return demo.anyone().request(
        "POST", PATH, data={"language": "ja", **fields}, files={"file": (name, data)},
        headers={"Origin": ORIGIN},
    )


@pytest.mark.parametrize(("name", "data", "status", "words"), [
    ("a.txt", TEXT.encode(), 200, "A社"),
    ("a.csv", TEXT.encode("cp932"), 200, "A社"),
    ("a.exe", b"MZ", 422, "この種類のファイル"),
    ("a.txt", b"a\0b", 422, "文字のファイルとして読めません"),
    ("a.md", "あ".encode() * 30_000, 422, "長すぎます"),
    ("a.pdf", bytes(2_100_000), 422, "大きすぎます"),
], ids=["utf-8", "shift jis", "program", "no text", "too long", "too large"])
def test_files(demo: World, name: str, data: bytes, status: int, words: str) -> None:
    answer = sent(demo, name, data)
    assert answer.status_code == status and words in says(answer)


def test_a_document_is_shown_passage_by_passage_and_its_picture_confirmed(demo: World) -> None:
    before = dump(demo.main, models.metadata)
    new = docx.Document()
    new.core_properties.author = "飯塚"
    for text in (TEXT, "会社名：", "ふわり"):
        new.add_paragraph(text)
    new.add_picture(io.BytesIO(a_picture("青葉精工の図")))
    out = io.BytesIO()
    new.save(out)
    page = sent(demo, "a.docx", out.getvalue())
    said = says(page)
    assert page.status_code == 200 and "段落 3" in said and "ふわり" in said and "B社" in said
    assert "文書のプロパティ" in said or "プロパティ" in said
    assert "空の枠になります" in said and "飯塚" not in said
    [again] = re.findall('name="again" value="([0-9a-f]{64})"', page.text)
    [picture] = re.findall('name="confirmed" value="([0-9a-f]{64})"', page.text)
    image = demo.anyone().get(f"{PATH}/pictures/{picture}")
    assert image.headers["content-type"] == "image/png" and image.content.startswith(b"\x89PNG")
    confirmed = says(demo.anyone().post(PATH, again=again, confirmed=[picture], language="ja"))
    assert "確認済み" in confirmed and "空の枠になります" not in confirmed
    gone = demo.anyone().post(PATH, again="0" * 64, language="ja")
    assert gone.status_code == 422 and "もう一度選んで" in says(gone)
    assert demo.anyone().get(f"{PATH}/pictures/{'0' * 64}").status_code == 404
    assert dump(demo.main, models.metadata) == before


def test_nothing_sent_is_told(demo: World) -> None:
    assert demo.anyone().post(PATH, language="ja").status_code == 422


def test_it_is_not_there_in_earnest(world: World) -> None:
    assert world.anyone().get(PATH).status_code == 404
    assert world.as_("officer").post(PATH, text=TEXT, language="ja").status_code == 404


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_it_is_drawn_in_both_languages(demo: World, lang: str) -> None:
    assert demo.anyone().get(f"{PATH}?lang={lang}").status_code == 200
    assert demo.anyone().post(f"{PATH}?lang={lang}", text=TEXT, language=lang).status_code == 200
