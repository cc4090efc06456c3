"""Ballots that wait for a person: a vote to cast, a tie to break, a count to be made."""

from sqlmodel import col, select

from foundation.dates import day_in_japan
from proposals.ballots import queries, rules, secrecy
from proposals.ballots.queries import Found
from proposals.models import Ballot
from web.visit import Visit
from web.waiting import Waiting

_SOON_DAYS = 3


def waiting(visit: Visit) -> list[Waiting]:
    """What this person has to do about ballots, the first to close first."""
    ids = visit.work.db.exec(
        select(Ballot.id)
        .where(col(Ballot.state).in_([rules.OPEN, rules.SEALED, rules.TIED]))
        .order_by(col(Ballot.closes_at), Ballot.id)
    ).all()
    found = queries.visible(visit.work, ids) if visit.actor else []
    return [told for one in found if (told := _told(visit, one))]


def _told(visit: Visit, found: Found) -> Waiting | None:
    what = _what(visit, found)
    if not what:
        return None
    due = day_in_japan(found.ballot.closes_at)
    request = found.seen.request
    return Waiting(
        what=visit.t(what),
        title=visit.name(request.title_ja, request.title_en),
        link=f"/ballots/{found.ballot.id}{'/trustee' if what == 'waiting.open_box' else ''}",
        due=due,
        urgent=(due - day_in_japan(visit.work.now)).days <= _SOON_DAYS,
    )


def _what(visit: Visit, found: Found) -> str:
    actor, state, now = visit.work.actor, found.facts, visit.work.now
    own = actor.company_id or ""
    for company in (own, *sorted(state.held.get(own, ()))):
        if company not in state.voted and rules.may_vote(
            state, actor, found.bodies, company, now
        ):
            if found.ballot.advisory:
                return "waiting.advise"
            return "waiting.vote" if company == own else "waiting.vote_by_proxy"
    if state.secret and _has_step(visit, found):
        return "waiting.open_box"
    if rules.may_break_tie(state, actor, found.body.id):
        return "waiting.break_tie"
    staff = found.seen.relation.secretary
    if any(
        rules.may_check_paper(state, actor, staff, found.bodies, one) for one in state.on_paper
    ):
        return "waiting.check_paper_vote"
    if rules.may_close(state, actor, found.body.id, now):
        return "waiting.close_ballot"
    return ""


def _has_step(visit: Visit, found: Found) -> bool:
    """Whether this person is a trustee whose step it is."""
    place = secrecy.place_of(visit.work.db, found.ballot.id, visit.work.actor.id)
    secret = secrecy.of(visit.work.db, found.ballot.id)
    waits = bool(rules.may_open_box(found.facts, place))
    return waits and secrecy.step_of(secret, place) != "wait"
