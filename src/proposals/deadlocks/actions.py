"""Finding a deadlock, giving the evidence, agreeing on it, conveying both views."""

from dataclasses import replace

from foundation.dates import day_in_japan
from foundation.errors import Invalid, require
from foundation.verdict import Verdict
from foundation.work import Work
from notifications.outbox import tell
from proposals.deadlocks import forms, queries, rules
from proposals.deadlocks.models import Deadlock
from proposals.deliberation.discretion import keep_unnamed
from proposals.drafting import news
from proposals.moves import move
from proposals.queries import Seen, facts

_LOCAL = ("/requests/", "/ballots/", "/certificates/", "https://")
CONVEY = "convey_both_views"


def may_open(work: Work, seen: Seen) -> Verdict:
    return rules.may_open(
        state=seen.state, presides=seen.relation.presides, secretary=seen.relation.secretary,
        found=queries.newest(work.db, seen.request) is not None,
    )  # fmt: skip


def may_show(seen: Seen, row: Deadlock) -> Verdict:
    return rules.may_show(
        state=seen.state, presides=seen.relation.presides, secretary=seen.relation.secretary,
        agreed=row.agreed_at is not None,
    )  # fmt: skip


def may_agree(seen: Seen, row: Deadlock) -> Verdict:
    return rules.may_agree(
        state=seen.state, presides=seen.relation.presides, agreed=row.agreed_at is not None,
        shown=row.evidence,
    )  # fmt: skip


def open_deadlock(work: Work, seen: Seen) -> Deadlock:
    """Begin the procedure on the newest version. Raises Refused with the rule's reason."""
    require(may_open(work, seen))
    row = Deadlock(
        id=work.id("deadlock"), request_id=seen.request.id, version=seen.request.latest,
        person_id=work.actor.id, created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "deadlock.open", ("deadlock", row.id),
        after={"request": row.request_id, "version": row.version},
    )  # fmt: skip
    return row


def show(work: Work, seen: Seen, row: Deadlock, form: forms.ShowPrecondition) -> None:
    """Give evidence for a precondition, or other evidence in its place. Raises Refused with the
    rule's reason, Invalid for a link that leads neither to our pages nor to https."""
    require(may_show(seen, row))
    links = [line.strip() for line in (form.links or "").splitlines() if line.strip()]
    if not all(link.startswith(_LOCAL) for link in links):
        raise Invalid(links="deadlock.bad_link")
    before = row.evidence.get(form.precondition)
    given = {"text": form.text, "links": links, "person": work.actor.id,
             "day": day_in_japan(work.now).isoformat()}  # fmt: skip
    row.evidence = row.evidence | {form.precondition: given}
    work.db.add(row)
    work.db.flush()
    work.record(
        "deadlock.show", ("deadlock", row.id), before,
        given | {"precondition": form.precondition},
    )  # fmt: skip


def agree(work: Work, seen: Seen, row: Deadlock) -> None:
    """Who presides agrees that all four are met. Raises Refused with the rule's reason."""
    require(may_agree(seen, row))
    row.agreed_by_id, row.agreed_at = work.actor.id, work.now
    work.db.add(row)
    work.db.flush()
    work.record("deadlock.agree", ("deadlock", row.id), after={"evidence": row.evidence})
    request = seen.request
    people = {*news.requester(work, request), *news.keepers(work, request)}
    link = f"/requests/{request.id}"
    tell(work, people, "mail.deadlock_agreed", link, title=news.named(request))


def convey(work: Work, seen: Seen, row: Deadlock, form: forms.ConveyBothViews) -> None:
    """Let the request go on with both views (両論併記). Raises Refused with the rule's reason."""
    keep_unnamed(
        work, seen, view_for=form.view_for, view_against=form.view_against, reason=form.reason
    )
    state = replace(facts(work.db, seen.request), both_views=True)
    move(work, seen, CONVEY, state, form.reason)
    row.view_for, row.view_against = form.view_for, form.view_against
    row.conveyed_by_id, row.conveyed_at = work.actor.id, work.now
    work.db.add(row)
    work.db.flush()
    work.record(
        "deadlock.convey", ("deadlock", row.id),
        after={"for": form.view_for, "against": form.view_against, "reason": form.reason},
    )  # fmt: skip
    request = seen.request
    people = {*news.requester(work, request), *news.keepers(work, request)}
    link = f"/requests/{request.id}"
    tell(work, people, "mail.both_views_conveyed", link, title=news.named(request))
