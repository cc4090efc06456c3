"""What was asked, said and decided on a request, as an actor may find it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from sqlmodel import Session, col, or_, select

from committees.consensus_rules.terms import Terms, terms_of
from committees.models import Seat
from committees.queries import in_force
from foundation.dates import day_in_japan
from foundation.errors import NotFound
from foundation.reading import asked_once, know
from foundation.verdict import Verdict
from foundation.work import Work
from proposals import authorship, lateness
from proposals.blocks import Blocks
from proposals.certificates.calling import newest_call
from proposals.certificates.rules import window_open
from proposals.deliberation import rules
from proposals.deliberation.anchors import Layout, layout
from proposals.deliberation.kinds import Visibility
from proposals.deliberation.models import ObjectionEvent
from proposals.deliberation.rules import Matter, Party
from proposals.deliberation.stages import LIVE, ObjectionKind, ObjectionState
from proposals.hosts import queries as host_bodies
from proposals.models import (
    Comment,
    Consultation,
    MinorityOpinion,
    Objection,
    Position,
    Request,
    Version,
)
from proposals.queries import Seen, records
from proposals.queries import objections as objections  # with the others, for all who deliberate
from proposals.stages import DISCUSSED, State

Row = TypeVar("Row", Objection, Position)


@asked_once
def party_of(work: Work, seen: Seen, newest: Consultation | None) -> Party:
    """What the actor is to the deliberation of a request they see."""
    actor = work.actor
    return rules.party(
        actor, seen.relation, seen.state, seen.lineage,
        seated=_seated(work, seen.lineage),
        asked=newest is not None and actor.company_id in newest.company_ids,
    )  # fmt: skip


@asked_once
def _seated(work: Work, lineage: tuple[str, ...]) -> bool:
    actor = work.actor
    if actor.company_id is None:
        return False
    seat = select(Seat.id).where(
        Seat.company_id == actor.company_id,
        col(Seat.body_id).in_(lineage),
        in_force(Seat, day_in_japan(work.now)),
    )
    return work.db.exec(seat.limit(1)).first() is not None


def ready(db: Session, requests: Iterable[Request]) -> None:
    """Read in a few queries what will be asked of each of many requests, one by one: who asks and
    hosts it, its newest round, its objections and the newest word of each company."""
    ids = [request.id for request in requests]
    authorship.ready(db, ids)
    host_bodies.ready(db, ids)
    rounds = select(Consultation).where(col(Consultation.request_id).in_(ids))
    # Of several the last one read stays: the order is that of `newest_round`, turned round.
    newest_last = rounds.order_by(col(Consultation.opens_at), col(Consultation.id).desc())
    nothing: dict[str, Consultation | None] = dict.fromkeys(ids)
    know(db, newest_round, nothing | {row.request_id: row for row in db.exec(newest_last)})
    objected = select(Objection).where(col(Objection.request_id).in_(ids))
    know(db, objections, _grouped(
        ids, db.exec(objected.order_by(col(Objection.created_at), Objection.id))
    ))  # fmt: skip
    said_last = select(Position).where(
        col(Position.request_id).in_(ids), col(Position.stands).is_(True)
    )
    know(db, standing, _grouped(ids, db.exec(said_last.order_by(Position.company_id))))


def _grouped(ids: Iterable[str], rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {one: [] for one in ids}
    for row in rows:
        found[row.request_id].append(row)
    return found


@asked_once
def newest_round(db: Session, request_id: str) -> Consultation | None:
    """The round that was opened last, open or closed."""
    rounds = select(Consultation).where(Consultation.request_id == request_id)
    return db.exec(rounds.order_by(col(Consultation.opens_at).desc(), Consultation.id)).first()


def overdue(db: Session, now: datetime) -> list[Consultation]:
    """Open rounds whose time is over, the first to end first."""
    rounds = select(Consultation).where(
        col(Consultation.closed_at).is_(None), col(Consultation.closes_at) < now
    )
    return list(db.exec(rounds.order_by(col(Consultation.closes_at), Consultation.id)).all())


def versions(db: Session, request: Request, numbers: Iterable[int]) -> list[Version]:
    """The versions of these numbers."""
    rows = select(Version).where(
        Version.request_id == request.id, col(Version.number).in_(list(numbers))
    )
    return list(db.exec(rows).all())


@dataclass(frozen=True)
class _Stored:
    """The blocks of a version as a key: known by their hash, told apart by what they are."""

    version_id: str
    blocks: Any = field(hash=False)


@lru_cache(maxsize=1024)
def _layout(stored: _Stored) -> Layout:
    return layout(Blocks.from_json(stored.blocks))


def lies(row: Version) -> Layout:
    """How a version lies, as anchors see it: versions never change."""
    return _layout(_Stored(row.id, row.blocks))


@asked_once
def said(db: Session, request_id: str) -> list[tuple[Comment, Comment]]:
    """Every comment on a request with the root of its thread, the first first: for `comments`, and
    where the threads of those that may be read are asked for."""
    rows = db.exec(
        select(Comment)
        .where(Comment.request_id == request_id)
        .order_by(col(Comment.created_at), Comment.id)
    ).all()
    roots = roots_of(rows)
    return [(row, roots[row.id]) for row in rows]


def comments(work: Work, seen: Seen, who: Party) -> list[Comment]:
    """The comments this actor may read, the first first. A thread is read as its root is."""
    return [
        row for row, root in said(work.db, seen.request.id)
        if _may_read(who, work.actor.id, root)
    ]


def roots_of(rows: Iterable[Comment]) -> dict[str, Comment]:
    """The comment each thread began with, by the id of each comment in it."""
    by_id = {row.id: row for row in rows}
    roots: dict[str, Comment] = {}
    for row in by_id.values():
        path = [row]
        while path[-1].id not in roots and path[-1].parent_id in by_id:
            path.append(by_id[path[-1].parent_id])  # type: ignore[index]
        root = roots.get(path[-1].id, path[-1])
        roots |= {one.id: root for one in path}
    return roots


def comment(work: Work, seen: Seen, who: Party, comment_id: str) -> Comment:
    """A comment on this request that the actor may read. Raises NotFound."""
    for row in comments(work, seen, who):
        if row.id == comment_id:
            return row
    raise NotFound


def positions(db: Session, request_id: str) -> list[Position]:
    """All positions on a request, the newest first; those that no longer stand among them."""
    rows = select(Position).where(Position.request_id == request_id)
    return list(db.exec(rows.order_by(col(Position.created_at).desc(), Position.id)).all())


def counted(db: Session, request_id: str) -> list[Position]:
    """The position of each company that is counted: its newest that was not late."""
    return lateness.counted(positions(db, request_id), newest_round(db, request_id))


@asked_once
def standing(db: Session, request_id: str) -> list[Position]:
    """The newest word of each company, late or not."""
    rows = select(Position).where(
        Position.request_id == request_id, col(Position.stands).is_(True)
    )
    return list(db.exec(rows.order_by(Position.company_id)).all())


def objection(db: Session, seen: Seen, objection_id: str) -> Objection:
    """An objection to this request. Raises NotFound."""
    row = db.get(Objection, objection_id)
    if row is None or row.request_id != seen.request.id:
        raise NotFound
    return row


def window(work: Work, request_id: str) -> Verdict:
    """Whether formal objections to the newest call are still taken."""
    call = newest_call(work.db, request_id)
    made = records(work.db, request_id)
    return window_open(
        call.closes_at if call else None, made[0].confirm_until if made else None, work.now
    )


def matter(db: Session, seen: Seen, row: Objection, terms: Terms | None = None) -> Matter:
    """A concern or an objection as the rules see it."""
    terms = terms or terms_of(db, seen.lineage)[0]
    return Matter(
        holder_id=row.company_id,
        kind=ObjectionKind(row.kind),
        state=ObjectionState(row.state),
        newer=seen.request.latest > row.version,
        reopened=row.reopened,
        reopenings=terms.reopenings,
    )


def history(db: Session, objection_ids: Iterable[str]) -> list[ObjectionEvent]:
    """The steps taken with these items, those of each in their order."""
    ids = list(objection_ids)
    if not ids:
        return []
    rows = select(ObjectionEvent).where(col(ObjectionEvent.objection_id).in_(ids))
    by_place = rows.order_by(ObjectionEvent.objection_id, col(ObjectionEvent.place))
    return list(db.exec(by_place).all())


def opinions(db: Session, request_id: str) -> list[MinorityOpinion]:
    """Minority opinions in an order that tells nothing of their holders."""
    rows = select(MinorityOpinion).where(MinorityOpinion.request_id == request_id)
    return list(db.exec(rows.order_by(MinorityOpinion.id)).all())


def unsettled(db: Session) -> list[Request]:
    """Discussed requests in which somebody may have to do something: a round is open, an objection
    has not ended, or consensus is being checked. The longest unchanged first."""
    asked = select(Consultation.request_id).where(col(Consultation.closed_at).is_(None))
    objected = select(Objection.request_id).where(
        col(Objection.state).in_([one.value for one in LIVE])
    )
    rows = select(Request).where(
        col(Request.number).is_not(None),
        col(Request.state).in_([one.value for one in DISCUSSED]),
        or_(
            col(Request.id).in_(asked),
            col(Request.id).in_(objected),
            Request.state == State.CONSENSUS_CHECK.value,
        ),
    )
    return list(db.exec(rows.order_by(col(Request.changed_at), Request.id)).all())


def _may_read(who: Party, actor_id: str, root: Comment) -> bool:
    return bool(
        rules.may_read(
            who, actor_id,
            secretariat_only=root.visibility == Visibility.SECRETARIAT,
            as_requester=root.as_requester,
            company_id=root.company_id,
            person_id=root.person_id,
        )
    )  # fmt: skip
