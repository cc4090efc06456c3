"""Pages of letters: what may be released, what has been, and what the ministry answered."""

from foundation.errors import Invalid, NotFound
from submissions import queries
from submissions.departures.rules import batches
from submissions.letters import actions, forms, reading
from submissions.letters.actions import Head
from submissions.letters.views import LetterView, ReleasesView, SubmissionsView
from submissions.models import Review
from submissions.rules import may_handle_release
from submissions.stages import Gate
from web.door import Done
from web.visit import Visit


def releases(visit: Visit) -> ReleasesView:
    rows = queries.at_gate(visit.work.db, Gate.AWAITING_RELEASE)
    allowed = may_handle_release(visit.work.actor)
    ready = [reading.ready(visit, row) for row in rows] if allowed else []
    return ReleasesView(
        requests=[one for one in ready if not one.is_answer],
        answers=[one for one in ready if one.is_answer],
        may_handle=visit.may(allowed),
        title_ja=visit.t("letter.default_title_ja"),
        title_en=visit.t("letter.default_title_en"),
        addressee=visit.site.settings.letter_addressee,
    )


def release(visit: Visit, form: forms.Release) -> Done:
    settings = visit.site.settings
    head = Head(
        title_ja=form.title_ja,
        title_en=form.title_en or "",
        addressee=form.addressee,
        sender=settings.letter_sender,
        number=settings.letter_number,
        override_reason=form.override_reason or "",
    )
    departure = actions.release(
        visit.work, _chosen(visit, form.reviews), head, batches(settings)
    )
    leaves = {"id": departure.id, "leaves_at": departure.leaves_at.isoformat()}
    return Done("/departures", "done.released", leaves)


def release_answer(visit: Visit, form: forms.ReleaseAnswer, review_id: str) -> Done:
    departure = actions.release_answer(
        visit.work, queries.out_of_review(visit.work.db, review_id), batches(visit.site.settings),
        form.override_reason or "",
    )  # fmt: skip
    leaves = {"id": departure.id, "leaves_at": departure.leaves_at.isoformat()}
    return Done("/departures", "done.answer_released", leaves)


def send_back(visit: Visit, form: forms.SendBack, review_id: str) -> Done:
    actions.send_back(visit.work, queries.out_of_review(visit.work.db, review_id), form.reason)
    return Done("/releases", "done.sent_back")


def submissions(visit: Visit) -> SubmissionsView:
    return reading.submissions(visit)


def submission(visit: Visit, letter_id: str) -> LetterView:
    return reading.letter(visit, queries.letter(visit.work.db, letter_id))


def _chosen(visit: Visit, ids: list[str]) -> list[Review]:
    """The reviews, each once. Raises Invalid for one that is no longer there to choose."""
    try:
        return [queries.review(visit.work.db, one) for one in sorted(set(ids))]
    except NotFound:
        raise Invalid(reviews="field.unknown_choice") from None
