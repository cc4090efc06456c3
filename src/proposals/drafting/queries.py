"""Requests and their versions as an actor may find them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, col, func, select

from committees.queries import descent
from foundation.actor import Actor, Kind, Office
from foundation.errors import NotFound
from foundation.reading import asked_once
from foundation.work import Work
from proposals import authorship
from proposals.models import (
    Ballot,
    Consultation,
    PointReply,
    Request,
    StateChange,
    Version,
)
from proposals.queries import Seen, seen
from proposals.rules import HIDDEN_FROM_MEMBERS, NOT_HIDDEN, releases_apart
from proposals.stages import ENDS, State

PAGE = 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Narrowing:
    """What a list is narrowed by; `q` is looked for in both titles."""

    body_id: str | None = None
    state: str | None = None
    kind: str | None = None
    mine: bool = False
    q: str = ""


def visible(actor: Actor) -> ColumnElement[bool]:
    """`rules.may_see` as a condition on the rows of `Request`."""
    own = authorship.asked_by(actor)
    if actor.kind in (Kind.METI, Kind.OFFICIAL):
        return own
    others = or_(col(Request.number).is_not(None), _in_triage_of(actor))
    if releases_apart(actor):
        others = and_(others, col(Request.anonymity) == NOT_HIDDEN)
    return or_(own, others)


def _in_triage_of(actor: Actor) -> ColumnElement[bool]:
    triage = col(Request.state) == State.TRIAGE.value
    if actor.holds(Office.ANONYMITY_OFFICER) and not actor.is_secondee:
        return triage
    if actor.holds(Office.SECRETARY):
        return and_(triage, col(Request.anonymity) != HIDDEN_FROM_MEMBERS)
    return false()


def listed(
    work: Work, narrowing: Narrowing, after: str | None = None, limit: int = PAGE
) -> tuple[list[Request], str | None]:
    """Requests by newest change, and the cursor of the next page (None on the last one)."""
    wanted = [visible(work.actor), *_narrowed(work, narrowing)]
    if after:
        wanted.append(_older_than(after))
    rows = work.db.exec(
        select(Request)
        .where(*wanted)
        .order_by(col(Request.changed_at).desc(), col(Request.id).desc())
        .limit(limit + 1)
    ).all()
    page = list(rows[:limit])
    return page, cursor(page[-1]) if len(rows) > limit else None


def cursor(request: Request) -> str:
    """The place of a request in a list: microseconds since 1970 and its id."""
    return f"{(request.changed_at - _EPOCH) // timedelta(microseconds=1)}-{request.id}"


def _older_than(after: str) -> ColumnElement[bool]:
    microseconds, _, request_id = after.partition("-")
    moment = _EPOCH + timedelta(microseconds=int(microseconds))
    changed = col(Request.changed_at)
    return or_(changed < moment, and_(changed == moment, col(Request.id) < request_id))


def _narrowed(work: Work, narrowing: Narrowing) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if narrowing.body_id:
        wanted.append(col(Request.body_id).in_(descent(work.db, narrowing.body_id)))
    if narrowing.state:
        wanted.append(col(Request.state) == narrowing.state)
    if narrowing.kind:
        wanted.append(col(Request.kind) == narrowing.kind)
    if narrowing.mine:
        wanted.append(authorship.asked_by(work.actor))
    if narrowing.q:
        sought = narrowing.q.lower()
        wanted.append(
            or_(
                *(
                    func.lower(title).contains(sought, autoescape=True)
                    for title in (col(Request.title_ja), col(Request.title_en))
                ),
                func.lower(Request.number).contains(sought, autoescape=True),
            )
        )
    return wanted


def recent(work: Work, limit: int = 5) -> list[Request]:
    """The requests on which something was done last."""
    return listed(work, Narrowing(), limit=limit)[0]


def of_body(work: Work, body_id: str, limit: int = PAGE) -> list[Request]:
    """Requests of a body and of the bodies beneath it, newest change first."""
    return listed(work, Narrowing(body_id=body_id), limit=limit)[0]


def own_drafts(work: Work) -> list[Request]:
    """Drafts of the actor's company, or of the actor where there is no company."""
    rows = select(Request).where(
        authorship.asked_by(work.actor), Request.state == State.DRAFT.value
    )
    return list(work.db.exec(rows.order_by(col(Request.changed_at), Request.id)).all())


