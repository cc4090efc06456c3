"""The list of reviews: what is to be opened, what is under way."""

from proposals.models import Request
from proposals.rules import NOT_HIDDEN, releases_apart
from proposals.stages import State
from submissions import queries
from submissions.models import Review
from submissions.reviews.views import ReviewLine, ToOpen
from submissions.rules import is_officer, may_open
from submissions.stages import Gate
from web.visit import Visit

_UNDER_WAY = (Gate.REVIEWING, Gate.AWAITING_CONSENT, Gate.AWAITING_RELEASE, Gate.DEPARTING)


def to_open(visit: Visit) -> list[ToOpen]:
    """Approved requests without a review, by number."""
    return [
        ToOpen(
            request_id=request.id,
            number=request.number or "",
            title=_title(visit, request),
            anonymity=request.anonymity,
            anonymity_label=visit.t(f"anonymity.{request.anonymity}"),
            may_open=visit.may(
                may_open(
                    visit.work.actor, request.anonymity, State(request.state), opened=False
                )
            ),
        )
        for request in queries.unopened(visit.work.db)
    ]


def under_way(visit: Visit) -> list[ReviewLine]:
    """Reviews of what is still waited for, by number."""
    db = visit.work.db
    rows = [(row, queries.request_of(db, row)) for row in queries.at_gate(db, *_UNDER_WAY)]
    rows.sort(key=lambda pair: (pair[1].number or "", pair[0].id))
    return [_line(visit, row, request) for row, request in rows]


def _title(visit: Visit, request: Request) -> str:
    """As the company wrote it; for whoever releases it apart from who asks the number alone."""
    if request.anonymity != NOT_HIDDEN and releases_apart(visit.work.actor):
        return request.number or ""
    return visit.name(request.title_ja, request.title_en)


def _line(visit: Visit, row: Review, request: Request) -> ReviewLine:
    found = queries.findings(visit.work.db, row.id)
    return ReviewLine(
        id=row.id,
        number=request.number or "",
        title=_title(visit, request),
        what=visit.t("gate.what.answer" if row.question_id else "gate.what.request"),
        state=row.state,
        state_label=visit.t(f"gate.state.{row.state}"),
        undecided=sum(not one.decision for one in found),
        may_read=is_officer(visit.work.actor),
    )
