"""The deadlock procedure on the request's page: find, read the form, act, answer."""

from dataclasses import replace
from datetime import date

from foundation.dates import day_in_japan, short_date
from foundation.verdict import no
from proposals.deadlocks import actions, forms, queries
from proposals.deadlocks.models import Deadlock
from proposals.deadlocks.rules import PRECONDITIONS
from proposals.deadlocks.views import DeadlockView, PreconditionView
from proposals.deliberation.people import People
from proposals.queries import Seen, facts, seen
from proposals.rules import may_move
from proposals.stages import BY_NAME
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def deadlock(visit: Visit, of: Seen) -> DeadlockView:
    """The procedure for the request's page."""
    row, people = queries.newest(visit.work.db, of.request), People(visit)
    known = replace(facts(visit.work.db, of.request), both_views=True)
    none = no("deadlock.none")
    return DeadlockView(
        id=row.id if row else "",
        may_open=visit.may(actions.may_open(visit.work, of)),
        may_show=visit.may(actions.may_show(of, row) if row else none),
        may_agree=visit.may(actions.may_agree(of, row) if row else none),
        may_convey=visit.may(
            may_move(of.relation, of.state, BY_NAME[actions.CONVEY], known) if row else none
        ),
        preconditions=[_precondition(visit, row, name, people) for name in PRECONDITIONS],
        agreed=day_in_japan(row.agreed_at) if row and row.agreed_at else None,
        agreed_by=people.person(row.agreed_by_id) if row and row.agreed_by_id else "",
        conveyed=day_in_japan(row.conveyed_at) if row and row.conveyed_at else None,
        view_for=row.view_for if row else "",
        view_against=row.view_against if row else "",
    )


def open_deadlock(visit: Visit, form: NoFields, request_id: str) -> Done:
    row = actions.open_deadlock(visit.work, seen(visit.work, request_id))
    return Done(f"/requests/{request_id}", "done.deadlock_opened", {"id": row.id})


def show_precondition(
    visit: Visit, form: forms.ShowPrecondition, request_id: str, deadlock_id: str
) -> Done:
    of = seen(visit.work, request_id)
    row = queries.deadlock(visit.work.db, of.request, deadlock_id)
    actions.show(visit.work, of, row, form)
    return Done(f"/requests/{request_id}", "done.precondition_shown")


def agree_deadlock(visit: Visit, form: NoFields, request_id: str, deadlock_id: str) -> Done:
    of = seen(visit.work, request_id)
    actions.agree(visit.work, of, queries.deadlock(visit.work.db, of.request, deadlock_id))
    return Done(f"/requests/{request_id}", "done.deadlock_agreed")


def convey_both_views(
    visit: Visit, form: forms.ConveyBothViews, request_id: str, deadlock_id: str
) -> Done:
    of = seen(visit.work, request_id)
    row = queries.deadlock(visit.work.db, of.request, deadlock_id)
    actions.convey(visit.work, of, row, form)
    return Done(f"/requests/{request_id}", "done.both_views_conveyed")


def _precondition(
    visit: Visit, row: Deadlock | None, name: str, people: People
) -> PreconditionView:
    given = row.evidence.get(name, {}) if row else {}
    signed = ""
    if given:
        day = short_date(date.fromisoformat(given["day"]), visit.lang)
        by = people.person(given["person"])
        signed = visit.t("deliberation.signed", by=by, day=day)
    return PreconditionView(
        name=name,
        label=visit.t(f"deadlock.precondition.{name}"),
        hint=visit.t(f"deadlock.hint.{name}"),
        text=given.get("text", ""),
        links=given.get("links", []),
        signed=signed,
    )
