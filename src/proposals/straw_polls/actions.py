"""Opening a straw poll and answering it."""

from committees.consensus_rules.terms import terms_of
from committees.queries import company_people, members
from foundation.dates import day_in_japan, end_of_day_jst
from foundation.errors import Invalid, require
from foundation.verdict import Verdict
from foundation.work import Work
from notifications.outbox import tell
from proposals.ballots.facts import deciding_body
from proposals.deliberation.discretion import keep_unnamed, speaks_unnamed
from proposals.deliberation.queries import newest_round, party_of
from proposals.drafting import news
from proposals.hosts.queries import hosts, joint_roll
from proposals.queries import Seen
from proposals.straw_polls import forms, queries, rules
from proposals.straw_polls.kinds import REASONED
from proposals.straw_polls.models import StrawAnswer, StrawPoll


def may_open(work: Work, seen: Seen) -> Verdict:
    """Whether the actor may open a straw poll on this request now."""
    open_ones = [row for row in queries.polls(work.db, seen.request.id) if row.closes_at > work.now]
    return rules.may_open(
        state=seen.state,
        presides=seen.relation.presides,
        requester=seen.relation.requester,
        drafter_polls=terms_of(work.db, seen.lineage)[0].drafter_polls,
        running=bool(open_ones),
    )


def may_answer(work: Work, seen: Seen, row: StrawPoll) -> Verdict:
    """Whether the actor may answer for their company."""
    who = party_of(work, seen, newest_round(work.db, seen.request.id))
    return rules.may_answer(
        speaks=who.speaks,
        asked=who.company_id in row.company_ids,
        closes_at=row.closes_at,
        now=work.now,
    )


def open_poll(work: Work, seen: Seen, form: forms.OpenStrawPoll) -> StrawPoll:
    """Ask the companies of the deciding body. Raises Refused with the rule's reason, Invalid for
    a day that can't be."""
    require(may_open(work, seen))
    closes_at = end_of_day_jst(form.closes)
    lasts = rules.may_last(closes_at, work.now)
    if not lasts:
        raise Invalid(closes=(lasts.reason, lasts.params))
    question = form.question or ""
    keep_unnamed(work, seen, question=question)
    bodies = {deciding_body(work.db, one).id for one in hosts(work.db, seen.request)}
    day = day_in_japan(work.now)
    row = StrawPoll(
        id=work.id("straw_poll"), request_id=seen.request.id, version=seen.request.latest,
        question=question, company_ids=joint_roll(work.db, seen.request, day),
        person_id=None if speaks_unnamed(seen) else work.actor.id, opens_at=work.now,
        closes_at=closes_at,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "straw_poll.open", ("straw_poll", row.id),
        after={"request": row.request_id, "version": row.version, "question": question,
               "companies": row.company_ids, "closes_at": closes_at.isoformat()},
    )  # fmt: skip
    link = f"/requests/{seen.request.id}"
    people = {one for body in bodies for one in members(work.db, body, day)}
    tell(
        work, people, "mail.straw_poll_opened", link, title=news.named(seen.request),
        closes=form.closes,
    )  # fmt: skip
    return row


def answer(work: Work, seen: Seen, row: StrawPoll, form: forms.AnswerStrawPoll) -> StrawAnswer:
    """Answer for one's company, or answer anew. Raises Refused with the rule's reason, Invalid for
    an answer without the reason it needs."""
    require(may_answer(work, seen, row))
    if form.choice in REASONED and not form.reason:
        raise Invalid(reason="straw_poll.reason_required")
    company_id = str(work.actor.company_id)
    earlier = queries.answers(work.db, row.id)
    found = next((one for one in earlier if one.company_id == company_id), None)
    before = {"choice": found.choice, "reason": found.reason} if found else None
    found = found or StrawAnswer(
        id=work.id("straw_answer"), straw_poll_id=row.id, company_id=company_id, person_id="",
        choice="", created_at=work.now,
    )  # fmt: skip
    found.choice, found.reason = form.choice.value, form.reason or ""
    found.person_id, found.created_at = work.actor.id, work.now
    work.db.add(found)
    work.db.flush()
    work.record(
        "straw_poll.answer", ("straw_poll", row.id), before,
        {"company": company_id, "choice": found.choice, "reason": found.reason},
    )  # fmt: skip
    people = company_people(work.db, company_id, day_in_japan(work.now))
    link = f"/requests/{seen.request.id}"
    tell(work, people, "mail.straw_poll_answered", link, title=news.named(seen.request))
    return found
