"""Pages of the count: find, read the form, act, answer."""

from foundation.errors import NotFound
from submissions import queries
from submissions.candidates import actions, forms
from submissions.candidates.counting import ASKER
from submissions.candidates.showing import SENT_AS
from submissions.models import Review
from submissions.stages import Gate
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def consent_to_few(visit: Visit, form: forms.Consent, review_id: str) -> Done:
    actions.record_consent(
        visit.work, _found(visit, review_id), _speaker(form.speaker), form.reason
    )
    return _back(review_id, "done.few_consented")


def dismiss_stated(visit: Visit, form: forms.Dismiss, review_id: str) -> Done:
    actions.dismiss(
        visit.work, _found(visit, review_id), _speaker(form.speaker), form.attribute,
        form.value, form.reason,
    )
    return _back(review_id, "done.stated_dismissed")


def add_stated(visit: Visit, form: forms.AddStated, review_id: str) -> Done:
    actions.add_stated(
        visit.work, _found(visit, review_id), _speaker(form.speaker), form.attribute,
        form.value, form.reason,
    )
    return _back(review_id, "done.stated_added")


def generalise(visit: Visit, form: forms.Generalise, review_id: str) -> Done:
    places = actions.generalise(
        visit.work, _found(visit, review_id), _speaker(form.speaker), form.words, form.instead
    )
    return _back(review_id, "done.generalised", places=places)


def record_false_hit(visit: Visit, form: forms.FalseHit, review_id: str) -> Done:
    actions.record_false_hit(visit.work, _found(visit, review_id), form.subject, form.reason)
    return _back(review_id, "done.false_hit")


def withdraw_exception(
    visit: Visit, form: NoFields, review_id: str, exception_id: str
) -> Done:
    actions.withdraw(visit.work, _found(visit, review_id), exception_id)
    return _back(review_id, "done.exception_withdrawn")


def confirm_exception(
    visit: Visit, form: NoFields, review_id: str, exception_id: str
) -> Done:
    row = queries.review(visit.work.db, review_id)
    if row.state == Gate.REVIEWING:
        raise NotFound
    actions.confirm(visit.work, row, exception_id)
    return Done("/releases", "done.exception_confirmed")


def settle_smallest(visit: Visit, form: forms.Settle) -> Done:
    actions.settle(visit.work, form.smallest)
    return Done("/reviews", "done.smallest_settled")


def _speaker(sent: str) -> str:
    return ASKER if sent == SENT_AS else sent


def _found(visit: Visit, review_id: str) -> Review:
    return queries.officers_review(visit.work, review_id)


def _back(review_id: str, say: str, **data: int) -> Done:
    return Done(f"/reviews/{review_id}", say, data)
