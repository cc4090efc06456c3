"""Columns of an import: found by Japanese or English header, read cell by cell."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from foundation.spreadsheets import Sheet
from identity.importing.report import Report


class BadCell(ValueError):
    """A cell that can't be taken, with the text key of the reason."""

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


@dataclass(frozen=True)
class Column:
    """`name` is the English header and the field; `headers` are the Japanese ones. `read` makes a
    cell's value, raising BadCell. An identifying column must be filled in every row, one that is
    needed must be filled where something new is made."""

    name: str
    headers: tuple[str, ...]
    read: Callable[[str], Any]
    identifies: bool = False
    needed: bool = False
    empty: Any = None


@dataclass(frozen=True)
class Entry:
    """A row of the file with the values of the columns that are there."""

    line: int
    values: dict[str, Any]


def read_entries(sheet: Sheet, columns: Sequence[Column], report: Report) -> Iterator[Entry]:
    """Rows that could be read; faults of the header and of all other rows go to the report."""
    places = _places(sheet.header, columns, report)
    if report.faults:
        return
    for line, cells in sheet.rows:
        entry = _entry(line, cells, places, len(sheet.header), report)
        if entry is not None:
            yield entry


def lacks(entry: Entry, columns: Sequence[Column], report: Report) -> bool:
    """Note what a new thing would need and does not have; True where something lacks."""
    missing = [one.name for one in columns if one.needed and not entry.values.get(one.name)]
    for name in missing:
        report.fault(entry.line, name, "import.needed")
    return bool(missing)


def _places(
    header: tuple[str, ...], columns: Sequence[Column], report: Report
) -> dict[int, Column]:
    known = {
        _plain(title): column for column in columns for title in (column.name, *column.headers)
    }
    places: dict[int, Column] = {}
    for place, title in enumerate(header):
        column = known.get(_plain(title))
        if column is None:
            report.fault(1, "", "import.unknown_header", header=title)
        elif column in places.values():
            report.fault(1, column.name, "import.header_twice", header=title)
        else:
            places[place] = column
    for column in columns:
        if column.identifies and column not in places.values():
            report.fault(1, column.name, "import.header_missing", header=column.headers[0])
    return places


def _entry(
    line: int, cells: tuple[str, ...], places: dict[int, Column], width: int, report: Report
) -> Entry | None:
    sound, values = True, {}
    if len(cells) > width:
        report.fault(line, "", "import.too_many_cells", cells=len(cells), columns=width)
        sound = False
    for place, column in places.items():
        cell = cells[place].strip() if place < len(cells) else ""
        if not cell:
            values[column.name] = column.empty
            if column.identifies:
                report.fault(line, column.name, "import.needed")
                sound = False
            continue
        try:
            values[column.name] = column.read(cell)
        except BadCell as error:
            report.fault(line, column.name, error.key, **error.params)
            sound = False
    return Entry(line, values) if sound else None


def _plain(title: str) -> str:
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(char for char in folded if char not in " _-\n\t")
