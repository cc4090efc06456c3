"""Tables of a round for spreadsheets. What is left out on the page is left out here alike."""

from typing import Any

from starlette.responses import Response

from foundation import sheets_out
from foundation.sheets_out import Row
from proposals.rounds import queries
from proposals.rounds.kinds import QuestionKind
from proposals.rounds.models import RoundResult
from proposals.rounds.queries import Found
from proposals.rounds.results_page import columns_of, group_labels
from web.downloads import attachment
from web.visit import Visit

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEFT_OUT = "*"


def figures(visit: Visit, found: Found, result: RoundResult) -> list[Row]:
    """Question, group, choice, number of companies: a line each."""
    t, told = visit.t, result.figures
    labels = group_labels(visit, told)
    rows: list[Row] = [[t(f"round.export.{one}") for one in
                        ("place", "question", "kind", "group", "replied", "choice", "companies")]]
    for place, row in enumerate(queries.questions(visit.work.db, found.round.id), start=1):
        table = told["questions"].get(row.id)
        if table is None or row.kind == QuestionKind.TEXT:
            continue
        head: list[Any] = [place, visit.name(row.text_ja, row.text_en), t(f"round.kind.{row.kind}")]
        columns = columns_of(visit, row, table["columns"])
        if row.kind == QuestionKind.RANKING:
            rows += [
                [*head, t("round.whole"), table["answered"],
                 f"{label} {t('round.place', n=n)}", _shown(table["detail"][f"{key}/{n}"])]
                for key, label in columns for n in range(1, len(columns) + 1)
            ]  # fmt: skip
            continue
        replied = {one["id"]: one["replied"] for one in told["groups"]}
        groups = [(t("round.whole"), told["replied"], table["total"])]
        groups += [(labels[one], replied[one], cells) for one, cells in table["groups"].items()]
        rows += [
            [*head, name, n, label, _shown(cells[key])]
            for name, n, cells in groups for key, label in columns
        ]
    return rows


def answers(visit: Visit, found: Found) -> list[Row]:
    """A line a company, a pair of columns a question: for those alone whom the round named."""
    t, db = visit.t, visit.work.db
    questions = queries.questions(db, found.round.id)
    texts = [
        f"{n}. {visit.name(one.text_ja, one.text_en)}" for n, one in enumerate(questions, start=1)
    ]
    head: list[Any] = [t("round.export.company"), t("round.export.late")]
    head += [part for text in texts for part in (text, t("round.export.reason"))]
    rows: list[Row] = [head]
    standing = [*queries.standing(db, found.round.id),
                *queries.standing(db, found.round.id, late=True)]  # fmt: skip
    companies = queries.companies_of(db, [one.company_id for one in standing])
    names = {one.id: visit.name(one.name_ja, one.name_en) for one in companies}
    for one in standing:
        line: list[Any] = [names[one.company_id], t("round.late") if one.late else ""]
        for question in questions:
            told = one.values.get(question.id, {})
            line += [_said(visit, question, told.get("value", "")), told.get("reason", "")]
        rows.append(line)
    return rows


def csv(name: str, rows: list[Row]) -> Response:
    return attachment(sheets_out.csv_bytes(rows), "text/csv; charset=utf-8", f"{name}.csv")


def xlsx(name: str, rows: list[Row]) -> Response:
    return attachment(sheets_out.xlsx_bytes(name, rows), _XLSX, f"{name}.xlsx")



def _shown(n: int | None) -> int | str:
    return LEFT_OUT if n is None else n


def _said(visit: Visit, question: Any, value: Any) -> str:
    given = {one["key"]: visit.name(one["ja"], one["en"]) for one in question.options}
    if isinstance(value, list):
        return " > ".join(given[one] for one in value)
    if not value or question.kind == QuestionKind.TEXT:
        return str(value)
    if question.kind in (QuestionKind.SCALE, QuestionKind.ITEM):
        return visit.t(f"round.{question.kind}.{value}")
    return given[value]
