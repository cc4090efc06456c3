"""The results of a round as its page shows them."""

from collections.abc import Mapping
from typing import Any

from identity.companies.queries import sectors
from identity.models import Company
from proposals.disclosure_control import K
from proposals.rounds import queries, rules
from proposals.rounds.kinds import SCALE, Naming, QuestionKind, Readers
from proposals.rounds.models import RoundQuestion, RoundResult
from proposals.rounds.opinion_map import own_place
from proposals.rounds.queries import Found
from proposals.rounds.views import (
    Cell,
    Ellipse,
    MapView,
    QuestionResult,
    Rate,
    ResultRow,
    ResultsView,
    Statement,
    Words,
)
from web.visit import Visit

WIDE, HIGH = 1000, 700
_TOP = 10
# The kinds of the charts, by what a cell says; ▲ and numbers stand beside the colours.
_COLOURS = {
    "agree": "agree", "neither": "abst", "disagree": "object", "none": "none",
    "for": "agree", "conditions": "cond", "against": "object", "no_opinion": "abst",
    "2": "agree", "1": "noobj", "0": "abst", "-1": "hold", "-2": "object",
}  # fmt: skip
_SERIES = ("agree", "cond", "noobj", "hold", "abst", "object", "key")


def results_view(visit: Visit, found: Found, result: RoundResult) -> ResultsView:
    """Everything on the page is drawn from the figures that were stored at the close."""
    work, row, told = visit.work, found.round, result.figures
    rows = queries.questions(work.db, row.id)
    labels = group_labels(visit, told)
    points = queries.points_of(work.db, row)
    words = _words(visit, told)
    readers = Readers(row.readers)
    number = {one.id: place for place, one in enumerate(rows, start=1)}
    return ResultsView(
        id=row.id,
        number=row.number or "",
        title=visit.name(row.title_ja, row.title_en),
        asked=told["asked"],
        replied=told["replied"],
        late=queries.late_answers(work.db, row.id),
        silent=told["asked"] - told["replied"],
        silence=visit.t(f"round.counted.{row.silence}"),
        few=told["replied"] < K,
        k=K,
        groups=len(told["groups"]),
        rates=[
            _rate(labels[one["id"]], one["asked"], one["replied"], told) for one in told["groups"]
        ],
        sizes=[
            _rate(visit.t(f"round.size.{size or 'unknown'}"), asked, replied, told)
            for size, (asked, replied) in told["sizes"].items() if size
        ],
        common=_ranked(visit, rows, number, told, "common", "consensus"),
        dividing=_ranked(visit, rows, number, told, "dividing", "divides"),
        map=_map(visit, found, result, labels),
        questions=[
            _question(visit, number[one.id], one, told, labels, points, words.get(one.id, []))
            for one in rows
        ],
        named=row.naming == Naming.NAMED,
        may_read_all=visit.may(rules.may_read_all(found.who, readers, computed=True)),
        readers=visit.t(f"round.rule.readers.{row.readers}"),
    )  # fmt: skip


def group_labels(visit: Visit, told: Mapping[str, Any]) -> dict[str, str]:
    """Names of the declared groups."""
    names = {one.id: visit.name(one.name_ja, one.name_en) for one in sectors(visit.work.db)}
    return {
        one["id"]: names.get(one["id"], "") or visit.t("round.other_sectors", n=len(one["sectors"]))
        for one in told["groups"]
    }  # fmt: skip


def columns_of(visit: Visit, row: RoundQuestion, keys: list[str]) -> list[tuple[str, str]]:
    """Key and label of each column of a question's table."""
    given = {one["key"]: visit.name(one["ja"], one["en"]) for one in row.options}
    return [(key, given.get(key) or visit.t(f"round.column.{key}")) for key in keys]


def _question(
    visit: Visit, place: int, row: RoundQuestion, told: Mapping[str, Any],
    labels: Mapping[str, str], points: list[str], words: list[Words],
) -> QuestionResult:
    table = told["questions"].get(row.id)
    score = told["scores"].get(row.id, {})
    counted = table is not None and row.kind != QuestionKind.TEXT
    ranking = row.kind == QuestionKind.RANKING
    columns = columns_of(visit, row, table["columns"]) if counted else []
    colours = _colours(columns)
    rows, whole = [], None
    if counted and not ranking:
        whole = _row(visit.t("round.whole"), told["replied"], table["total"], columns, colours)
        replied = {one["id"]: one["replied"] for one in told["groups"]}
        rows = [
            _row(labels[one], replied[one], cells, columns, colours)
            for one, cells in table["groups"].items()
        ]
    return QuestionResult(
        id=row.id,
        place=place,
        kind=row.kind,
        text=visit.name(row.text_ja, row.text_en),
        point=points[row.point - 1] if row.point and row.point <= len(points) else "",
        columns=[(colours[key], label) for key, label in columns],
        whole=whole,
        rows=rows,
        steps=[
            Cell(n=table["detail"][one], kind=_COLOURS[one], label=visit.t(f"round.scale.{one}"))
            for one in SCALE
        ] if counted and row.kind == QuestionKind.SCALE else [],
        places=_places(visit, columns, table) if counted and ranking else [],
        left_out=sum(
            cell.n is None for line in (*rows, *([whole] if whole else [])) for cell in line.cells
        ),
        consensus=_hundredths(score.get("consensus")),
        based_on=score.get("based_on", 0),
        divides=_hundredths(score.get("divides")),
        telling=[labels[one] for one in score.get("telling", ())],
        words=words,
    )  # fmt: skip