def in_state(work: Work, state: State) -> list[Request]:
    """Visible requests of a state, the longest waiting first."""
    rows = select(Request).where(visible(work.actor), Request.state == state.value)
    return list(work.db.exec(rows.order_by(col(Request.changed_at), Request.id)).all())


def ending(work: Work, body_ids: Collection[str], limit: int) -> list[Request]:
    """Visible requests of these bodies of which a round or a ballot that decides is open, the first
    to end first."""
    open_round = and_(
        col(Consultation.request_id) == col(Request.id), col(Consultation.closed_at).is_(None)
    )
    open_ballot = and_(
        col(Ballot.request_id) == col(Request.id), col(Ballot.closed_at).is_(None),
        col(Ballot.advisory).is_(False),
    )
    found: list[tuple[datetime, Request]] = []
    for state, closes_at, is_open in (
        (State.CONSULTATION, col(Consultation.closes_at), open_round),
        (State.BALLOT, col(Ballot.closes_at), open_ballot),
    ):
        rows = work.db.exec(
            select(closes_at, Request)
            .join(Request, is_open)
            .where(
                visible(work.actor), Request.state == state.value,
                col(Request.body_id).in_(body_ids),
            )
            .order_by(closes_at, col(Request.changed_at), Request.id)
            .limit(limit)
        )
        found += [(due, request) for due, request in rows]
    found.sort(key=lambda one: one[0])
    return list({request.id: request for _, request in found}.values())[:limit]


def earlier_choices(work: Work) -> list[Request]:
    """Numbered requests a new one may go back to, newest number first."""
    rows = select(Request).where(visible(work.actor), col(Request.number).is_not(None))
    return list(work.db.exec(rows.order_by(col(Request.number).desc()).limit(500)).all())


def merge_targets(work: Work, request: Request) -> list[Request]:
    """Requests of any body into which this one could go."""
    rows = select(Request).where(
        visible(work.actor),
        Request.id != request.id,
        col(Request.state).not_in([State.DRAFT.value, *(state.value for state in ENDS)]),
    )
    newest = rows.order_by(col(Request.changed_at).desc(), Request.id).limit(200)
    return list(work.db.exec(newest).all())


def linked(work: Work, request_id: str | None) -> Seen | None:
    """The request a link leads to, None where this reader may not see it."""
    try:
        return seen(work, request_id) if request_id else None
    except NotFound:
        return None


@asked_once
def later(work: Work, request: Request) -> list[Request]:
    """Visible requests that go back to this one."""
    rows = select(Request).where(visible(work.actor), Request.earlier_id == request.id)
    return list(work.db.exec(rows.order_by(col(Request.created_at), Request.id)).all())


def merged_here(work: Work, request: Request) -> list[Request]:
    """Visible requests that were merged into this one."""
    rows = select(Request).where(visible(work.actor), Request.merged_into_id == request.id)
    return list(work.db.exec(rows.order_by(col(Request.created_at), Request.id)).all())


def versions(db: Session, seen: Seen) -> list[Version]:
    """The versions this reader may read, the newest first: those before the one that was
    submitted are the asking company's own."""
    request = seen.request
    rows = select(Version).where(Version.request_id == request.id)
    if not seen.relation.requester:
        rows = rows.where(Version.number >= (request.shared_from or request.latest))
    return list(db.exec(rows.order_by(col(Version.number).desc())).all())


def story(db: Session, request_id: str) -> list[StateChange]:
    """The moves a request has made, the newest first."""
    rows = select(StateChange).where(StateChange.request_id == request_id)
    newest = rows.order_by(col(StateChange.at).desc(), col(StateChange.id).desc())
    return list(db.exec(newest).all())


def replies(db: Session, request_id: str) -> list[PointReply]:
    """The ministry's answers, by point."""
    rows = select(PointReply).where(PointReply.request_id == request_id)
    return list(db.exec(rows.order_by(col(PointReply.point))).all())


def numbers_of_year(db: Session, fiscal_year: int) -> list[str]:
    """All numbers given in a fiscal year."""
    return [
        number
        for number in db.exec(
            select(Request.number).where(
                Request.fiscal_year == fiscal_year, col(Request.number).is_not(None)
            )
        )
        if number
    ]
