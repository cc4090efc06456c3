"""Minority opinions, in their holders' own words."""

from foundation.errors import NotFound, require
from foundation.work import Work
from proposals.deliberation import queries, rules
from proposals.deliberation.dissent import disagrees
from proposals.models import MinorityOpinion
from proposals.queries import Seen


def give_opinion(work: Work, seen: Seen, text: str, *, named: bool) -> MinorityOpinion:
    """Leave the company's opinion, or change it. Raises Refused with the rule's reason."""
    _require(work, seen)
    row = _own(work, seen)
    before = _journalled(row) if row else None
    row = row or MinorityOpinion(
        id=work.id("opinion"), request_id=seen.request.id,
        company_id=str(work.actor.company_id), person_id="", text="", created_at=work.now,
    )  # fmt: skip
    row.text, row.named, row.person_id = text, named, work.actor.id
    work.db.add(row)
    work.db.flush()
    work.record("minority_opinion.give", ("request", seen.request.id), before, _journalled(row))
    return row


def withdraw_opinion(work: Work, seen: Seen) -> None:
    """Take the company's opinion back. Raises NotFound where it has left none."""
    _require(work, seen)
    row = _own(work, seen)
    if row is None:
        raise NotFound
    work.db.delete(row)
    work.db.flush()
    work.record("minority_opinion.withdraw", ("request", seen.request.id), _journalled(row))


def _require(work: Work, seen: Seen) -> None:
    db, request_id = work.db, seen.request.id
    who = queries.party_of(work, seen, queries.newest_round(db, request_id))
    against = disagrees(
        work.actor.company_id, queries.standing(db, request_id),
        queries.objections(db, request_id), queries.opinions(db, request_id),
    )  # fmt: skip
    require(rules.may_dissent(who, disagrees=against))


def _own(work: Work, seen: Seen) -> MinorityOpinion | None:
    rows = queries.opinions(work.db, seen.request.id)
    return next((row for row in rows if row.company_id == work.actor.company_id), None)


def _journalled(row: MinorityOpinion) -> dict[str, object]:
    return {"company": row.company_id, "text": row.text, "named": row.named}
