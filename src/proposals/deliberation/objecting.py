"""Objections as items: raised, answered, brought to an end."""

from committees.queries import company_people
from foundation.dates import day_in_japan
from foundation.errors import require
from foundation.work import Work
from notifications.outbox import tell
from proposals.deliberation import queries, rules
from proposals.deliberation.discretion import keep_unnamed, speaks_unnamed
from proposals.deliberation.stages import BY_NAME, ObjectionState, Step
from proposals.drafting import news
from proposals.models import Objection
from proposals.queries import Seen


def raise_objection(
    work: Work, seen: Seen, ground: str, clause: str, remedy: str, version_read: int
) -> Objection:
    """An objection of the actor's company. Raises Refused for who can't speak for one."""
    who = queries.party_of(work, seen, queries.newest_round(work.db, seen.request.id))
    require(rules.may_object(who))
    row = Objection(
        id=work.id("objection"), request_id=seen.request.id, version=version_read,
        company_id=str(work.actor.company_id), person_id=work.actor.id, clause=clause,
        ground=ground, remedy=remedy, state=ObjectionState.OPEN.value, created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "objection.raise", ("objection", row.id),
        after={"request": row.request_id, "company": row.company_id, "version": row.version,
               "clause": clause, "ground": ground, "remedy": remedy},
    )  # fmt: skip
    request = seen.request
    people = {
        person
        for group in (news.requester, news.presiders, news.keepers)
        for person in group(work, request)
    }
    link = f"/requests/{request.id}"
    tell(work, people, "mail.objection_raised", link, title=news.named(request))
    return row


def answer(work: Work, seen: Seen, row: Objection, text: str) -> None:
    """Answer an objection, or put another answer in the place of one not yet reacted to.

    Raises Refused with the rule's reason.
    """
    line = _allowed(work, seen, row, "answer")
    keep_unnamed(work, seen, answer=text)
    before = _journalled(row)
    row.answer = text
    row.answered_by_id = None if speaks_unnamed(seen) else work.actor.id
    row.answered_at = work.now
    _advance(work, row, line, before)
    _tell_holder(work, seen, row, "mail.objection_answered")


def end(work: Work, seen: Seen, row: Objection, step: str, reason: str = "") -> None:
    """Bring an objection to an end: its holder withdraws it or agrees with the answer, or the
    presiding officer judges, with a reason. Raises Refused with the rule's reason."""
    line = _allowed(work, seen, row, step)
    assert reason or not line.text, "a judgement carries its reason"
    before = _journalled(row)
    row.end_reason = reason
    row.ended_by_id = work.actor.id
    row.ended_at = work.now
    _advance(work, row, line, before)
    _tell_holder(work, seen, row, "mail.objection_ended")
    request = seen.request
    people = {*news.requester(work, request), *news.presiders(work, request)}
    tell(work, people, "mail.objection_ended", f"/requests/{request.id}", title=news.named(request))


def _allowed(work: Work, seen: Seen, row: Objection, name: str) -> Step:
    who = queries.party_of(work, seen, queries.newest_round(work.db, seen.request.id))
    line = BY_NAME[name]
    newer = seen.request.latest > row.version
    require(rules.may_step(who, row.company_id, ObjectionState(row.state), line, newer=newer))
    return line


def _advance(work: Work, row: Objection, line: Step, before: dict[str, object]) -> None:
    row.state = line.target.value
    work.db.add(row)
    work.db.flush()
    work.record(f"objection.{line.name}", ("objection", row.id), before, _journalled(row))


def _journalled(row: Objection) -> dict[str, object]:
    return {"state": row.state, "answer": row.answer, "reason": row.end_reason}


def _tell_holder(work: Work, seen: Seen, row: Objection, key: str) -> None:
    people = company_people(work.db, row.company_id, day_in_japan(work.now))
    request = seen.request
    tell(work, people, key, f"/requests/{request.id}", title=news.named(request))
