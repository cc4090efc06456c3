"""The law as requests touch it, as far as an actor may see the requests."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from foundation.errors import NotFound
from foundation.work import Work
from legislation import Provision
from legislation.citations import provisions
from legislation.provision import NoProvision
from proposals.drafting.queries import visible
from proposals.models import PointReply, Request, Version
from proposals.provisions.kinds import AMENDS, OPEN_TO_CHANGE
from proposals.provisions.models import (
    ChangeAnswer,
    CitedProvision,
    Correlation,
    ProvisionChange,
)
from proposals.provisions.rules import touches
from proposals.stages import State

# So many citations are compared, however many requests there have been on a provision.
_RANKED = 500


@dataclass(frozen=True)
class Touching:
    """A request and what of a provision its newest version cites."""

    request: Request
    cited: tuple[Provision, ...]


def provision(key: str) -> Provision:
    """The provision of a normal form. Raises NotFound for what is none."""
    try:
        return Provision(key)
    except NoProvision:
        raise NotFound from None


def _newest(work: Work) -> tuple[ColumnElement[bool], ...]:
    """Citations of the newest versions of requests this actor may see."""
    return (
        col(CitedProvision.version_id) == col(Version.id),
        col(Version.request_id) == col(Request.id),
        col(Version.number) == col(Request.latest),
        visible(work.actor),
    )


def _within(provision: Provision) -> ColumnElement[bool]:
    """Citations of a provision or of a part of it."""
    separator = "." if provision.is_eu else ":"
    key = col(CitedProvision.key)
    return or_(
        key == provision.key, key.startswith(provision.key + separator, autoescape=True)
    )


def _above_or_within(provision: Provision) -> ColumnElement[bool]:
    above = [one.key for one in provision.lineage]
    return or_(col(CitedProvision.key).in_(above), _within(provision))


def counts(work: Work) -> Counter[Provision]:
    """How many requests touch each provision that one of them cites, and all above it."""
    rows = work.db.exec(
        select(Request.id, CitedProvision.key).where(*_newest(work))
    ).all()
    touched = {
        (request_id, above) for request_id, key in rows for above in Provision(key).lineage
    }
    return Counter(one for _, one in touched)


def touching(work: Work, wanted: Provision) -> list[Touching]:
    """Requests that cite a provision or a part of it, newest number first."""
    return _gathered(work, _within(wanted))


def _gathered(work: Work, *conditions: ColumnElement[bool]) -> list[Touching]:
    rows = work.db.exec(
        select(Request, CitedProvision.key)
        .where(*_newest(work), *conditions)
        .order_by(
            col(Request.fiscal_year).desc(), col(Request.number).desc(), Request.id,
            CitedProvision.key,
        )
    ).all()
    requests: dict[str, Request] = {}
    cited: dict[str, list[Provision]] = {}
    for request, key in rows:
        requests[request.id] = request
        cited.setdefault(request.id, []).append(Provision(key))
    return [Touching(request, tuple(cited[id])) for id, request in requests.items()]


def cited_by(db: Session, version: Version) -> list[CitedProvision]:
    """What a version cites, in the order it stands there."""
    rows = select(CitedProvision).where(CitedProvision.version_id == version.id)
    return list(db.exec(rows.order_by(CitedProvision.place, CitedProvision.id)).all())


@dataclass(frozen=True)
class Amendment:
    """What the ministry said it amends, in its answer to a point of a request."""

    request: Request
    reply: PointReply
    provisions: tuple[Provision, ...]


def amendments(work: Work, wanted: Provision) -> list[Amendment]:
    """Amendments of a provision, of its parts and of what it is a part of that came from requests
    this actor may see: the latest day first, those without one before them."""
    rows = work.db.exec(
        select(Request, PointReply)
        .join(PointReply, col(PointReply.request_id) == Request.id)
        .where(
            visible(work.actor), PointReply.provision != "",
            col(PointReply.outcome).in_(sorted(AMENDS)),
        )
        .order_by(col(PointReply.replied_day).desc(), Request.id, col(PointReply.point))
    ).all()
    found = (Amendment(request, reply, named_provisions(reply.provision))
             for request, reply in rows)  # fmt: skip
    fitting = [one for one in found if any(touches(named, wanted) for named in one.provisions)]
    return sorted(fitting, key=lambda one: one.reply.effective_day or date.max, reverse=True)


@lru_cache(maxsize=4096)
def named_provisions(named: str) -> tuple[Provision, ...]:
    """The provisions that stand in the ministry's words for what it amends."""
    return tuple(provisions(named, field=True))


def correlations(db: Session, wanted: Provision) -> list[Correlation]:
    """Entries of the correlation table for a provision and its parts, on either side."""
    separator = "." if wanted.is_eu else ":"
    column = col(Correlation.european if wanted.is_eu else Correlation.japanese)
    found = select(Correlation).where(
        or_(column == wanted.key, column.startswith(wanted.key + separator, autoescape=True))
    )
    return list(db.exec(found.order_by(Correlation.japanese, Correlation.european)).all())


