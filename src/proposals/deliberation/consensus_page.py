"""The chair's records as the request's page shows them: grounds before counts (RFC 7282, 7)."""

from typing import Any

from foundation.dates import day_in_japan
from proposals.ballots.facts import deciding_body, rule_of
from proposals.certificates.calling import newest_call
from proposals.certificates.models import Certificate, ConsensusCall
from proposals.certificates.queries import of_records
from proposals.deliberation import queries, rules
from proposals.deliberation.dispute_views import (
    CallView,
    ConsensusView,
    FrozenObjection,
    RecordView,
)
from proposals.deliberation.dissent import dissent
from proposals.deliberation.kinds import Outcome
from proposals.deliberation.positions_page import WORDS, label
from proposals.deliberation.reader import Reader
from proposals.deliberation.summary import Summary
from proposals.models import ConsensusRecord, Objection
from proposals.queries import facts, overtaken
from proposals.rules import may_move
from proposals.stages import BY_NAME, State


def consensus_view(reader: Reader, counted: Summary | None) -> ConsensusView:
    """Whether there can be a record, and those there are."""
    visit, t = reader.visit, reader.visit.t
    found = dissent(reader.standing, reader.objections)
    db, seen = visit.work.db, reader.seen
    row = newest_call(db, reader.request.id) if seen.state is State.CONSENSUS_CHECK else None
    calls = seen.relation.presides and seen.state is State.RECONCILING
    line = BY_NAME["call_consensus"]
    certificates = of_records(db, reader.request.id)
    return ConsensusView(
        may_call=(
            visit.may(may_move(seen.relation, seen.state, line, facts(db, reader.request)))
            if calls else None
        ),
        call=_call(reader, row) if row else None,
        issues=[_issue(reader, one) for one in reader.objections],
        counts=[
            (label(reader, word), counted.whole.counts[word])
            for word in WORDS
            if counted and not reader.sealed and counted.whole.counts[word]
        ],
        confirm_days=rule_of(deciding_body(db, reader.request.body_id)).confirm_days,
        may=visit.may(
            rules.may_conclude(reader.who, unanswered=found.unanswered, answered=found.answered)
        ),
        may_unanimous=visit.may(
            rules.may_be_unanimous(objecting=found.objecting, dissenting=found.dissenting)
        ),
        options=[
            (one.value, t(f"consensus.outcome.{one}"), t(f"consensus.hint.{one}"))
            for one in Outcome
        ],
        records=[
            _record(reader, one, certificates.get(one.id))
            for one in queries.records(db, reader.request.id)
        ],
    )


def _call(reader: Reader, row: ConsensusCall) -> CallView:
    return CallView(
        day=day_in_japan(row.opened_at),
        closes=day_in_japan(row.closes_at) if row.closes_at else None,
        open=bool(queries.window(reader.visit.work, reader.request.id)),
    )


def _issue(reader: Reader, row: Objection) -> FrozenObjection:
    t = reader.visit.t
    return FrozenObjection(
        kind=t(f"objection.kind.{row.kind}"),
        company=reader.people.company(row.company_id),
        clause=row.clause,
        ground=row.ground,
        answer=row.answer,
        state=row.state,
        state_label=t(f"objection.state.{row.state}"),
        reason=row.end_reason,
    )


def _record(
    reader: Reader, row: ConsensusRecord, certificate: Certificate | None
) -> RecordView:
    t, roll = reader.visit.t, row.roll
    ids = {one.id for one in reader.objections}
    return RecordView(
        outcome=row.outcome,
        outcome_label=t(f"consensus.outcome.{row.outcome}"),
        statement=row.statement,
        weighed=row.weighed,
        version=row.version,
        day=day_in_japan(row.created_at),
        by=reader.people.person(row.person_id),
        stands=not overtaken(row, reader.request, ids),
        provisional=row.confirm_until is not None and row.confirmed_at is None,
        confirm_until=day_in_japan(row.confirm_until) if row.confirm_until else None,
        confirmed=day_in_japan(row.confirmed_at) if row.confirmed_at else None,
        certificate=certificate.id if certificate else "",
        objections=[_frozen(reader, one) for one in roll["objections"]],
        opinions=[one["text"] for one in roll["opinions"]],
        counts=[
            (label(reader, word), roll["counts"][word])
            for word in WORDS if roll["counts"].get(word)
        ],
    )


def _frozen(reader: Reader, one: dict[str, Any]) -> FrozenObjection:
    return FrozenObjection(
        kind=reader.visit.t(f"objection.kind.{one.get('kind', 'concern')}"),
        company=reader.people.company(one["company"]),
        clause=one["clause"],
        ground=one["ground"],
        answer=one["answer"],
        state=one["state"],
        state_label=reader.visit.t(f"objection.state.{one['state']}"),
        reason=one["reason"],
    )
