"""The chair's record of the consensus, with everything it was made from."""

from typing import Any

from committees.queries import members
from foundation.dates import day_in_japan
from foundation.errors import Invalid, require
from foundation.work import Work
from notifications.outbox import tell
from proposals.ballots.facts import deciding_body
from proposals.deliberation import counting, queries, rules
from proposals.deliberation.dissent import dissent
from proposals.deliberation.kinds import DEEMED, Outcome
from proposals.drafting import news
from proposals.models import ConsensusRecord, Objection
from proposals.queries import Seen


def record_consensus(
    work: Work, seen: Seen, outcome: Outcome, statement: str, weighed: str
) -> ConsensusRecord:
    """Record what was reached on the newest version, and freeze how the companies stood.

    Raises Refused for whom it is not and while an objection has not come to an end, Invalid for a
    unanimity that there is not.
    """
    request = seen.request
    who = queries.party_of(work, seen, queries.newest_round(work.db, request.id))
    found = dissent(
        queries.standing(work.db, request.id), queries.objections(work.db, request.id)
    )
    require(rules.may_conclude(who, unanswered=found.unanswered, answered=found.answered))
    unanimous = rules.may_be_unanimous(objecting=found.objecting, dissenting=found.dissenting)
    if outcome is Outcome.UNANIMOUS and not unanimous:
        raise Invalid(outcome=(unanimous.reason, unanimous.params))
    row = ConsensusRecord(
        id=work.id("consensus"), request_id=request.id, version=request.latest,
        outcome=outcome.value, statement=statement, weighed=weighed, roll=roll(work, seen),
        person_id=work.actor.id, created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "consensus.record", ("request", request.id),
        after={"version": row.version, "outcome": row.outcome, "statement": statement,
               "weighed": weighed, "roll": row.roll},
    )  # fmt: skip
    body = deciding_body(work.db, request.body_id)
    people = {
        *members(work.db, body.id, day_in_japan(work.now)),
        *news.requester(work, request),
        *news.keepers(work, request),
    }
    tell(
        work, people, "mail.consensus_recorded", f"/requests/{request.id}",
        title=news.named(request),
    )  # fmt: skip
    return row


def roll(work: Work, seen: Seen) -> dict[str, Any]:
    """How everybody stands now, as plain values: companies by id in a fixed order, silence by the
    round's rule, objections with their ends, minority opinions with the name that may be shown."""
    db, request = work.db, seen.request
    newest = queries.newest_round(db, request.id)
    stands = queries.standing(db, request.id)
    counted = counting.summary_of(db, request, newest, stands) if newest else None
    silent = sorted(counted.unanswered) if counted else []
    deemed = bool(newest and newest.silence == DEEMED)
    return {
        "asked": sorted(newest.company_ids) if newest else [],
        "silence": newest.silence if newest else "",
        "positions": [
            {"company": row.company_id, "value": row.value, "reason": row.reason,
             "version": row.version}
            for row in stands
        ],
        "deemed": silent if deemed else [],
        "silent": [] if deemed else silent,
        "counts": dict(counted.whole.counts) if counted else {},
        "objections": [_objection(row) for row in queries.objections(db, request.id)],
        "opinions": [
            {"company": row.company_id if row.named else None, "text": row.text}
            for row in queries.opinions(db, request.id)
        ],
    }  # fmt: skip


def _objection(row: Objection) -> dict[str, Any]:
    return {
        "id": row.id, "company": row.company_id, "version": row.version, "kind": row.kind,
        "gravity": row.gravity, "clause": row.clause,
        "ground": row.ground, "remedy": row.remedy, "answer": row.answer, "state": row.state,
        "reason": row.end_reason,
    }  # fmt: skip
