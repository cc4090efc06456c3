"""What a request can be filtered by in the search, as far as all who find it may know."""

from sqlmodel import Session, col, select

from committees.models import Body
from committees.queries import bodies, lineage
from foundation.work import Work
from identity.models import Sector
from proposals import authorship
from proposals.drafting.classification import RequestKind
from proposals.models import Request
from proposals.stages import State
from search import index
from search.views import Choice, Filter
from web.visit import Visit

# Of a request's page; the state of a draft is its company's own.
_STATES = [state for state in State if state not in (State.DRAFT, State.TRIAGE)]


def facets(db: Session, request: Request) -> set[str]:
    """State, year, kind, the body and those above it; the sector only where the company asks under
    its own name."""
    found = {
        f"state:{request.state}", f"year:{request.fiscal_year}", f"of:{request.kind}",
        *(f"body:{above}" for above in lineage(db, request.body_id)),
    }  # fmt: skip
    sector = authorship.sector_told_to_all(db, request)
    return found | ({f"sector:{sector}"} if sector else set())


def refile(work: Work, request: Request) -> None:
    """File what is found of a request under what it is now."""
    if request.number is None:
        return
    wanted = facets(work.db, request)
    index.file_under(work, request.id, wanted)
    index.file_under(work, f"answers/{request.id}", wanted)


def refile_all(work: Work) -> None:
    """The same for every request that can be found."""
    for request in work.db.exec(select(Request).where(col(Request.number).is_not(None))).all():
        refile(work, request)


def _indented(visit: Visit, row: Body) -> str:
    return ("　" if row.parent_id else "") + visit.name(row.name_ja, row.name_en)


def _kinds(visit: Visit) -> list[Choice]:
    return [
        Choice(value=one, label=visit.t(f"request_kind.{one}")) for one in RequestKind
    ]


def filters(visit: Visit) -> list[Filter]:
    """The filters of the search. What can be chosen stands for all alike: it tells nothing of what
    there is."""
    db, t = visit.work.db, visit.t
    year = visit.work.now.year
    sectors = db.exec(select(Sector).order_by(col(Sector.position), Sector.id)).all()
    return [
        Filter(name="of", label=t("request.kind"), choices=_kinds(visit)),
        Filter(
            name="body",
            label=t("request.body"),
            choices=[
                Choice(value=row.id, label=_indented(visit, row)) for row in bodies(db)
            ],
        ),
        Filter(
            name="state", label=t("search.state"),
            choices=[Choice(value=one, label=t(f"state.{one}")) for one in _STATES],
        ),
        Filter(
            name="year", label=t("search.year"),
            choices=[Choice(value=str(one), label=t("search.fiscal_year", year=one))
                     for one in range(year + 1, year - 30, -1)],
        ),
        Filter(
            name="sector", label=t("search.sector"),
            choices=[Choice(value=row.id, label=visit.name(row.name_ja, row.name_en))
                     for row in sectors],
        ),
    ]  # fmt: skip
