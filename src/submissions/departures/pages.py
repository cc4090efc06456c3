"""Pages of departures: find, read the form, act, answer."""

from submissions.departures import actions, forms, queries, rules
from submissions.departures.models import Departure
from submissions.departures.views import DeparturesView, DepartureView
from submissions.letters.releasing import in_order
from submissions.rules import may_handle_release
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def departures(visit: Visit) -> DeparturesView:
    batches = rules.batches(visit.site.settings)
    return DeparturesView(
        departures=[_shown(visit, row) for row in queries.waiting(visit.work.db)],
        next_time=batches.times.next(visit.work.now),
        smallest=batches.smallest,
        may_release=bool(may_handle_release(visit.work.actor)),
    )


def override(visit: Visit, form: forms.Override, departure_id: str) -> Done:
    actions.override(visit.work, queries.departure(visit.work.db, departure_id), form.reason)
    return Done("/departures", "done.departure_overridden")


def recall(visit: Visit, form: NoFields, departure_id: str) -> Done:
    actions.recall(visit.work, queries.departure(visit.work.db, departure_id))
    return Done("/departures", "done.departure_recalled")


def _shown(visit: Visit, row: Departure) -> DepartureView:
    texts = in_order(queries.texts(visit.work.db, row.id))
    actor, answer = visit.work.actor, row.head is None
    head = row.head or {}
    return DepartureView(
        id=row.id,
        what=visit.t("departure.what.answer" if answer else "departure.what.letter"),
        title=visit.name(head.get("title_ja", ""), head.get("title_en", "")),
        is_answer=answer,
        texts=len(texts),
        titles=[] if answer else [str(text.package["title_ja"]) for text in texts],
        leaves_at=row.leaves_at,
        held=bool(row.held),
        reason=visit.t(row.held or "departure.waits_for_its_time"),
        override_reason=row.override_reason,
        may_override=visit.may(rules.may_override(actor, row.state, row.override_reason)),
        may_recall=visit.may(rules.may_recall(actor, row.state)),
    )
