"""The chair's records as the request's page shows them: grounds before counts (RFC 7282, 7)."""

from typing import Any

from foundation.dates import day_in_japan
from proposals.deliberation import queries, rules
from proposals.deliberation.dispute_views import ConsensusView, FrozenObjection, RecordView
from proposals.deliberation.dissent import dissent
from proposals.deliberation.kinds import Outcome
from proposals.deliberation.positions_page import WORDS, label
from proposals.deliberation.reader import Reader
from proposals.models import ConsensusRecord
from proposals.queries import overtaken


def consensus_view(reader: Reader) -> ConsensusView:
    """Whether there can be a record, and those there are."""
    visit, t = reader.visit, reader.visit.t
    found = dissent(reader.standing, reader.objections)
    return ConsensusView(
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
        records=[_record(reader, row) for row in queries.records(visit.work.db, reader.request.id)],
    )


def _record(reader: Reader, row: ConsensusRecord) -> RecordView:
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
        objections=[_frozen(reader, one) for one in roll["objections"]],
        opinions=[one["text"] for one in roll["opinions"]],
        counts=[
            (label(reader, word), roll["counts"][word])
            for word in WORDS if roll["counts"].get(word)
        ],
    )


def _frozen(reader: Reader, one: dict[str, Any]) -> FrozenObjection:
    return FrozenObjection(
        company=reader.people.company(one["company"]),
        clause=one["clause"],
        ground=one["ground"],
        answer=one["answer"],
        state=one["state"],
        state_label=reader.visit.t(f"objection.state.{one['state']}"),
        reason=one["reason"],
    )