def _row(
    label: str, replied: int, cells: Mapping[str, int | None], columns: list[tuple[str, str]],
    colours: Mapping[str, str],
) -> ResultRow:
    shown = [Cell(n=cells[key], kind=colours[key], label=name) for key, name in columns]
    return ResultRow(
        label=label, replied=replied, cells=shown,
        hidden=replied - sum(one.n or 0 for one in shown),
    )  # fmt: skip


def _places(
    visit: Visit, columns: list[tuple[str, str]], table: Mapping[str, Any]
) -> list[ResultRow]:
    """A row an option, a cell a place."""
    return [
        _row(
            label, table["answered"],
            {str(place): table["detail"][f"{key}/{place}"]
             for place in range(1, len(columns) + 1)},
            [(str(place), visit.t("round.place", n=place))
             for place in range(1, len(columns) + 1)],
            {str(place): _SERIES[(place - 1) % len(_SERIES)]
             for place in range(1, len(columns) + 1)},
        )
        for key, label in columns
    ]  # fmt: skip


def _colours(columns: list[tuple[str, str]]) -> dict[str, str]:
    return {
        key: _COLOURS.get(key) or _SERIES[place % len(_SERIES)]
        for place, (key, _) in enumerate(columns)
    }


def _ranked(
    visit: Visit, rows: list[RoundQuestion], number: Mapping[str, int], told: Mapping[str, Any],
    order: str, by: str,
) -> list[Statement]:
    """The first by their score; what has none is not listed for want of others."""
    texts = {one.id: visit.name(one.text_ja, one.text_en) for one in rows}
    return [
        Statement(
            id=one, place=number[one], text=texts[one], score=score,
            based_on=told["scores"][one]["based_on"],
        )
        for one in told[order][:_TOP] if (score := _hundredths(told["scores"][one][by]))
    ]  # fmt: skip


def _rate(label: str, asked: int, replied: int, told: Mapping[str, Any]) -> Rate:
    return Rate(
        label=label, asked=asked, replied=replied,
        share_asked=round(100 * asked / max(told["asked"], 1)),
        share_replied=round(100 * replied / max(told["replied"], 1)),
    )


def _words(visit: Visit, told: Mapping[str, Any]) -> dict[str, list[Words]]:
    """What was written, by question; with names in the order of their readings."""
    ids = {company for lines in told["words"].values() for company, _ in lines if company}
    companies = sorted(queries.companies_of(visit.work.db, ids), key=_reading)
    names = {one.id: visit.name(one.name_ja, one.name_en) for one in companies}
    places = {one: place for place, one in enumerate(names)}
    return {
        question: [
            Words(by=names.get(company, ""), text=text)
            for company, text in sorted(lines, key=lambda line: places.get(line[0], 0))
        ]
        for question, lines in told["words"].items()
    }


def _reading(company: Company) -> tuple[str, str]:
    return company.reading, company.id


def _map(
    visit: Visit, found: Found, result: RoundResult, labels: Mapping[str, str]
) -> MapView | None:
    drawn = result.figures["map"]
    if drawn is None:
        return None
    mine = None
    if found.who.asked and found.who.company_id and result.basis:
        own = queries.own_answer(visit.work.db, found.round.id, found.who.company_id)
        if own is not None and not own.late:
            mine = _place(*own_place(result.basis, own.values))
    return MapView(
        sectors=[
            _ellipse(labels.get(one["id"], one["id"]), one, _SERIES[place % len(_SERIES)])
            for place, one in enumerate(drawn["sectors"])
        ],
        groups=[
            _ellipse(visit.t("round.discovered", n=place), one, "key")
            for place, one in enumerate(drawn["groups"], start=1)
        ],
        mine=mine,
        explained=[_hundredths(part) or 0 for part in drawn["explained"]],
    )


def _ellipse(label: str, one: Mapping[str, Any], kind: str) -> Ellipse:
    x, y = _place(one["x"], one["y"])
    return Ellipse(
        label=label, n=one["n"], x=x, y=y, rx=max(one["long"] * WIDE * 0.45, 12),
        ry=max(one["short"] * HIGH * 0.45, 12), angle=-one["angle"], kind=kind,
    )


def _place(x: float, y: float) -> tuple[float, float]:
    """From -1 … 1 to the picture, upwards being up."""
    return round(WIDE / 2 + x * WIDE * 0.45, 1), round(HIGH / 2 - y * HIGH * 0.45, 1)


def _hundredths(part: float | None) -> int | None:
    return None if part is None else round(100 * part)


