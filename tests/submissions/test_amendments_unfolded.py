"""Answers from before amendments were fields of their own: taken out of the words they stood in."""

import importlib
from datetime import date

import pytest

from foundation.migrations import migrations_dir

DAY = date(2027, 4, 1)


@pytest.mark.parametrize(
    ("folded", "parts"),
    [
        ("令和９年４月１日(木)施行", ("", DAY, "")),
        ("輸出令別表第1の9の項(7)を改正", ("", None, "輸出令別表第1の9の項(7)")),
        ("令和９年４月１日(木)施行、輸出令を改正", ("", DAY, "輸出令")),
        ("令和9年春（令和９年４月１日(木)施行、輸出令を改正）", ("令和9年春", DAY, "輸出令")),
        ("令和9年春（予定）（輸出令を改正）", ("令和9年春（予定）", None, "輸出令")),
        ("令和９年12月10日(金)施行", ("", date(2027, 12, 10), "")),
        ("令和9年3月", None),
        ("令和9年春（令和９年４月１日(木)施行", None),
        ("", None),
    ],
)
def test_what_is_amended_and_from_when_is_read_from_the_words(folded, parts, monkeypatch) -> None:
    monkeypatch.syspath_prepend(str(migrations_dir() / "main"))
    migration = importlib.import_module("0023_acknowledgements_and_amendments")
    assert migration.unfolded(folded) == parts
