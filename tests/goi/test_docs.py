"""What the documents say is so: commands and links exist, printed documents equal the code."""

import re
from pathlib import Path
from typing import Any

import pytest

from foundation.settings import Settings
from goi import papers
from goi.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"(?m)^#+ (.+)$")
COMMAND = re.compile(r"(?m)(?:^|`)goi ([a-z-]+)")
TARGET = re.compile(r"(?m)(?:^|`)make ([a-z-]+)")
SETTING = re.compile(r"\bGOI_[A-Z_]+[A-Z]\b")


def test_the_way_of_a_request_is_printed_from_the_table() -> None:
    printed = (ROOT / "docs/stages.md").read_text("utf-8")
    assert printed == papers.stages(), "run: goi stages > docs/stages.md"


def test_the_doors_are_printed_from_their_tables() -> None:
    printed = (ROOT / "docs/routes.md").read_text("utf-8")
    assert printed == papers.routes(*papers.sites(Settings())), "run: goi routes > docs/routes.md"


def test_the_schema_of_the_gateway_is_printed_from_the_code() -> None:
    printed = (ROOT / "docs/gateway.schema.json").read_text("utf-8")
    told = "run: goi gateway-schema > docs/gateway.schema.json"
    assert printed == papers.gateway_schema(), told


def by_path(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=by_path)
def test_every_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    broken = []
    for link in LINK.findall(document.read_text("utf-8")):
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        target = (document.parent / path) if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def anchors(document: Path) -> set[str]:
    """The anchors that a forge gives to headings."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(document.read_text("utf-8"))
    }


def test_every_command_that_is_told_of_can_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    told = {name for document in DOCUMENTS for name in COMMAND.findall(text_of(document))}
    assert {"serve", "ministry", "worker", "migrate", "import", "journal"} <= told
    for name in told:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0, f"goi {name}"
    capsys.readouterr()


def test_every_target_that_is_told_of_can_be_made() -> None:
    told = {name for document in DOCUMENTS for name in TARGET.findall(text_of(document))}
    made = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8")))
    assert told and told <= made


def test_every_setting_is_told_of_and_no_other() -> None:
    told = set(SETTING.findall((ROOT / "docs/operations.md").read_text("utf-8")))
    assert told == {f"GOI_{name.upper()}" for name in fields_of(Settings)}


def fields_of(settings: Any) -> set[str]:
    return set(settings.model_fields)


def text_of(document: Path) -> str:
    return document.read_text("utf-8")
