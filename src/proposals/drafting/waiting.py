"""Requests that wait for a person: drafts to finish, what to look through, views to reconcile."""

from proposals.drafting import queries
from proposals.drafting.naming import title
from proposals.models import Request
from proposals.queries import Seen, relate
from proposals.stages import State
from web.visit import Visit
from web.waiting import Waiting


def waiting(visit: Visit) -> list[Waiting]:
    """What this person has to do about requests, the longest waiting first."""
    if visit.actor is None:
        return []
    return [
        *(_of(visit, draft, _unfinished(visit, draft)) for draft in queries.own_drafts(visit.work)),
        *(
            _of(visit, one, "waiting.triage")
            for one in queries.in_state(visit.work, State.TRIAGE)
            if relate(visit.work, one).relation.secretary
        ),
        *(
            _of(visit, one, "waiting.reconcile")
            for one in queries.in_state(visit.work, State.RECONCILING)
            if _reconciles(relate(visit.work, one))
        ),
    ]


def _unfinished(visit: Visit, draft: Request) -> str:
    changes = queries.story(visit.work.db, draft.id)
    return "waiting.returned" if changes else "waiting.finish_draft"


def _reconciles(seen: Seen) -> bool:
    return seen.relation.requester or seen.relation.presides


def _of(visit: Visit, request: Request, what: str) -> Waiting:
    return Waiting(
        what=visit.t(what), title=title(visit, request), link=f"/requests/{request.id}"
    )
