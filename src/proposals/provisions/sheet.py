"""The correlation table as rows of a spreadsheet."""

from collections.abc import Callable
from datetime import date
from typing import Any

from foundation.spreadsheets import Sheet
from legislation import Provision, citations
from proposals.provisions.kinds import Relation

# Column, its other headings, whether it must be filled.
COLUMNS: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("japanese", ("日本の項番", "項番"), True),
    ("ordinance", ("貨物等省令", "省令"), False),
    ("european", ("EU番号", "EU number"), True),
    ("relation", ("対応関係",), False),
    ("theme", ("品目", "Theme"), False),
    ("note", ("備考",), False),
    ("source", ("出典",), False),
    ("japanese_edition", ("日本版の日付",), False),
    ("european_edition", ("EU版の日付",), False),
    ("checked_on", ("確認日",), False),
)
_MOST = 500


class _Fault(ValueError):
    pass


def read(table: Sheet) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows as the fields of `Pair`, and what is wrong with which row.

    A fault reads "line: column: what was found there"; words for it are the page's.
    """
    places = _places(table.header)
    faults = [
        f"1: {headings[0]}" for name, headings, needed in COLUMNS if needed and name not in places
    ]
    if len(table.rows) > _MOST:
        faults.append(f"{_MOST + 1}: …")
    if faults:
        return [], faults
    rows = []
    for line, cells in table.rows[:_MOST]:
        values: dict[str, Any] = {}
        for name, headings, needed in COLUMNS:
            text = cells[places[name]].strip() if name in places else ""
            try:
                if text or needed:
                    values[name] = _READ.get(name, str)(text)
            except ValueError:
                faults.append(f"{line}: {headings[0]}: {text[:60]}")
        rows.append({"relation": Relation.OVERLAP} | values)
    return rows, faults


def _places(header: tuple[str, ...]) -> dict[str, int]:
    known = {
        heading.casefold(): name
        for name, headings, _ in COLUMNS
        for heading in (name, *headings)
    }
    return {
        known[heading.strip().casefold()]: place
        for place, heading in enumerate(header)
        if heading.strip().casefold() in known
    }


def _provision(european: bool) -> Callable[[str], Provision]:
    def read_one(text: str) -> Provision:
        found = [one.provision for one in citations(text)]
        if len(found) != 1 or found[0] is None or found[0].is_eu is not european:
            raise _Fault
        return found[0]

    return read_one


_READ: dict[str, Callable[[str], Any]] = {
    "japanese": _provision(european=False),
    "european": _provision(european=True),
    "relation": Relation,
    "japanese_edition": date.fromisoformat,
    "european_edition": date.fromisoformat,
    "checked_on": date.fromisoformat,
}
