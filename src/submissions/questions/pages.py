"""Pages of a question: find, read the form, act, answer."""

from collections.abc import Callable
from functools import partial

from starlette.responses import Response

from foundation.errors import NotFound, require
from proposals import authorship
from proposals.attachments.forms import Attach
from proposals.attachments.pages import as_file, shown
from proposals.attachments.queries import by_ids
from proposals.attachments.reading import Taken, take
from proposals.attachments.views import AttachmentView
from submissions import fields, queries
from submissions.as_read import as_read
from submissions.attachments.pages import left_file
from submissions.models import Question, Review
from submissions.package import ReleasedAnswer
from submissions.questions import actions, forms
from submissions.questions.views import AnswerFilesView, QuestionView
from submissions.rules import is_officer, may_see_question
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def question(visit: Visit, question_id: str) -> QuestionView:
    work = visit.work
    row = _found(visit, question_id)
    request = queries.request_of_question(work.db, row)
    review = queries.review_of_question(work.db, row.id)
    requester = authorship.is_requester(work.db, request.id, work.actor)
    return QuestionView(
        id=row.id,
        request_id=request.id,
        number=request.number or "",
        title=visit.name(request.title_ja, request.title_en),
        text=row.text,
        asked_day=row.asked_day,
        answered_day=row.answered_day,
        answer=as_read(visit, _sent(row), f"/questions/{row.id}/answer/files"),
        files=_draft_files(visit, row) if requester else [],
        unsent=requester and _unsent(row, review),
        draft=review.original[fields.ANSWER] if review and requester else "",
        state=review.state if review else "",
        state_label=visit.t(f"gate.state.{review.state}") if review else "",
        consent_id=review.id if review and requester else "",
        review_id=review.id if review and is_officer(work.actor) else "",
        return_reason=review.return_reason if review and requester else "",
        may_answer=visit.may(actions.answering(work, row)),
    )


def ahead_of_answering(
    visit: Visit, form: forms.Answer, question_id: str
) -> Callable[[], forms.Answer]:
    row = _found(visit, question_id)
    require(actions.answering(visit.work, row))
    search = actions.search_answer_ahead(visit.work, row, form.text)

    def searched() -> forms.Answer:
        search()
        return form

    return searched


def answer_question(visit: Visit, form: forms.Answer, question_id: str) -> Done:
    actions.answer(visit.work, _found(visit, question_id), form.text)
    return Done(f"/questions/{question_id}", "done.answer_handed_in")


def answer_files(visit: Visit, question_id: str) -> AnswerFilesView:
    """The files that go with an answer as it is being written, for the asking company alone."""
    row = _own(visit, question_id)
    request = queries.request_of_question(visit.work.db, row)
    return AnswerFilesView(
        question_id=row.id, number=request.number or "", text=row.text,
        files=_draft_files(visit, row),
        may_attach=visit.may(actions.attaching(visit.work, row)),
        may_detach=visit.may(actions.answering(visit.work, row)),
        unsent=_unsent(row, queries.review_of_question(visit.work.db, row.id)),
    )  # fmt: skip


def take_file(visit: Visit, form: Attach, question_id: str) -> Callable[[], Taken]:
    """Before anything is written: reading a file takes its time."""
    require(actions.attaching(visit.work, _own(visit, question_id)))
    return partial(take, form, visit.lang)


def attach(visit: Visit, taken: Taken, question_id: str) -> Done:
    row = actions.attach(visit.work, _own(visit, question_id), taken)
    return Done(f"/questions/{question_id}/files", "done.attached", {"id": row.id})


def detach(visit: Visit, form: NoFields, question_id: str, attachment_id: str) -> Done:
    actions.detach(visit.work, _own(visit, question_id), attachment_id)
    return Done(f"/questions/{question_id}/files", "done.detached")


def draft_file(visit: Visit, question_id: str, attachment_id: str) -> Response:
    """A file of the answer as it is being written. Raises NotFound."""
    if attachment_id not in _own(visit, question_id).files:
        raise NotFound
    return as_file(visit, attachment_id)


def sent_file(visit: Visit, question_id: str, number: int) -> Response:
    """A file of an answer that has left. Raises NotFound."""
    sent = _sent(_found(visit, question_id))
    if sent is None:
        raise NotFound
    return left_file(visit, sent, number)


def _draft_files(visit: Visit, row: Question) -> list[AttachmentView]:
    return [shown(visit, one, own=True) for one in by_ids(visit.work.db, row.files)]


def _unsent(row: Question, review: Review | None) -> bool:
    """Whether an answer was handed in with other files than go with it now."""
    return review is not None and row.answer is None and review.files != row.files


def _sent(row: Question) -> ReleasedAnswer | None:
    return ReleasedAnswer.model_validate(row.answer) if row.answer else None


def _own(visit: Visit, question_id: str) -> Question:
    """A question to this reader's own company. Raises NotFound."""
    row = queries.question(visit.work.db, question_id)
    if not authorship.is_requester(visit.work.db, row.request_id, visit.work.actor):
        raise NotFound
    return row


def _found(visit: Visit, question_id: str) -> Question:
    row = queries.question(visit.work.db, question_id)
    requester = authorship.is_requester(visit.work.db, row.request_id, visit.work.actor)
    if not may_see_question(visit.work.actor, requester=requester):
        raise NotFound
    return row
