"""What requests, comments and rounds can be filtered by in the search, as far as all who find them
may know."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from committees.models import Body
from committees.queries import bodies, lineage
from foundation.dates import day_in_japan, fiscal_year
from foundation.work import Work
from identity.models import Sector
from proposals import authorship
from proposals.deliberation.kinds import CommentKind
from proposals.drafting.classification import RequestKind
from proposals.models import Comment, Request
from proposals.rounds.models import Round
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
        *_bodies(db, request.body_id),
    }  # fmt: skip
    sector = authorship.sector_told_to_all(db, request)
    return found | ({f"sector:{sector}"} if sector else set())


def comment_facets(db: Session, request: Request, row: Comment) -> set[str]:
    """Its kind, and of its request the kind, the year and the bodies: nothing that the request's
    moves change. Its month, too, unless a hidden company wrote it, whose days are not told."""
    found = {
        f"comment:{row.kind}", f"of:{request.kind}", f"year:{request.fiscal_year}",
        *_bodies(db, request.body_id),
    }  # fmt: skip
    return found if row.as_requester else found | {f"month:{_month(row.created_at)}"}


def round_facets(db: Session, row: Round) -> set[str]:
    """The bodies it was sent to and the one that asks, and the month it opened in."""
    opened = row.opens_at or row.created_at
    bodies_of = {facet for body in {*row.bodies, row.body_id} for facet in _bodies(db, body)}
    year = fiscal_year(day_in_japan(opened))
    return bodies_of | {f"month:{_month(opened)}", f"year:{year}"}


def _bodies(db: Session, body_id: str) -> set[str]:
    return {f"body:{above}" for above in lineage(db, body_id)}


def _month(at: datetime) -> str:
    """The month in Japan."""
    return day_in_japan(at).isoformat()[:7]


def refile(work: Work, request: Request) -> None:
    """File what is found of a request under what it is now."""
    if request.number is None:
        return
    wanted = facets(work.db, request)
    index.file_under(work, request.id, wanted)
    index.file_under(work, f"answers/{request.id}", wanted)


def refile_all(work: Work) -> None:
    """The same for every request, comment and round that can be found."""
    db = work.db
    requests = db.exec(select(Request).where(col(Request.number).is_not(None))).all()
    for request in requests:
        refile(work, request)
    by_id = {request.id: request for request in requests}
    for row in db.exec(select(Comment)).all():
        if row.request_id in by_id:
            wanted = comment_facets(db, by_id[row.request_id], row)
            index.file_under(work, row.id, wanted)
    for asked in db.exec(select(Round)).all():
        index.file_under(work, asked.id, round_facets(db, asked))


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
        Filter(
            name="comment", label=t("search.comment"),
            choices=[Choice(value=one, label=t(f"comment.kind.{one}")) for one in CommentKind],
        ),
        Filter(
            name="month", label=t("search.month"),
            choices=[Choice(value=one, label=t("search.of_month", year=one[:4], month=one[5:]))
                     for one in _months(day_in_japan(visit.work.now))],
        ),
    ]  # fmt: skip


def _months(today: date) -> list[str]:
    """The last three years, the newest month first."""
    last = today.year * 12 + today.month - 1
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(last, last - 36, -1)]
