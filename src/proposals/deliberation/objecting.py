"""Concerns and formal objections as items: raised, answered, opened again, brought to an end."""

from collections.abc import Sequence
from dataclasses import dataclass

from committees.queries import company_people
from foundation.dates import day_in_japan
from foundation.errors import Invalid, require
from foundation.markdown import plain
from foundation.work import Work
from notifications.outbox import tell
from proposals.deliberation import anchors, queries, rules
from proposals.deliberation.discretion import keep_unnamed, speaks_unnamed
from proposals.deliberation.models import ObjectionEvent
from proposals.deliberation.stages import (
    BY_NAME,
    CRITERIA,
    RAISED_IN,
    Gravity,
    ObjectionKind,
    ObjectionState,
    Step,
)
from proposals.drafting import news
from proposals.models import Objection
from proposals.queries import Seen, version

RAISE = "raise"


@dataclass(frozen=True)
class Raised:
    """What somebody raises; see `forms.RaiseObjection`."""

    gravity: Gravity
    ground: str
    clause: str = ""
    section: str = ""
    block: str = ""
    quote: str = ""
    remedy: str = ""


def raise_objection(work: Work, seen: Seen, raised: Raised, version_read: int) -> Objection:
    """A concern of the actor's company, or after the chair's call its formal objection.

    Raises Refused for who can't speak for one, Invalid for words that do not stand in that
    version and for a formal objection that says nothing of what would satisfy.
    """
    who = queries.party_of(work, seen, queries.newest_round(work.db, seen.request.id))
    require(rules.may_object(who, queries.window(work, seen.request.id)))
    kind = RAISED_IN[seen.state]
    if kind is ObjectionKind.FORMAL and not raised.remedy:
        raise Invalid(remedy="objection.remedy_required")
    _check_quote(work, seen, raised, version_read)
    row = Objection(
        id=work.id("objection"), request_id=seen.request.id, version=version_read,
        company_id=str(work.actor.company_id), person_id=work.actor.id, kind=kind.value,
        gravity=raised.gravity.value, clause=raised.clause, section=raised.section,
        block=raised.block, quote=raised.quote, ground=raised.ground, remedy=raised.remedy,
        state=ObjectionState.OPEN.value, created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    note(work, row, RAISE, raised.ground)
    work.record(
        "objection.raise", ("objection", row.id),
        after={"request": row.request_id, "company": row.company_id, "version": row.version,
               "kind": row.kind, "gravity": row.gravity, "clause": row.clause,
               "quote": row.quote, "ground": row.ground, "remedy": row.remedy},
    )  # fmt: skip
    request = seen.request
    people = {
        person
        for group in (news.requester, news.presiders, news.keepers)
        for person in group(work, request)
    }
    link = f"/requests/{request.id}"
    tell(work, people, f"mail.{kind}_raised", link, title=news.named(request))
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
    _advance(work, row, line, before, text, unnamed=speaks_unnamed(seen))
    _tell_holder(work, seen, row, "mail.objection_answered")


def reopen(work: Work, seen: Seen, row: Objection, reason: str) -> None:
    """Its holder opens it again, for the answer does not meet it. Raises Refused with the rule's
    reason: the body's rule says how often."""
    line = _allowed(work, seen, row, "reopen")
    before = _journalled(row)
    row.reopened += 1
    row.end_reason, row.ended_by_id, row.ended_at = "", None, None
    _advance(work, row, line, before, reason)
    request = seen.request
    people = {*news.requester(work, request), *news.presiders(work, request)}
    tell(
        work, people, "mail.objection_reopened", f"/requests/{request.id}",
        title=news.named(request),
    )  # fmt: skip


def end(
    work: Work, seen: Seen, row: Objection, step: str, reason: str = "",
    criteria: Sequence[str] = (),
) -> None:
    """Bring an objection to an end: its holder withdraws it or agrees with the answer, or the
    presiding officer judges, with a reason.

    Raises Refused with the rule's reason, Invalid for an opposition judged to be sustained that
    does not meet every one of the criteria.
    """
    line = _allowed(work, seen, row, step)
    assert reason or not line.text, "a judgement carries its reason"
    if line.criteria and set(criteria) != set(CRITERIA):
        raise Invalid(criteria="objection.criteria_all")
    before = _journalled(row)
    row.end_reason = reason
    row.ended_by_id = work.actor.id
    row.ended_at = work.now
    _advance(work, row, line, before, reason, criteria if line.criteria else ())
    _tell_holder(work, seen, row, "mail.objection_ended")
    request = seen.request
    people = {*news.requester(work, request), *news.presiders(work, request)}
    tell(work, people, "mail.objection_ended", f"/requests/{request.id}", title=news.named(request))


def note(
    work: Work, row: Objection, step: str, text: str = "", criteria: Sequence[str] = (), *,
    unnamed: bool = False,
) -> None:
    """Keep a step in the item's history."""
    work.db.add(
        ObjectionEvent(
            id=work.id("objection_event"), objection_id=row.id,
            place=len(queries.history(work.db, [row.id])), step=step, state=row.state, text=text,
            criteria=sorted(criteria), person_id=None if unnamed else work.actor.id, at=work.now,
        )
    )  # fmt: skip
    work.db.flush()


def _check_quote(work: Work, seen: Seen, raised: Raised, number: int) -> None:
    if not (raised.quote or raised.section):
        return
    sections = version(work.db, seen.request.id, number).sections
    if raised.section and not sections.get(raised.section):
        raise Invalid(section="field.unknown_choice")
    where = [sections[raised.section]] if raised.section else list(sections.values())
    quote = anchors.Anchor(quote=raised.quote)
    if raised.quote and not any(
        anchors.occurs(quote, text) for source in where for text in (plain(source), source)
    ):
        raise Invalid(quote="comment.quote_not_there")


def _allowed(work: Work, seen: Seen, row: Objection, name: str) -> Step:
    who = queries.party_of(work, seen, queries.newest_round(work.db, seen.request.id))
    line = BY_NAME[name]
    require(rules.may_step(who, queries.matter(work.db, seen, row), line))
    return line


def _advance(
    work: Work, row: Objection, line: Step, before: dict[str, object], text: str,
    criteria: Sequence[str] = (), *, unnamed: bool = False,
) -> None:
    row.state = line.target.value
    work.db.add(row)
    work.db.flush()
    note(work, row, line.name, text, criteria, unnamed=unnamed)
    work.record(
        f"objection.{line.name}", ("objection", row.id), before,
        _journalled(row) | ({"criteria": sorted(criteria)} if criteria else {}),
    )  # fmt: skip


def _journalled(row: Objection) -> dict[str, object]:
    return {"state": row.state, "answer": row.answer, "reason": row.end_reason,
            "reopened": row.reopened}  # fmt: skip


def _tell_holder(work: Work, seen: Seen, row: Objection, key: str) -> None:
    people = company_people(work.db, row.company_id, day_in_japan(work.now))
    request = seen.request
    tell(work, people, key, f"/requests/{request.id}", title=news.named(request))
