"""The year on paper: the yearly report, and the result table alone, in the form in which results of
a public comment procedure are told: opinion, how it was considered, reason."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from foundation.dates import era_date, era_year_word, fiscal_era, long_date
from foundation.office_files import steady
from foundation.texts import Texts
from submissions.rendering.paper import CONTROL, Block, Facts, Heading, Paper, Para, Table, plain
from submissions.yearly.results import Row, Year

_COLUMNS = ("number", "opinion", "considered", "reason")
_WIDTHS = (20, 60, 16, 60)
# Of the sheet alone: in a table of four columns they stand among the reasons.
_AMENDED = ("provision", "effective")
_AMENDED_WIDTHS = (30, 16)


def report(year: Year, say: Texts, day: date) -> Paper:
    """The yearly report: figures, letters, and the result table by committee."""
    answered = sum(row.replied is not None for row in year.rows)
    blocks: list[Block] = [
        Heading(1, say.say("yearly.summary")),
        Facts((
            (say.say("yearly.letters"), (str(len(year.letters)),)),
            (say.say("yearly.items"), (str(year.items),)),
            (say.say("yearly.points"), (str(len(year.rows)),)),
            (say.say("yearly.answered"), (str(answered),)),
        )),
        Heading(2, say.say("yearly.by_committee")),
        _figures(year, say),
        Heading(1, say.say("yearly.letters")),
        Table(
            (say.say("letter.number"), say.say("letter.released_day")),
            tuple((plain(number), plain(long_date(left, say.lang)))
                  for number, _, left in year.letters),
            (1, 1),
        ),
        *_tables(year, say),
    ]  # fmt: skip
    return _paper("yearly.report_title", year, say, day, blocks)


def result_table(year: Year, say: Texts, day: date) -> Paper:
    """The result table alone."""
    return _paper("yearly.results_title", year, say, day, _tables(year, say))


def xlsx(year: Year, say: Texts) -> bytes:
    """The result table as a sheet; the same bytes for the same rows."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = say.say("yearly.sheet")
    columns = ("committee", "title", *_COLUMNS, *_AMENDED)
    names = [say.say(f"yearly.column.{name}") for name in columns]
    _append(sheet, 1, names)
    for at, width in enumerate((24, 36, *_WIDTHS, *_AMENDED_WIDTHS), 1):
        cell = sheet.cell(1, at)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EDF5")
        sheet.column_dimensions[cell.column_letter].width = width
    for line, row in enumerate(year.rows, 2):
        effective = row.effective_day.isoformat() if row.effective_day else ""
        cells = [_committee(row, say), _title(row, say), *_told(row, say, amended=False)]
        _append(sheet, line, [*cells, row.provision, effective])
    sheet.freeze_panes = "A2"
    book.properties.creator = ""
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def year_name(year: int, lang: str) -> str:
    """令和8年度; FY2026."""
    era, number = fiscal_era(year)
    return f"{era.name}{era_year_word(number)}年度" if lang == "ja" else f"FY{year}"


def _paper(key: str, year: Year, say: Texts, day: date, blocks: Iterable[Block]) -> Paper:
    title = say.say(key, {"year": year_name(year.year, say.lang)})
    return Paper(
        lang=say.lang, title=title, running=title, day=day,
        page_label=say.say("paper.page", {"page": "{page}", "pages": "{pages}"}),
        head=None, blocks=tuple(blocks), landscape=True,
    )  # fmt: skip


def _figures(year: Year, say: Texts) -> Table:
    outcomes = year.told_outcomes
    committees = [
        ((ja if say.lang == "ja" else en or ja), year.outcomes(ja)) for ja, en in year.committees
    ] + [(say.say("paper.total"), year.outcomes())]
    return Table(
        (say.say("yearly.column.committee"), *(outcome_label(say, one) for one in outcomes)),
        tuple(
            (plain(name), *(plain(str(counts[one])) for one in outcomes))
            for name, counts in committees
        ),
        (3, *(1 for _ in outcomes)), tuple(range(1, len(outcomes) + 1)),
    )  # fmt: skip


def _tables(year: Year, say: Texts) -> list[Block]:
    told: list[Block] = []
    for ja, en in year.committees:
        told += [
            Heading(1, ja if say.lang == "ja" else en or ja),
            Table(
                tuple(say.say(f"yearly.column.{name}") for name in _COLUMNS),
                tuple(
                    (plain(cells[0]), plain(f"{_title(row, say)}\n{cells[1]}"),
                     *(plain(one) for one in cells[2:]))
                    for row in year.of(ja).rows for cells in [_told(row, say)]
                ),
                _WIDTHS,
            ),
        ]  # fmt: skip
    return told or [Para(plain(say.say("yearly.none")))]


def _told(row: Row, say: Texts, *, amended: bool = True) -> list[str]:
    """Number, opinion, how it was considered, and why, with what is `amended` and from when."""
    measure = say.say(f"measure.{row.measure}") if row.measure else ""
    reasons = [row.text, row.reason if row.reason not in row.text else ""]
    if measure:
        dated = f"{measure} {row.measure_day}".strip()
        reasons.append(say.say("yearly.measure", {"measure": dated}))
    if amended and row.provision:
        reasons.append(say.say("yearly.provision", {"provision": row.provision}))
    if amended and row.effective_day:
        day = era_date(row.effective_day, say.lang)
        reasons.append(say.say("yearly.effective", {"day": day}))
    return [
        f"{row.letter}\n{row.place}-({row.point})", row.asked, outcome_label(say, row.outcome),
        "\n".join(one for one in reasons if one),
    ]  # fmt: skip


def outcome_label(say: Texts, outcome: str) -> str:
    key = "letter.unanswered" if outcome == "unanswered" else f"request.outcome.{outcome}"
    return say.say(key)


def _committee(row: Row, say: Texts) -> str:
    return row.committee_ja if say.lang == "ja" else row.committee_en or row.committee_ja


def _title(row: Row, say: Texts) -> str:
    return (row.title_ja or row.title_en) if say.lang == "ja" else (row.title_en or row.title_ja)


def _append(sheet: Any, line: int, values: Iterable[str]) -> None:
    for at, value in enumerate(values, 1):
        cell = sheet.cell(line, at)
        cell.value = CONTROL.sub("", value) or None
        if cell.value:
            cell.data_type = "s"  # a text, whatever it begins with
        cell.alignment = Alignment(wrap_text=True, vertical="top")
