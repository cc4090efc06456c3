"""Every refusal is told in both languages, with what to do."""

import ast
import json
import string
from pathlib import Path

import pytest

from anonymizer import files
from anonymizer.files.model import Refused
from anonymizer.files.parts import REFUSED
from anonymizer.files.words import PLACES, REFUSALS, refusal
from goi.cli import main

FOLDER = Path(files.__file__).parent


def raised() -> set[tuple[str, frozenset[str]]]:
    """Codes as they are raised in the code, with the names of what fills their words in."""
    found = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                told = node.args[0]
                if isinstance(told, ast.Constant):
                    names = frozenset(one.arg for one in node.keywords if one.arg)
                    found.add((told.value, names))
    return found


def test_every_code_that_is_raised_has_words_and_what_fills_them_in() -> None:
    codes = raised()
    assert len(codes) > 40
    for code, given in codes:
        for words in REFUSALS[code]:
            wanted = {name for _, name, _, _ in string.Formatter().parse(words) if name}
            assert wanted <= given, code


def test_every_part_that_is_refused_has_words_that_need_nothing() -> None:
    for code in {*REFUSED.values(), "chart", "diagram", "ink"}:
        assert all("{" not in words for words in REFUSALS[code]), code


def test_a_refusal_names_the_place_in_the_readers_language() -> None:
    told = Refused("chart", (("sheet", "2"), ("cell", "B3")))
    assert refusal(told).endswith("（シート 2、セル B3）")
    assert refusal(told, "en").endswith("(sheet 2, cell B3)")
    assert {len(one) for one in (*REFUSALS.values(), *PLACES.values())} == {2}


def directory(folder: Path) -> Path:
    member = {
        "id": "a", "official": "青葉精工株式会社", "short": "青葉精工", "kana": "あおばせいこう",
        "en": "Aoba Precision Co., Ltd.", "en_short": "Aoba Precision", "abbreviations": [],
        "former_names": [], "domains": [], "sec_code": "", "corporate_number": "",
        "edinet_code": "",
    }  # fmt: skip
    path = folder / "directory.json"
    path.write_text(json.dumps({"members": [member]}), "utf-8")
    return path


@pytest.mark.parametrize(("lang", "words"), [("ja", "ファイルが空です。"), ("en", "is empty.")])
def test_the_command_cleans_a_file_or_says_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    known, out = str(directory(tmp_path)), tmp_path / "out.txt"
    source, empty = tmp_path / "in.txt", tmp_path / "empty.txt"
    source.write_text("青葉精工では年に三百件を申請する。", "utf-8")
    empty.write_bytes(b"")
    assert main(["anonymize", str(source), str(out), "--directory", known, "--json"]) == 0
    assert "青葉精工" not in out.read_text("utf-8")
    [found] = [one for one in json.loads(capsys.readouterr().out)["found"] if one["member"]]
    assert (found["text"], found["class"], found["certainty"]) == ("青葉精工", "member", "certain")
    arguments = [str(empty), str(tmp_path / "no.txt"), "--directory", known, "--language", lang]
    assert main(["anonymize", *arguments]) == 3
    assert words in capsys.readouterr().err and not (tmp_path / "no.txt").exists()
    missing = [str(source), str(out), "--directory", str(tmp_path / "none.json")]
    assert main(["anonymize", *missing]) == 2 and "none.json" in capsys.readouterr().err


def test_a_name_that_the_command_chooses_tells_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known, source = str(directory(tmp_path)), tmp_path / "青葉精工の要望.txt"
    source.write_text("青葉精工の要望", "utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for place in ([], [str(folder)]):
        assert main(["anonymize", str(source), *place, "--directory", known]) == 0
    said = capsys.readouterr().out
    assert "青葉精工 → A社" in said and "引き継がなかったもの: なし" in said
    assert sorted(one.name for one in folder.iterdir()) == ["notes-2.txt", "notes.txt"]
