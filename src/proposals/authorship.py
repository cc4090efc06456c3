"""Who asks. The only module that reads the link between a request and its company.

Its own people are told without further ado; anybody else's look needs the anonymity officer's
office and is written down with its reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from foundation.actor import Actor, Office
from foundation.errors import require
from foundation.reading import asked_once, know
from foundation.verdict import YES, no
from foundation.work import Work
from identity.models import Company
from proposals.models import Authorship, IdentityLook, Request, Version
from proposals.rules import NOT_HIDDEN, Relation, may_know_requester, releases_apart


@dataclass(frozen=True)
class Shown:
    """Who wrote something, as far as a reader may know: nobody's id where that is hidden.

    `requester` is true for the side that asks, whether it is named or not.
    """

    company_id: str | None
    person_id: str | None
    requester: bool


def write(work: Work, request_id: str, version_id: str) -> None:
    """Note who wrote a version, apart from the version."""
    work.db.add(
        Authorship(
            version_id=version_id,
            request_id=request_id,
            company_id=work.actor.company_id,
            person_id=work.actor.id,
        )
    )


def is_requester(db: Session, request_id: str, actor: Actor) -> bool:
    """Whether this person speaks for the company that asks (or wrote it without a company)."""
    first = _first(db, request_id)
    return first is not None and _is_own(first, actor)


def asked_by(actor: Actor) -> ColumnElement[bool]:
    """`is_requester` as a condition on the rows of `Request`, for queries over many."""
    mine = (
        col(Authorship.company_id) == actor.company_id
        if actor.company_id
        else col(Authorship.company_id).is_(None) & (col(Authorship.person_id) == actor.id)
    )
    first = (
        select(Authorship.request_id)
        .join(Version, col(Version.id) == Authorship.version_id)
        .where(Version.number == 1, mine)
    )
    return col(Request.id).in_(first)


def own_among(db: Session, requests: Iterable[Request], actor: Actor) -> set[str]:
    """Ids of those of the requests that this person's company asked."""
    ids = [request.id for request in requests]
    return set(db.exec(select(Request.id).where(col(Request.id).in_(ids), asked_by(actor))).all())


def writers(db: Session, request_id: str) -> set[str]:
    """Ids of the people who wrote for whoever asks: those to be told how it goes on. For
    delivering a message only."""
    first = _first(db, request_id)
    if first is None:
        return set()
    rows = db.exec(select(Authorship).where(Authorship.request_id == request_id)).all()
    return {row.person_id for row in rows if _same_side(row, first)}


def shown_authors(db: Session, request: Request, actor: Actor) -> dict[str, Shown]:
    """Who wrote each version, by version id, as far as this reader may know."""
    first = _first(db, request.id)
    assert first is not None, "a request always has a first version"
    hidden = _is_hidden(first, request.anonymity, actor)
    rows = db.exec(select(Authorship).where(Authorship.request_id == request.id)).all()
    return {row.version_id: _shown(row, first, hidden=hidden) for row in rows}


def shown_requesters(db: Session, requests: Iterable[Request], actor: Actor) -> dict[str, Shown]:
    """Who asks, by request id, as far as this reader may know."""
    anonymity = {request.id: request.anonymity for request in requests}
    rows = db.exec(
        select(Authorship)
        .join(Version, col(Version.id) == Authorship.version_id)
        .where(col(Authorship.request_id).in_(list(anonymity)), Version.number == 1)
    )
    return {
        row.request_id: _shown(
            row, row, hidden=_is_hidden(row, anonymity[row.request_id], actor)
        )
        for row in rows
    }  # fmt: skip


def look(work: Work, request: Request, reason: str) -> tuple[str | None, str]:
    """Company id and person id behind a request, for the anonymity officer; the look is kept.

    Raises Refused for anybody else, secondees of member companies included.
    """
    officer = work.actor.holds(Office.ANONYMITY_OFFICER) and not work.actor.is_secondee
    require(YES if officer else no("anonymity.officer_only"))
    first = _first(work.db, request.id)
    assert first is not None, "a request always has a first version"
    work.db.add(
        IdentityLook(
            id=work.id("look"),
            request_id=request.id,
            person_id=work.actor.id,
            reason=reason,
            at=work.now,
        )
    )
    work.record("looked_behind", ("request", request.id), after={"reason": reason})
    return first.company_id, first.person_id