def all_correlations(db: Session) -> list[Correlation]:
    rows = select(Correlation).order_by(Correlation.japanese, Correlation.european)
    return list(db.exec(rows).all())


def correlation(db: Session, correlation_id: str) -> Correlation:
    """One entry. Raises NotFound."""
    row = db.get(Correlation, correlation_id)
    if row is None:
        raise NotFound
    return row


def correlation_of(
    db: Session, japanese: Provision, european: Provision
) -> Correlation | None:
    """The entry of two provisions."""
    return db.exec(
        select(Correlation).where(
            Correlation.japanese == japanese.key, Correlation.european == european.key
        )
    ).first()


def changes(db: Session, wanted: Provision) -> list[ProvisionChange]:
    """Changes of a provision, of its parts and of what it is a part of, newest first."""
    rows = db.exec(
        select(ProvisionChange).order_by(
            col(ProvisionChange.in_force).desc(), col(ProvisionChange.created_at).desc()
        )
    ).all()
    return [row for row in rows if touches(Provision(row.key), wanted)]


def change(db: Session, change_id: str) -> ProvisionChange:
    """One change. Raises NotFound."""
    row = db.get(ProvisionChange, change_id)
    if row is None:
        raise NotFound
    return row


def answers(db: Session, change_ids: Iterable[str]) -> dict[tuple[str, str], ChangeAnswer]:
    """What the secretariat judged, by change and request."""
    rows = db.exec(select(ChangeAnswer).where(col(ChangeAnswer.change_id).in_(list(change_ids))))
    return {(row.change_id, row.request_id): row for row in rows}


def concerned(work: Work, changed: ProvisionChange) -> list[Touching]:
    """Requests before the ministry, or answered, that a change of the law may be the answer to."""
    return _gathered(
        work,
        _above_or_within(Provision(changed.key)),
        col(Request.state).in_([state.value for state in OPEN_TO_CHANGE]),
        col(Request.created_at) <= changed.created_at,
    )


def judged_of(db: Session, request_id: str) -> list[tuple[ChangeAnswer, ProvisionChange]]:
    """Changes of the law that were judged to answer a request, or not, the newest first."""
    rows = db.exec(
        select(ChangeAnswer, ProvisionChange)
        .where(
            ChangeAnswer.request_id == request_id,
            ChangeAnswer.change_id == ProvisionChange.id,
        )
        .order_by(col(ProvisionChange.in_force).desc(), ChangeAnswer.id)
    ).all()
    return [(answer, changed) for answer, changed in rows]


def unjudged(work: Work) -> list[tuple[ProvisionChange, int]]:
    """Changes with requests that nobody has judged yet, and how many those are."""
    rows = work.db.exec(
        select(ProvisionChange).order_by(col(ProvisionChange.in_force), ProvisionChange.id)
    ).all()
    known = answers(work.db, [row.id for row in rows])
    waiting = []
    for row in rows:
        left = [one for one in concerned(work, row) if (row.id, one.request.id) not in known]
        if left:
            waiting.append((row, len(left)))
    return waiting


def earlier_on(
    work: Work, cited: Iterable[Provision], not_this: str, most: int,
    *conditions: ColumnElement[bool],
) -> list[Touching]:
    """The first `most` requests of before on the same provisions, those that share the narrowest
    one first, then the newest number.

    Sharing an instrument alone is no kinship: everybody cites the act. The newest citations alone
    are ranked.
    """
    narrow = [one for one in cited if one.is_eu or one.steps]
    if not narrow:
        return []
    on_them = or_(*map(_above_or_within, narrow))
    citing = work.db.exec(
        select(Request.id, CitedProvision.key)
        .where(
            *_newest(work), on_them, Request.id != not_this,
            Request.state != State.DRAFT.value, *conditions,
        )
        .order_by(col(Request.fiscal_year).desc(), col(Request.number).desc(), Request.id)
        .limit(_RANKED)
    ).all()
    depth: dict[str, int] = {}
    for request_id, key in citing:
        shared = max(_shared_depth(key, one.key) for one in narrow)
        depth[request_id] = max(shared, depth.get(request_id, 0))
    kin = sorted((one for one in depth if depth[one]), key=lambda one: -depth[one])[:most]
    if not kin:
        return []
    found = {one.request.id: one for one in _gathered(work, on_them, col(Request.id).in_(kin))}
    return [found[one] for one in kin]


@lru_cache(maxsize=8192)
def _shared_depth(one: str, other: str) -> int:
    """How many steps below the instrument (below the category, of EU numbers) both share."""
    first = Provision(one)
    shared = set(first.lineage) & set(Provision(other).lineage)
    return len(shared) - (0 if first.is_eu else 1)


def newest_replies(db: Session, request_ids: Iterable[str]) -> dict[str, list[PointReply]]:
    """METI's answers by request, point by point."""
    ids = list(request_ids)
    if not ids:
        return {}
    rows = db.exec(
        select(PointReply)
        .where(col(PointReply.request_id).in_(ids))
        .order_by(PointReply.request_id, col(PointReply.point))
    )
    found: dict[str, list[PointReply]] = {}
    for row in rows:
        found.setdefault(row.request_id, []).append(row)
    return found
