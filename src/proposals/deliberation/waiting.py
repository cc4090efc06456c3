"""What waits for a person in deliberations: positions, answers, reactions, the record."""

from collections.abc import Iterator
from datetime import date

from foundation.dates import day_in_japan
from proposals.certificates.calling import newest_call
from proposals.certificates.rules import window_over
from proposals.deliberation import queries, rules
from proposals.deliberation.dissent import dissent
from proposals.deliberation.stages import BY_NAME, ObjectionKind, ObjectionState
from proposals.models import Consultation, Objection, Position
from proposals.queries import Seen, overtaken, relate
from proposals.stages import State
from web.visit import Visit
from web.waiting import Waiting

_SOON_DAYS = 3


def waiting(visit: Visit) -> list[Waiting]:
    """What this person has to do in deliberations, the longest waiting request first."""
    if visit.actor is None:
        return []
    work = visit.work
    requests = queries.unsettled(work.db)
    queries.ready(work.db, requests)
    return [
        one
        for request in requests
        for one in _of(visit, relate(work, request))
    ]


def _of(visit: Visit, seen: Seen) -> Iterator[Waiting]:
    db, request_id = visit.work.db, seen.request.id
    newest = queries.newest_round(db, request_id)
    who = queries.party_of(visit.work, seen, newest)
    objections = queries.objections(db, request_id)
    standing = queries.standing(db, request_id)
    if what := _position_due(who, newest, standing):
        assert newest is not None
        yield _told(visit, seen, what, "positions", day_in_japan(newest.closes_at))
    for step, what in (("accept", "waiting.react"), ("answer", "waiting.answer_objection")):
        if any(_waits(who, seen, row, step) for row in objections):
            yield _told(visit, seen, what, "objections")
    if _record_due(visit, seen, who, standing, objections):
        yield _told(visit, seen, "waiting.record_consensus", "consensus")


def _position_due(
    who: rules.Party, newest: Consultation | None, standing: list[Position]
) -> str:
    """A position that is missing, or one on an older version than is asked about."""
    if newest is None or newest.closed_at is not None or not rules.may_take_position(who):
        return ""
    own = next((row for row in standing if row.company_id == who.company_id), None)
    if own is None:
        return "waiting.take_position"
    return "waiting.confirm_position" if own.version < newest.version else ""


def _waits(who: rules.Party, seen: Seen, row: Objection, step: str) -> bool:
    """Unanswered ones wait for an answer, by whoever asks or presides; answered ones for their
    holder."""
    state = ObjectionState(row.state)
    if step == "answer" and state is not ObjectionState.OPEN:
        return False
    newer = seen.request.latest > row.version
    matter = rules.Matter(row.company_id, ObjectionKind(row.kind), state, newer=newer)
    return bool(rules.may_step(who, matter, BY_NAME[step]))


def _record_due(
    visit: Visit, seen: Seen, who: rules.Party, standing: list[Position],
    objections: list[Objection],
) -> bool:
    if seen.state is not State.CONSENSUS_CHECK or not who.relation.presides:
        return False
    found = dissent(standing, objections)
    call = newest_call(visit.work.db, seen.request.id)
    over = window_over(call.closes_at if call else None, visit.work.now)
    if not rules.may_conclude(
        who, unanswered=found.unanswered, answered=found.answered, window=over
    ):
        return False
    records = queries.records(visit.work.db, seen.request.id)
    ids = {row.id for row in objections}
    return not records or overtaken(records[0], seen.request, ids)


def _told(visit: Visit, seen: Seen, what: str, at: str, due: date | None = None) -> Waiting:
    request = seen.request
    return Waiting(
        what=visit.t(what),
        title=visit.name(request.title_ja, request.title_en),
        link=f"/requests/{request.id}#{at}",
        due=due,
        urgent=due is not None and (due - day_in_japan(visit.work.now)).days <= _SOON_DAYS,
    )