def looked_at(
    db: Session, request_id: str, actor: Actor, since: datetime
) -> tuple[str | None, str] | None:
    """What this officer's last `look` told, if it is no older than `since`; None otherwise, so
    that seeing it again takes another look with its own reason."""
    looked = db.exec(
        select(IdentityLook.id).where(
            IdentityLook.request_id == request_id,
            IdentityLook.person_id == actor.id,
            IdentityLook.at >= since,
        )
    ).first()
    first = _first(db, request_id) if looked else None
    return (first.company_id, first.person_id) if first else None


def company_for_machine(db: Session, request_id: str) -> str | None:
    """The asking company's id, for the anonymizer and for delivering an answer. No page, letter
    or message may show what this returns."""
    first = _first(db, request_id)
    return first.company_id if first else None


def sector_told_to_all(db: Session, request: Request) -> str | None:
    """The asking company's sector where it asks under its own name, None elsewhere."""
    first = _first(db, request.id)
    if first is None or first.company_id is None or request.anonymity != NOT_HIDDEN:
        return None
    return db.get_one(Company, first.company_id).sector_id


def earlier_texts_for_machine(
    db: Session, request_id: str, most: int
) -> dict[str, list[tuple[str, str]]]:
    """What companies wrote before, without this request: by company id pairs of version id and
    text, the newest `most` of each. For comparing styles only; no page, letter or message may show
    whose they are."""
    rows = db.exec(
        select(Authorship.company_id, Version)
        .join(Version, col(Version.id) == Authorship.version_id)
        .join(Request, col(Request.id) == Version.request_id)
        .where(
            col(Version.number) == Request.latest, col(Authorship.company_id).is_not(None),
            col(Request.id) != request_id, col(Request.number).is_not(None),
        )
        .order_by(col(Version.created_at).desc(), Version.id)
    ).all()
    found: dict[str, list[tuple[str, str]]] = {}
    for company_id, version in rows:
        texts = found.setdefault(str(company_id), [])
        if len(texts) < most:
            texts.append((version.id, "\n".join(version.sections.values())))
    return found


def ready(db: Session, request_ids: Iterable[str]) -> None:
    """Read in one query who wrote each of many requests, of which it will be asked one by one."""
    ids = list(request_ids)
    rows = db.exec(
        select(Authorship)
        .join(Version, col(Version.id) == Authorship.version_id)
        .where(col(Authorship.request_id).in_(ids), Version.number == 1)
    )
    nobody: dict[str, Authorship | None] = dict.fromkeys(ids)
    know(db, _first, nobody | {row.request_id: row for row in rows})


@asked_once
def _first(db: Session, request_id: str) -> Authorship | None:
    return db.exec(
        select(Authorship)
        .join(Version, Version.id == Authorship.version_id)  # type: ignore[arg-type]
        .where(Authorship.request_id == request_id)
        .order_by(Version.number)  # type: ignore[arg-type]
        .limit(1)
    ).first()


def _is_hidden(first: Authorship, anonymity: str, actor: Actor) -> bool:
    own = _is_own(first, actor)
    apart = releases_apart(actor) and anonymity != NOT_HIDDEN and not own
    return not may_know_requester(Relation(requester=own, apart=apart), anonymity)


def _is_own(first: Authorship, actor: Actor) -> bool:
    if first.company_id is None:
        return first.person_id == actor.id
    return first.company_id == actor.company_id


def _same_side(row: Authorship, first: Authorship) -> bool:
    if first.company_id is None:
        return row.person_id == first.person_id
    return row.company_id == first.company_id


def _shown(row: Authorship, first: Authorship, *, hidden: bool) -> Shown:
    requester = _same_side(row, first)
    if hidden and requester:
        return Shown(None, None, requester)
    return Shown(row.company_id, row.person_id, requester)
