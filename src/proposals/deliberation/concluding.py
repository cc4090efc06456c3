"""The chair's record of the consensus, with everything it was made from."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import col, select

from committees.models import Body
from committees.queries import members
from foundation.dates import day_in_japan, end_of_day_jst
from foundation.errors import Invalid, require
from foundation.verdict import YES
from foundation.work import Work
from identity.models import Company
from notifications.outbox import tell
from proposals.ballots.facts import deciding_body, rule_of
from proposals.certificates.calling import newest_call
from proposals.certificates.issuing import issue
from proposals.certificates.rules import window_over
from proposals.deliberation import counting, queries, rules
from proposals.deliberation.dissent import dissent
from proposals.deliberation.kinds import DEEMED, Outcome
from proposals.drafting import news
from proposals.hosts.queries import hosts
from proposals.hosts.signing import sign
from proposals.lateness import is_late
from proposals.models import ConsensusRecord, Objection
from proposals.queries import Seen


def record_consensus(
    work: Work, seen: Seen, outcome: Outcome, statement: str, weighed: str,
    meeting: date | None = None,
) -> ConsensusRecord:
    """Record what was reached on the newest version, freeze how the companies stood, and certify
    it. Late positions are counted nowhere, but whoever objects late still bars unanimity. What a
    meeting decided may be recorded within the window of the call; it is provisional until that
    window and the one for confirming have passed.

    Raises Refused for whom it is not, while an objection has not come to an end and while there is
    still time to object, Invalid for a unanimity that there is not and a meeting yet to be held.
    """
    request = seen.request
    who = queries.party_of(work, seen, queries.newest_round(work.db, request.id))
    found = dissent(
        queries.standing(work.db, request.id), queries.objections(work.db, request.id)
    )
    call = newest_call(work.db, request.id)
    closes_at = call.closes_at if call else None
    window = YES if meeting else window_over(closes_at, work.now)
    require(
        rules.may_conclude(
            who, unanswered=found.unanswered, answered=found.answered, window=window
        )
    )
    if meeting and meeting > day_in_japan(work.now):
        raise Invalid(meeting="consensus.meeting_in_future")
    unanimous = rules.may_be_unanimous(objecting=found.objecting, dissenting=found.dissenting)
    if outcome is Outcome.UNANIMOUS and not unanimous:
        raise Invalid(outcome=(unanimous.reason, unanimous.params))
    until = _confirmed_after(work, seen, closes_at) if meeting else None
    row = ConsensusRecord(
        id=work.id("consensus"), request_id=request.id, version=request.latest,
        outcome=outcome.value, statement=statement, weighed=weighed, roll=roll(work, seen),
        meeting_day=meeting.isoformat() if meeting else None, confirm_until=until,
        person_id=work.actor.id, created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "consensus.record", ("request", request.id),
        after={"version": row.version, "outcome": row.outcome, "statement": statement,
               "weighed": weighed, "roll": row.roll, "meeting": row.meeting_day,
               "confirm_until": until.isoformat() if until else None},
    )  # fmt: skip
    if not sign(work, request, row.id):
        issue(work, seen, row)
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


def _confirmed_after(work: Work, seen: Seen, closes_at: datetime | None) -> datetime | None:
    """The end of the window in which a meeting's decision may be objected to, None where the
    body's rule asks for no confirmation and no other window is open."""
    days = rule_of(deciding_body(work.db, seen.request.body_id)).confirm_days
    last = end_of_day_jst(day_in_japan(work.now) + timedelta(days=days)) if days else None
    still = closes_at if closes_at and closes_at >= work.now else None
    return max((one for one in (last, still) if one), default=None)


def roll(work: Work, seen: Seen) -> dict[str, Any]:
    """How everybody stands now, as plain values: companies by id in a fixed order, silence by the
    round's rule, objections with their ends, minority opinions with the name that may be shown."""
    db, request = work.db, seen.request
    newest = queries.newest_round(db, request.id)
    stands = queries.counted(db, request.id)
    late = [row for row in queries.standing(db, request.id) if is_late(row, newest)]
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
        "late": [{"company": row.company_id, "value": row.value} for row in late],
        "deemed": silent if deemed else [],
        "silent": [] if deemed else silent,
        "counts": dict(counted.whole.counts) if counted else {},
        "objections": _objections(work, seen),
        "opinions": [
            {"company": row.company_id if row.named else None, "text": row.text}
            for row in queries.opinions(db, request.id)
        ],
        "sectors": counting.asked_by_sector(db, newest.company_ids if newest else ()),
        "names": _names(work, seen, newest.company_ids if newest else []),
    }  # fmt: skip


def _names(work: Work, seen: Seen, company_ids: list[str]) -> dict[str, Any]:
    """What companies, sectors and the body are called on this day: names change."""
    db = work.db
    named = {row.company_id for row in queries.opinions(db, seen.request.id) if row.named}
    wanted = col(Company.id).in_({*company_ids, *named})
    body = db.get_one(Body, seen.request.body_id)
    return {
        "companies": {
            row.id: {"ja": row.name_ja, "en": row.name_en}
            for row in db.exec(select(Company).where(wanted))
        },
        "sectors": {
            row.id: {"ja": row.name_ja, "en": row.name_en} for row in counting.sectors(db)
        },
        "body": {"ja": body.name_ja, "en": body.name_en},
        "hosts": {
            one: {"ja": row.name_ja, "en": row.name_en}
            for one in hosts(db, seen.request) for row in [db.get_one(Body, one)]
        },
    }


def _objections(work: Work, seen: Seen) -> list[dict[str, Any]]:
    rows = queries.objections(work.db, seen.request.id)
    events = queries.history(work.db, [row.id for row in rows])
    steps = Counter(event.objection_id for event in events)
    return [_objection(row) | {"steps": steps[row.id]} for row in rows]


def _objection(row: Objection) -> dict[str, Any]:
    return {
        "id": row.id, "company": row.company_id, "version": row.version, "kind": row.kind,
        "gravity": row.gravity, "clause": row.clause,
        "ground": row.ground, "remedy": row.remedy, "answer": row.answer, "state": row.state,
        "reason": row.end_reason,
    }  # fmt: skip
