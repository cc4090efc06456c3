"""Rounds that wait for a person: an answer to give, a draft to approve."""

from foundation.dates import day_in_japan
from foundation.errors import NotFound
from proposals.rooms import queries as rooms
from proposals.rooms.approval import wants_approval
from proposals.rounds import queries, rules
from proposals.rounds.kinds import RoundState
from proposals.rounds.queries import Found
from web.visit import Visit
from web.waiting import Waiting

_SOON_DAYS = 3


def waiting(visit: Visit) -> list[Waiting]:
    """What this person has to do about rounds, the first to end first."""
    actor = visit.actor
    if actor is None or actor.company_id is None:
        return []
    approval = wants_approval(visit.work.db, actor.company_id)
    asked = _asked(visit)
    found = []
    for one in queries.listed(visit.work, state=RoundState.OPEN):
        if not one.found.clock.is_open(visit.work.now) or not one.found.who.asked:
            continue
        if one.found.round.id in asked:
            found.append(_told(visit, one.found, "waiting.approve_answer"))
        elif not one.mine and rules.may_answer(
            one.found.who, one.found.clock, visit.work.now, approval=approval
        ):
            found.append(_told(visit, one.found, "waiting.answer_round"))
    return found[::-1]


def _asked(visit: Visit) -> set[str]:
    """What the company's people ask their representative to approve."""
    try:
        company_rule = rooms.rule(visit.work)
    except NotFound:
        return set()
    speaks = company_rule is not None and visit.work.actor.standing == "representative"
    return {one.subject_id for one in rooms.asked(visit.work)} if speaks else set()


def _told(visit: Visit, found: Found, what: str) -> Waiting:
    assert found.clock.closes_at is not None, "an open round has a last day"
    due = day_in_japan(found.clock.closes_at)
    row = found.round
    return Waiting(
        what=visit.t(what),
        title=f"{row.number} {visit.name(row.title_ja, row.title_en)}",
        link=f"/rounds/{row.id}/room",
        due=due,
        urgent=(due - day_in_japan(visit.work.now)).days <= _SOON_DAYS,
    )
