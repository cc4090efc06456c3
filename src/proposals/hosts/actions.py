"""Inviting a body to host a request, and answering for it."""

from collections.abc import Iterable

from committees.models import Body
from committees.queries import chairs, lineage, members
from foundation.dates import day_in_japan
from foundation.errors import Invalid, require
from foundation.verdict import Verdict
from foundation.work import Work
from notifications.outbox import tell
from notifications.wording import both
from proposals.deliberation.queries import newest_round
from proposals.drafting import news
from proposals.hosts import queries, rules
from proposals.hosts.models import HostBody
from proposals.queries import Seen


def may_invite(seen: Seen) -> Verdict:
    return rules.may_invite(
        state=seen.state, presides=seen.relation.presides, secretary=seen.relation.secretary
    )


def may_answer(work: Work, seen: Seen, row: HostBody) -> Verdict:
    return rules.may_answer(
        state=seen.state,
        presides_there=work.actor.presides(lineage(work.db, row.body_id)),
        invited=row.state == rules.INVITED,
    )


def invite(work: Work, seen: Seen, body_id: str, reason: str) -> HostBody:
    """Invite a body. Raises Refused with the rule's reason, Invalid for a body that is none, that
    hosts the request already, or that was asked before."""
    require(may_invite(seen))
    asked = {row.body_id for row in queries.invitations(work.db, seen.request.id)}
    body = work.db.get(Body, body_id)
    if body is None or body.id in asked or body.id in lineage(work.db, seen.request.body_id):
        raise Invalid(body="field.unknown_choice")
    row = HostBody(
        id=work.id("host_body"), request_id=seen.request.id, body_id=body.id,
        state=rules.INVITED, reason=reason, person_id=work.actor.id, created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "hosts.invite", ("request", seen.request.id), after={"body": body.id, "reason": reason}
    )
    _tell(work, seen, body, chairs(work.db, body.id, day_in_japan(work.now)), "mail.host_invited")
    return row


def answer(work: Work, seen: Seen, row: HostBody, state: str) -> None:
    """Who presides there accepts or declines. A round that is open asks the body's companies from
    now on. Raises Refused with the rule's reason."""
    require(may_answer(work, seen, row))
    row.state, row.answered_by_id, row.answered_at = state, work.actor.id, work.now
    work.db.add(row)
    work.db.flush()
    work.record(
        f"hosts.{'accept' if state == rules.ACCEPTED else 'decline'}",
        ("request", seen.request.id), {"state": rules.INVITED},
        {"body": row.body_id, "state": state},
    )  # fmt: skip
    body, day = work.db.get_one(Body, row.body_id), day_in_japan(work.now)
    people = {*news.presiders(work, seen.request), *news.keepers(work, seen.request)}
    if state == rules.ACCEPTED:
        _ask_too(work, seen)
        people |= {*members(work.db, body.id, day), *news.requester(work, seen.request)}
    _tell(work, seen, body, people, f"mail.host_{state}")


def _ask_too(work: Work, seen: Seen) -> None:
    newest = newest_round(work.db, seen.request.id)
    if newest is None or newest.closed_at is not None:
        return
    before = list(newest.company_ids)
    roll = queries.joint_roll(work.db, seen.request, day_in_japan(work.now))
    newest.company_ids = sorted({*before, *roll})
    work.db.add(newest)
    work.db.flush()
    work.record(
        "consultation.join", ("consultation", newest.id), {"companies": before},
        {"companies": newest.company_ids},
    )  # fmt: skip


def _tell(work: Work, seen: Seen, body: Body, people: Iterable[str], key: str) -> None:
    tell(
        work, people, key, f"/requests/{seen.request.id}", title=news.named(seen.request),
        body=both(body.name_ja, body.name_en),
    )  # fmt: skip
