"""Pages of a year: what was asked, how it was considered, and the same as files."""

from starlette.responses import Response

from foundation.dates import day_in_japan
from foundation.errors import NotFound
from foundation.office_files import DOCX, XLSX
from submissions.rendering.files import PDF
from submissions.rendering.pdf import pdf
from submissions.rendering.word import docx
from submissions.yearly import papers
from submissions.yearly.results import Row, Year, results, years
from submissions.yearly.views import CommitteeLine, ResultLine, YearLink, YearView
from web.downloads import attachment
from web.visit import Visit


def year(visit: Visit, year: int) -> YearView:
    whole = _whole(visit, year)
    found = _wanted(whole, visit.query.committee)
    lines = [
        CommitteeLine(key=ja, name=visit.name(ja, en), counts=_counts(whole, ja))
        for ja, en in whole.committees
    ]
    return YearView(
        year=year,
        name=papers.year_name(year, visit.lang),
        years=[
            YearLink(year=one, name=papers.year_name(one, visit.lang))
            for one in years(visit.work.db)
        ],
        committee=visit.query.committee or "",
        letters=len(found.letters),
        items=found.items,
        points=len(found.rows),
        answered=sum(row.replied is not None for row in found.rows),
        outcomes=[papers.outcome_label(visit.texts, one) for one in whole.told_outcomes],
        committees=[
            *lines, CommitteeLine(key="", name=visit.t("paper.total"), counts=_counts(whole))
        ],
        rows=[_row(visit, one) for one in found.rows],
    )


def year_file(visit: Visit, year: int, which: str) -> Response:
    """report_pdf, report_docx, results_pdf, results_docx or results_xlsx, in the reader's language
    and of the committee asked for. Raises NotFound for any other."""
    found = _wanted(_whole(visit, year), visit.request.query_params.get("committee"))
    day = day_in_japan(visit.work.now)
    name = f"{year}-{which.replace('_', '.')}"
    if which == "results_xlsx":
        return attachment(papers.xlsx(found, visit.texts), XLSX, name)
    kind, _, ending = which.partition("_")
    made = {"report": papers.report, "results": papers.result_table}.get(kind)
    if made is None or ending not in ("pdf", "docx"):
        raise NotFound
    paper = made(found, visit.texts, day)
    if ending == "pdf":
        return attachment(pdf(paper), PDF, name)
    return attachment(docx(paper), DOCX, name)


def _whole(visit: Visit, year: int) -> Year:
    if year not in years(visit.work.db):
        raise NotFound
    return results(visit.work.db, year)


def _wanted(whole: Year, committee: str | None) -> Year:
    """The rows of a committee. Raises NotFound for one that asked nothing in this year."""
    if not committee:
        return whole
    if committee not in {ja for ja, _ in whole.committees}:
        raise NotFound
    return whole.of(committee)


def _counts(whole: Year, committee: str | None = None) -> list[int]:
    counted = whole.outcomes(committee)
    return [counted[one] for one in whole.told_outcomes]


def _row(visit: Visit, one: Row) -> ResultLine:
    return ResultLine(
        number=one.letter, letter_id=one.letter_id, place=one.place, point=one.point,
        committee=visit.name(one.committee_ja, one.committee_en),
        title=visit.name(one.title_ja, one.title_en), asked=one.asked, outcome=one.outcome,
        outcome_label=papers.outcome_label(visit.texts, one.outcome), text=one.text,
        reason="" if one.reason in one.text else one.reason,
        measure=visit.t(f"measure.{one.measure}") if one.measure else "",
        measure_day=one.measure_day, effective_day=one.effective_day, provision=one.provision,
        replied=one.replied,
    )  # fmt: skip
