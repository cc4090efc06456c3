"""Who asks. The only module that reads the link between a request and its company.

Its own people are told without further ado; anybody else's look needs the anonymity officer's
office and is written down with its reason.
"""

from sqlmodel import Session, select

from foundation.actor import Actor, Office
from foundation.errors import require
from foundation.verdict import YES, no
from foundation.work import Work
from proposals.models import Authorship, IdentityLook, Request, Version
from proposals.rules import HIDDEN_FROM_MEMBERS


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
    if first is None:
        return False
    if first.company_id is None:
        return first.person_id == actor.id
    return first.company_id == actor.company_id


def own_requests(db: Session, actor: Actor) -> set[str]:
    """Ids of the requests this person's company asked."""
    mine = (
        Authorship.company_id == actor.company_id
        if actor.company_id
        else Authorship.person_id == actor.id
    )
    ids = set(db.exec(select(Authorship.request_id).where(mine)).all())
    return {request_id for request_id in ids if is_requester(db, request_id, actor)}


def shown_company(db: Session, request: Request, actor: Actor) -> str | None:
    """The asking company's id where this reader may be shown it, else None."""
    first = _first(db, request.id)
    if first is None or first.company_id is None:
        return None
    if request.anonymity == HIDDEN_FROM_MEMBERS and not is_requester(db, request.id, actor):
        return None
    return first.company_id


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


def company_for_machine(db: Session, request_id: str) -> str | None:
    """The asking company's id, for the anonymizer and for delivering an answer. No page, letter
    or message may show what this returns."""
    first = _first(db, request_id)
    return first.company_id if first else None


def _first(db: Session, request_id: str) -> Authorship | None:
    return db.exec(
        select(Authorship)
        .join(Version, Version.id == Authorship.version_id)  # type: ignore[arg-type]
        .where(Authorship.request_id == request_id)
        .order_by(Version.number)  # type: ignore[arg-type]
        .limit(1)
    ).first()
