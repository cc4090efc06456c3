"""The fields of a text at the gate: their order and what they are called.

A request's files are fields, too: file_1_title, and file_1_1, file_1_2 ... for the passages of the
first; file_1 stands for the whole of it.
"""

import re
from collections.abc import Iterable

from submissions.models import ReviewFinding
from submissions.release_store import SECTIONS
from web.visit import Visit

ANSWER, MINORITY, FILE = "answer", "minority_", "file_"
_FILE = re.compile(r"file_(\d+)(?:_(title|\d+))?")
_ORDER = {
    name: place
    for place, name in enumerate(("title_ja", "title_en", "legal_references", *SECTIONS))
}


def ordered(names: Iterable[str]) -> list[str]:
    """Field names in the order of the letter: titles, references, sections, minority opinions,
    files."""
    return sorted(names, key=_place)


def in_order(found: Iterable[ReviewFinding]) -> list[ReviewFinding]:
    """Findings as they come up in the text."""
    return sorted(found, key=lambda one: (_place(one.field), one.start))


def label(visit: Visit, name: str) -> str:
    """What a field is called in the reader's language, a passage of a file as its whole file;
    where the passage stands: attachments.wording."""
    if name.startswith(MINORITY):
        return visit.t("gate.field.minority", n=_number(name))
    if found := _FILE.fullmatch(name):
        return visit.t(f"gate.field.{'file_title' if found[2] == 'title' else 'file'}", n=found[1])
    return visit.t("gate.field.answer" if name == ANSWER else f"section.{name}")


def is_passage(name: str) -> bool:
    """Whether a field is a passage of a file."""
    found = _FILE.fullmatch(name)
    return found is not None and found[2] not in (None, "title")


def file_of(name: str) -> str:
    """The field that stands for the whole file: file_1 for file_1_title and file_1_12."""
    return "_".join(name.split("_")[:2])


def within(name: str, names: Iterable[str]) -> list[str]:
    """The fields that a name stands for: all passages of a file for file_1, else itself."""
    found = _FILE.fullmatch(name)
    if found is None or found[2] is not None:
        return [one for one in names if one == name]
    return [one for one in names if is_passage(one) and one.startswith(f"{name}_")]


def _place(name: str) -> tuple[int, int, int, str]:
    if found := _FILE.fullmatch(name):
        inside = int(found[2]) if found[2] and found[2] != "title" else 0
        return len(_ORDER) + 1, int(found[1]), inside, name
    return _ORDER.get(name, len(_ORDER)), _number(name), 0, name


def _number(name: str) -> int:
    return int(name.removeprefix(MINORITY)) if name.startswith(MINORITY) else 0
