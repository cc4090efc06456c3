"""Requests as an actor may find them; outside that they are not found."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from anonymizer import Directory
from foundation.errors import NotFound
from foundation.reading import asked_once
from foundation.work import Work
from proposals import authorship
from proposals.attachments import queries as attachments
from proposals.certificates.models import Appeal, Certificate
from proposals.comment_table.models import Disposition
from proposals.deadlocks.queries import newest
from proposals.directory import identifying
from proposals.hosts.queries import hosts, joint_lineage, unsigned
from proposals.models import Ballot, Comment, ConsensusRecord, Objection, Request, Version
from proposals.rules import HIDDEN_FROM_MEMBERS, Facts, Relation, may_see, relation
from proposals.sections import NAMES, missing
from proposals.stages import State

OPEN_OBJECTION = ("open", "answered")
_CANNOT_LIVE, _CONCERN, _OPEN_APPEAL = "cannot_live", "concern", "open"


@dataclass(frozen=True)
class Seen:
    """A request with what the actor is to it."""

    request: Request
    relation: Relation
    lineage: tuple[str, ...]

    @property
    def state(self) -> State:
        return State(self.request.state)


def seen(work: Work, request_id: str) -> Seen:
    """The request, if this actor may see it.

    Raises NotFound for one that never was and for one that is hidden alike.
    """
    request = work.db.get(Request, request_id)
    if request is None:
        raise NotFound
    found = relate(work, request)
    if not may_see(found.relation, found.state, numbered=request.number is not None):
        raise NotFound
    return found


def relate(work: Work, request: Request) -> Seen:
    """What the actor is to a request already at hand."""
    above = joint_lineage(work.db, request)
    return Seen(
        request,
        relation(
            work.actor,
            above,
            requester=authorship.is_requester(work.db, request.id, work.actor),
            anonymity=request.anonymity,
        ),
        above,
    )


@asked_once
def version(db: Session, request_id: str, number: int) -> Version:
    """One version of a request. Raises NotFound."""
    row = db.exec(
        select(Version).where(Version.request_id == request_id, Version.number == number)
    ).first()
    if row is None:
        raise NotFound
    return row


@asked_once
def facts(db: Session, request: Request, directory: Directory | None = None) -> Facts:
    """What the guards ask about. The text is searched for identities only where a `directory` is
    given and the company is hidden from members."""
    latest = version(db, request.id, request.latest)
    raised = objections(db, request.id)
    record = _record(db, request, raised)
    return Facts(
        missing=missing(latest.title_ja, latest.sections),
        identity=_identity(db, request, latest, directory),
        unvouched=_unvouched(db, request, latest),
        open_concerns=sum(_is_open(row) and row.kind == _CONCERN for row in raised),
        open_objections=sum(map(_is_open, raised)),
        undisposed=_undisposed(db, request.id),
        consensus=record.outcome if record else None,
        provisional=bool(record and record.confirm_until and not record.confirmed_at),
        unsigned=_unsigned(db, request, record),
        open_appeals=_appeals(db, request.id),
        deadlock_agreed=_deadlocked(db, request),
        ballot=_ballot(db, request.id),
    )


@asked_once
def objections(db: Session, request_id: str) -> list[Objection]:
    """All objections to a request, the first first."""
    rows = select(Objection).where(Objection.request_id == request_id)
    return list(db.exec(rows.order_by(col(Objection.created_at), Objection.id)).all())


@asked_once
def records(db: Session, request_id: str) -> list[ConsensusRecord]:
    """The chair's records, the newest first."""
    rows = select(ConsensusRecord).where(ConsensusRecord.request_id == request_id)
    newest = rows.order_by(col(ConsensusRecord.created_at).desc(), ConsensusRecord.id)
    return list(db.exec(newest).all())


def _is_open(row: Objection) -> bool:
    """Whether it stands in the way: what its holder can live with never does."""
    return row.gravity == _CANNOT_LIVE and row.state in OPEN_OBJECTION


def _undisposed(db: Session, request_id: str) -> int:
    """Threads that all may read and of which it is not said what becomes of them. What was said to
    the secretariat alone is not counted: the number would tell others of it."""
    return db.exec(
        select(func.count()).select_from(Comment).where(
            Comment.request_id == request_id,
            Comment.parent_id.is_(None),  # type: ignore[union-attr]
            Comment.visibility == "committee",
            Comment.id.not_in(  # type: ignore[attr-defined]
                select(Disposition.comment_id).where(Disposition.request_id == request_id)
            ),
        )
    ).one()


def _identity(
    db: Session, request: Request, latest: Version, directory: Directory | None
) -> int:
    if directory is None or request.anonymity != HIDDEN_FROM_MEMBERS:
        return 0
    texts = texts_of(latest) | attachments.texts(db, latest)
    return len(identifying(db, request.id, texts, directory))


def _unvouched(db: Session, request: Request, latest: Version) -> int:
    if request.anonymity != HIDDEN_FROM_MEMBERS:
        return 0
    return attachments.unvouched(db, latest)


def texts_of(version: Version) -> dict[str, str]:
    """Everything of a version that is read by others, by field, in the order it is read."""
    return {
        "title_ja": version.title_ja,
        "title_en": version.title_en,
        "legal_references": "\n".join(version.legal_references),
        "summary": version.summary,
        **{name: version.sections[name] for name in NAMES if name in version.sections},
    }


def _unsigned(db: Session, request: Request, record: ConsensusRecord | None) -> int:
    """How many hosts of joint work have not signed the record."""
    if record is None or len(hosts(db, request)) == 1:
        return 0
    return len(unsigned(db, request, record.id))


def _deadlocked(db: Session, request: Request) -> bool:
    found = newest(db, request)
    return found is not None and found.agreed_at is not None


def _appeals(db: Session, request_id: str) -> int:
    return db.exec(
        select(func.count()).select_from(Appeal)
        .join(Certificate, col(Certificate.id) == Appeal.certificate_id)
        .where(Certificate.request_id == request_id, Appeal.state == _OPEN_APPEAL)
    ).one()


def _record(
    db: Session, request: Request, raised: Iterable[Objection]
) -> ConsensusRecord | None:
    """The chair's newest record, if nothing has overtaken it."""
    record = next(iter(records(db, request.id)), None)
    if record is None or overtaken(record, request, {row.id for row in raised}):
        return None
    return record


def overtaken(record: ConsensusRecord, request: Request, raised: set[str]) -> bool:
    """Whether there is a newer version than the one recorded on, or an objection that the record
    did not weigh (`raised`: ids of all objections)."""
    weighed = {one["id"] for one in record.roll.get("objections", ())}
    return record.version != request.latest or not raised <= weighed


def _ballot(db: Session, request_id: str) -> str | None:
    ballot = db.exec(
        select(Ballot)
        .where(Ballot.request_id == request_id, Ballot.advisory.is_(False))  # type: ignore[attr-defined]
        .order_by(Ballot.opens_at.desc())  # type: ignore[attr-defined]
    ).first()
    return ballot.result["outcome"] if ballot and ballot.result else None
