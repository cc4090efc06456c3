"""Gathers what goes to the ministry with a request: its text, how it was agreed on, under whose
name, and which companies must not be readable in it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from committees.models import Body
from committees.queries import companies_of, lineage
from identity.models import Company
from proposals import authorship
from proposals.attachments import queries as attachments
from proposals.deadlocks.queries import newest
from proposals.deliberation.queries import counted
from proposals.models import Ballot, ConsensusRecord, MinorityOpinion, Request
from proposals.queries import version
from proposals.rules import NOT_HIDDEN
from submissions import support
from submissions.models import Review
from submissions.package import Circumstances

# In a body with fewer companies its name would be nearly as good as theirs.
SMALLEST_COMMITTEE = 3
_WHOLE = ("会員企業全体", "All member companies")
# What stands where a minority opinion has its holder's name, in the letter's language.
_VIEW_FOR, _VIEW_AGAINST = "両論併記：要望を支持する見解", "両論併記：要望に反対する見解"


@dataclass(frozen=True)
class Gathered:
    """`texts` by field in the order of the letter; `files` are ids of the attachments whose words
    are among them. `hidden` are ids of companies that must not be told; `open` maps a field to the
    id of the company that speaks there under its own name, the field "" to the one that asks."""

    texts: dict[str, str]
    files: list[str]
    circumstances: Circumstances
    hidden: frozenset[str]
    open: dict[str, str]


def gather(db: Session, request: Request, day: date) -> Gathered:
    """Everything of a request as it stands on the day, before anybody has reviewed it."""
    latest = version(db, request.id, request.latest)
    voices = _voices(db, request)
    asker = authorship.company_for_machine(db, request.id)
    named = request.anonymity == NOT_HIDDEN
    committee = _committee(db, request.body_id, day)
    texts = {
        "title_ja": latest.title_ja,
        "title_en": latest.title_en,
        "legal_references": "\n".join(latest.legal_references),
        **latest.sections,
        **{f"minority_{n}": voice.text for n, voice in enumerate(voices, 1)},
        **attachments.texts(db, latest),
    }
    speaking = {"": asker if named else None} | {
        f"minority_{n}": voice.company_id for n, voice in enumerate(voices, 1)
    }
    unnamed = {voice.hidden for voice in voices if voice.hidden}
    return Gathered(
        texts={field: text for field, text in texts.items() if text.strip()},
        files=list(latest.attachments),
        circumstances=Circumstances(
            committee_ja=committee[0],
            committee_en=committee[1],
            kind=request.kind,
            novelty=request.novelty,
            asked_by=_name(db, asker) if named else "",
            support=_support(db, request),
            holders=[one.label or _name(db, one.company_id) for one in voices],
        ),
        hidden=frozenset(
            unnamed | ({asker} if asker and not named else set())
            | _merged_in(db, request.id) - {company for company in speaking.values() if company}
        ),
        open={field: company for field, company in speaking.items() if company},
    )


def is_current(row: Review, gathered: Gathered) -> bool:
    """Whether what was searched is what would go along today; an answer is not gathered."""
    if row.question_id is not None:
        return True
    return gathered.texts == row.original and gathered.files == row.files


@dataclass(frozen=True)
class _Voice:
    """What goes along with a request word for word; `company_id` is who is named for it, `hidden`
    who must not be told, `label` what stands in the place of a name."""

    text: str
    company_id: str | None = None
    hidden: str | None = None
    label: str = ""


def _voices(db: Session, request: Request) -> list[_Voice]:
    """Both views where consensus was blocked, then minority opinions in the order of their words:
    neither of their companies nor of their coming."""
    blocked = newest(db, request)
    views = [
        _Voice(text, label=label)
        for text, label in (
            (blocked.view_for, _VIEW_FOR), (blocked.view_against, _VIEW_AGAINST),
        )
    ] if blocked and blocked.conveyed_at else []  # fmt: skip
    rows = db.exec(select(MinorityOpinion).where(MinorityOpinion.request_id == request.id)).all()
    opinions = [
        _Voice(row.text, company_id=row.company_id) if row.named
        else _Voice(row.text, hidden=row.company_id)
        for row in sorted(rows, key=lambda row: row.text)
    ]
    return [*views, *opinions]


def _merged_in(db: Session, request_id: str) -> set[str]:
    """Who asked anonymously for what was merged into a request: their files came along, perhaps
    their words, and they must not be told in it either."""
    found: set[str] = set()
    rows = db.exec(select(Request).where(Request.merged_into_id == request_id)).all()
    for row in rows:
        asker = authorship.company_for_machine(db, row.id)
        if asker and row.anonymity != NOT_HIDDEN:
            found.add(asker)
        found |= _merged_in(db, row.id)
    return found


def _name(db: Session, company_id: str | None) -> str:
    company = db.get(Company, company_id) if company_id else None
    return company.name_ja if company else ""


def _committee(db: Session, body_id: str, day: date) -> tuple[str, str]:
    """The nearest body, upwards, in which enough companies sit."""
    for above in lineage(db, body_id):
        if len(companies_of(db, above, day)) >= SMALLEST_COMMITTEE:
            body = db.get_one(Body, above)
            return body.name_ja, body.name_en
    return _WHOLE


def _support(db: Session, request: Request) -> tuple[tuple[str, str | int], ...]:
    ballot = db.exec(
        select(Ballot)
        .where(
            Ballot.request_id == request.id, Ballot.version == request.latest,
            col(Ballot.advisory).is_(False),
        )
        .order_by(col(Ballot.opens_at).desc(), Ballot.id)
    ).first()
    if ballot and ballot.result and ballot.result["outcome"] == "carried":
        result = ballot.result
        in_favour = result["for_"] + result.get("no_objection", 0)
        votes = {"for": in_favour, "against": result["against"], "abstain": result["abstain"]}
        return support.told("carried", votes)
    record = db.exec(
        select(ConsensusRecord)
        .where(
            ConsensusRecord.request_id == request.id,
            ConsensusRecord.version == request.latest,
        )
        .order_by(col(ConsensusRecord.created_at).desc(), ConsensusRecord.id)
    ).first()
    blocked = newest(db, request)
    if blocked and blocked.conveyed_at:
        return support.told("both_views", {})
    return support.told(record.outcome, _positions(db, request)) if record else ()


def _positions(db: Session, request: Request) -> dict[str, int]:
    """Those that are counted: late ones are not."""
    rows = counted(db, request.id)
    values = [row.value for row in rows if row.version == request.latest]
    return dict(sorted(Counter(values).items()))
