"""Tells drafters, once, that another draft touches the same legal item.

What is told: the item, the body where the other draft is, and to ask the secretariat. Neither
company, title nor text, whatever the other draft hides or shows. A body is named only where enough
companies sit in it that it points at none of them. Nothing is told on the day of a change: the hour
somebody writes at is a trace of who it is. The secretariat is told as well; of a draft hidden from
members the anonymity officers alone, for any other secretary may be an employee of a member.
"""

from collections.abc import Iterable
from itertools import combinations

from sqlmodel import Session, col, select

from committees.models import Body
from committees.queries import companies_of, lineage
from foundation.dates import day_in_japan
from foundation.work import Work
from notifications.outbox import tell
from notifications.wording import both
from proposals import authorship
from proposals.drafting import news
from proposals.models import Request, Version
from proposals.rules import HIDDEN_FROM_MEMBERS
from proposals.same_items.items import Item, items, shared, written
from proposals.same_items.models import SameItemNotice
from proposals.stages import State

# In a body with fewer companies its name would point at the one that drafts (domain rule 6.4).
SMALLEST_BODY = 5
_DRAFTED = (State.DRAFT, State.TRIAGE, State.CONSULTATION, State.RECONCILING)
_ANOTHER = both("別の委員会", "another body")


def tell_same_items(work: Work) -> int:
    """Tell of every pair that nobody has been told of; answers how many."""
    touched = {
        request.id: (request, found)
        for request, references in _live(work)
        if (found := items(references))
    }
    told = _told(work.db)
    done = 0
    for one, other in combinations(sorted(touched), 2):
        if (one, other) in told:
            continue
        (first, its), (second, theirs) = touched[one], touched[other]
        item = shared(its, theirs)
        if item is None or _same_side(work.db, one, other):
            continue
        _tell_pair(work, first, second, item)
        done += 1
    return done


def _live(work: Work) -> Iterable[tuple[Request, list[str]]]:
    rows = work.db.exec(
        select(Request, Version.legal_references)
        .join(Version, col(Version.request_id) == Request.id)
        .where(
            Version.number == Request.latest,
            col(Request.state).in_([state.value for state in _DRAFTED]),
        )
    ).all()
    today = day_in_japan(work.now)
    return [
        (request, references) for request, references in rows
        if day_in_japan(request.changed_at) < today
    ]


def _told(db: Session) -> set[tuple[str, str]]:
    rows = db.exec(select(SameItemNotice.one_id, SameItemNotice.other_id)).all()
    return {(one, other) for one, other in rows}


def _same_side(db: Session, one: str, other: str) -> bool:
    """Whether one company drafts both: it knows."""
    company = authorship.company_for_machine(db, one)
    return company is not None and company == authorship.company_for_machine(db, other)


def _tell_pair(work: Work, first: Request, second: Request, item: Item) -> None:
    work.db.add(
        SameItemNotice(
            id=work.id("same_item_notice"), one_id=first.id, other_id=second.id,
            item=written(item), at=work.now,
        )
    )  # fmt: skip
    work.db.flush()
    work.record("same_item.tell", ("request", first.id), after={"item": written(item)})
    for own, other in ((first, second), (second, first)):
        tell(
            work, news.requester(work, own), "mail.same_item", f"/requests/{own.id}",
            item=written(item), body=_where(work, other),
        )  # fmt: skip
    hidden = [one for one in (first, second) if one.anonymity == HIDDEN_FROM_MEMBERS]
    keepers = {one for request in hidden or (first, second) for one in news.keepers(work, request)}
    tell(
        work, keepers, "mail.same_item_kept", "/requests", item=written(item),
        body=_where(work, first), other=_where(work, second),
    )  # fmt: skip


def _where(work: Work, request: Request) -> dict[str, str]:
    """The nearest body, upwards, in which enough companies sit; none named where there is none."""
    day = day_in_japan(work.now)
    for one in lineage(work.db, request.body_id):
        if len(companies_of(work.db, one, day)) >= SMALLEST_BODY:
            body = work.db.get_one(Body, one)
            return both(body.name_ja, body.name_en)
    return _ANOTHER
