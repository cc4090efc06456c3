"""The fields of a text at the gate: their order and what they are called."""

from collections.abc import Iterable

from submissions.release_store import SECTIONS
from web.visit import Visit

MINORITY = "minority_"
_ORDER = {
    name: place
    for place, name in enumerate(("title_ja", "title_en", "legal_references", *SECTIONS))
}


def ordered(names: Iterable[str]) -> list[str]:
    """Field names in the order of the letter: titles, references, sections, minority opinions."""
    return sorted(names, key=lambda name: (_ORDER.get(name, len(_ORDER)), _number(name), name))


def label(visit: Visit, name: str) -> str:
    """What a field is called in the reader's language."""
    if name.startswith(MINORITY):
        return visit.t("gate.field.minority", n=_number(name))
    return visit.t("gate.field.answer" if name == "answer" else f"section.{name}")


def _number(name: str) -> int:
    return int(name.removeprefix(MINORITY)) if name.startswith(MINORITY) else 0
