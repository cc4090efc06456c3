"""The page of figures, and its tables for spreadsheets."""

from collections.abc import Callable

from sqlmodel import col, select
from starlette.responses import Response

from committees.queries import bodies
from foundation.dates import day_in_japan
from foundation.sheets_out import Row
from identity.models import Sector
from legislation.instruments import ROW_BY_NUMBER
from proposals.rounds.export import LEFT_OUT, csv, xlsx
from submissions.figures import counting, queries
from submissions.figures.counting import OUTCOMES, By, Line
from submissions.figures.forms import Which
from submissions.figures.views import BalanceView, CarriedView, FiguresView, LineView, Tab, WaitView
from web.visit import Visit


def figures(visit: Visit) -> FiguresView:
    asked: Which = visit.query
    found = queries.cases(visit.work)
    whole = counting.divided(found, By.YEAR)
    lines = counting.divided(found, asked.by)
    waits, balances = counting.waits(found), counting.balances(found)
    name = _namer(visit, asked.by)
    t = visit.t
    return FiguresView(
        requested=sum(one.requested or 0 for one in whole),
        answered=sum(one.answered or 0 for one in whole),
        adopted=sum(one.adopted or 0 for one in whole),
        tabs=[
            Tab(by=one, label=t(f"figures.by.{one}"), current=one is asked.by) for one in By
        ],
        by=asked.by,
        by_label=t(f"figures.by.{asked.by}"),
        outcomes=[(one, t(f"figures.outcome.{one}")) for one in OUTCOMES],
        lines=[
            LineView(
                label=name(one.key), counts=dict(one.counts), requested=one.requested,
                answered=one.answered, adopted=one.adopted,
            )
            for one in _ordered(lines, asked.by)
        ],
        left_out=any(None in one.counts.values() for one in lines),
        waits=[
            WaitView(
                label=_year(visit, one.year), answered=one.answered,
                median_days=one.median_days, longest_days=one.longest_days,
            )
            for one in waits
        ],
        longest=max((one.longest_days for one in waits), default=0),
        carried=[
            CarriedView(
                label=_year(visit, one.year), adopted=one.adopted, dated=one.dated,
                in_force=one.in_force, median_days=one.median_days,
            )
            for one in counting.carried(found, day_in_japan(visit.work.now))
        ],
        balances=[
            BalanceView(
                label=_year(visit, one.year), requested=one.requested, relief=one.relief,
                control=one.control, leans=one.leans,
            )
            for one in balances
        ],
        leans=bool(balances and balances[-1].leans),
    )  # fmt: skip


def figures_csv(visit: Visit) -> Response:
    by, rows = _table(visit)
    return csv(f"figures-{by}", rows)


def figures_xlsx(visit: Visit) -> Response:
    by, rows = _table(visit)
    return xlsx(f"figures-{by}", rows)


def _table(visit: Visit) -> tuple[By, list[Row]]:
    """The table of the page. Raises Invalid for a way to divide that is none."""
    sent = visit.request.query_params
    by = Which.read({"by": sent["by"]} if "by" in sent else {}).by
    name, t = _namer(visit, by), visit.t
    head: Row = [
        t(f"figures.by.{by}"), t("figures.requested"), t("figures.answered"),
        t("figures.adopted"), *(t(f"figures.outcome.{one}") for one in OUTCOMES),
    ]  # fmt: skip
    lines = _ordered(counting.divided(queries.cases(visit.work), by), by)
    return by, [
        head,
        *(
            [name(one.key), *map(_told, (one.requested, one.answered, one.adopted)),
             *(_told(one.counts[outcome]) for outcome in OUTCOMES)]
            for one in lines
        ),
    ]  # fmt: skip


def _told(n: int | None) -> int | str:
    return LEFT_OUT if n is None else n


def _ordered(lines: list[Line], by: By) -> list[Line]:
    """The newest year last; items by number; otherwise those that ask most first."""
    if by is By.YEAR:
        return lines
    if by is By.ITEM:
        return sorted(lines, key=lambda one: [int(n) for n in one.key.split("-") if n] or [99])
    return sorted(lines, key=lambda one: (not one.key, -(one.requested or 0), one.key))


def _namer(visit: Visit, by: By) -> Callable[[str], str]:
    """How the keys of a table are called; the empty one is none of them."""
    db, t = visit.work.db, visit.t
    names: dict[str, str] = {}
    if by is By.COMMITTEE:
        names = {row.id: visit.name(row.name_ja, row.name_en) for row in bodies(db)}
    elif by is By.SECTOR:
        rows = db.exec(select(Sector).order_by(col(Sector.position))).all()
        names = {row.id: visit.name(row.name_ja, row.name_en) for row in rows}
    elif by is By.ITEM:
        names = {
            row.number: t("figures.item", number=row.number.replace("-", "の" if visit.lang == "ja"
                          else "-"), subject=visit.name(row.subject_ja, row.subject_en))
            for row in ROW_BY_NUMBER.values()
        }  # fmt: skip

    def named(key: str) -> str:
        if not key:
            return t(f"figures.none.{by}")
        if by is By.YEAR:
            return _year(visit, int(key))
        return t(f"request_kind.{key}") if by is By.KIND else names[key]

    return named


def _year(visit: Visit, year: int) -> str:
    return visit.t("search.fiscal_year", year=year)
