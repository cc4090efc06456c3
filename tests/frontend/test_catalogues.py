"""Japanese and English are both complete, and say the same things."""

import re
from collections import Counter
from pathlib import Path

import polib
import pytest

LOCALES = Path(__file__).parents[2] / "frontend" / "locales"
CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))
NAMES = sorted({path.name for path in CATALOGUES})


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_texts_with_the_same_values_in_them(name: str) -> None:
    japanese, english = values_in(name, "ja"), values_in(name, "en")
    assert japanese.keys() == english.keys()
    assert japanese == english


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_text_is_written_and_no_key_twice(path: Path) -> None:
    entries = polib.pofile(str(path))
    assert not [entry.msgid for entry in entries if entry.fuzzy or not entry.translated()]
    assert not [key for key, times in Counter(e.msgid for e in entries).items() if times > 1]


def test_values_are_found_in_every_form_of_a_text() -> None:
    entry = polib.POEntry(
        msgid="vote.count",
        msgid_plural="vote.count",
        msgstr_plural={0: "one vote for {title}", 1: "{n} votes for {title}"},
    )
    assert values_of(entry) == {"n", "title"}


def values_in(name: str, lang: str) -> dict[str, set[str]]:
    """Each key of a catalogue, and the names of the values its text is filled with."""
    entries = polib.pofile(str(LOCALES / lang / "LC_MESSAGES" / name))
    return {entry.msgid: values_of(entry) for entry in entries}


def values_of(entry: polib.POEntry) -> set[str]:
    """The {names} in a text, in whichever of its plural forms; a count may be said in words."""
    forms = [entry.msgstr, *entry.msgstr_plural.values()]
    found = {name for form in forms for name in re.findall(r"\{(\w+)", form)}
    return found | {"n"} if entry.msgid_plural else found
