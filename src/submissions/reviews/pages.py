"""Pages of the review: find, read the form, act, answer."""

from collections.abc import Callable

from foundation.errors import require
from proposals.queries import seen
from submissions import queries
from submissions.candidates.queries import smallest_group
from submissions.candidates.rules import may_settle
from submissions.models import Review
from submissions.reviews import actions, forms, listing, marking, page
from submissions.reviews.views import ReviewsView, ReviewView
from submissions.rules import is_officer, may_open
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def reviews(visit: Visit) -> ReviewsView:
    return ReviewsView(
        to_open=listing.to_open(visit),
        under_way=listing.under_way(visit),
        smallest=smallest_group(visit.work.db),
        may_settle=visit.may(may_settle(visit.work.actor)),
    )


def review(visit: Visit, review_id: str) -> ReviewView:
    return page.draw(visit, _found(visit, review_id))


def open_review(visit: Visit, _searched: object, request_id: str) -> Done:
    row = actions.open_review(visit.work, seen(visit.work, request_id))
    to = f"/reviews/{row.id}" if is_officer(visit.work.actor) else "/reviews"
    return Done(to, "done.review_opened", {"id": row.id})


def ahead_of_opening(
    visit: Visit, form: NoFields, request_id: str
) -> Callable[[], object]:
    found = seen(visit.work, request_id)
    opened = queries.review_of_request(visit.work.db, request_id) is not None
    require(may_open(visit.work.actor, found.request.anonymity, found.state, opened=opened))
    return actions.search_ahead(visit.work, found.request)


def ahead_of_searching(
    visit: Visit, form: NoFields, review_id: str
) -> Callable[[], object]:
    row = _found(visit, review_id)
    return actions.search_ahead(
        visit.work, queries.request_of(visit.work.db, row),
        row.original if row.question_id else None, row.files,
    )


def search_again(visit: Visit, _searched: object, review_id: str) -> Done:
    actions.search_again(visit.work, _found(visit, review_id))
    return Done(f"/reviews/{review_id}", "done.searched_again")


def decide(visit: Visit, form: forms.Decide, review_id: str, finding_id: str) -> Done:
    choice = marking.Choice(form.decision, form.replacement or "", form.reason or "")
    row = _found(visit, review_id)
    marking.decide(visit.work, row, finding_id, choice)
    to = marking.next_undecided(visit.work.db, row, finding_id)
    at = f"finding-{to}" if to else "finish"
    return Done(f"/reviews/{review_id}#{at}", "done.finding_decided")


def decide_certain(visit: Visit, form: NoFields, review_id: str) -> Done:
    decided = marking.decide_certain(visit.work, _found(visit, review_id))
    return Done(f"/reviews/{review_id}", "done.findings_decided", {"decided": decided})


def add_finding(visit: Visit, form: forms.AddFinding, review_id: str) -> Done:
    row = _found(visit, review_id)
    places = marking.add_finding(visit.work, row, form.field, form.passage, form.replacement)
    return Done(f"/reviews/{review_id}", "done.finding_added", {"places": places})


def finish(visit: Visit, form: NoFields, review_id: str) -> Done:
    row = _found(visit, review_id)
    actions.finish(visit.work, row)
    return Done(f"/reviews/{review_id}", "done.review_finished", {"hash": row.package_hash})


def look_behind(visit: Visit, form: forms.LookBehind, review_id: str) -> Done:
    actions.look_behind(visit.work, _found(visit, review_id), form.reason)
    return Done(f"/reviews/{review_id}", "done.looked_behind")


def choose_form(visit: Visit, form: forms.ChooseForm, review_id: str) -> Done:
    row = _found(visit, review_id)
    marking.choose_form(visit.work, row, as_plain=form.form == "plain")
    return Done(f"/reviews/{review_id}", f"done.form_{form.form}")


def _found(visit: Visit, review_id: str) -> Review:
    return queries.officers_review(visit.work, review_id)
