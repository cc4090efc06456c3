"""Pages of a question: find, read the form, act, answer."""

from foundation.errors import NotFound
from proposals import authorship
from submissions import queries
from submissions.as_read import as_read
from submissions.models import Question
from submissions.package import ReleasedAnswer
from submissions.questions import actions, forms
from submissions.questions.views import QuestionView
from submissions.rules import is_officer, may_answer, may_see_question
from submissions.stages import Gate
from web.door import Done
from web.visit import Visit


def question(visit: Visit, question_id: str) -> QuestionView:
    work = visit.work
    row = _found(visit, question_id)
    request = queries.request_of_question(work.db, row)
    review = queries.review_of_question(work.db, row.id)
    requester = authorship.is_requester(work.db, request.id, work.actor)
    released = ReleasedAnswer.model_validate(row.answer) if row.answer else None
    verdict = may_answer(
        work.actor, requester=requester, answered=row.answer is not None,
        gate=Gate(review.state) if review else None,
    )  # fmt: skip
    return QuestionView(
        id=row.id,
        request_id=request.id,
        number=request.number or "",
        title=visit.name(request.title_ja, request.title_en),
        text=row.text,
        asked_day=row.asked_day,
        answered_day=row.answered_day,
        answer=as_read(visit, released),
        draft=review.original["answer"] if review and requester else "",
        state=review.state if review else "",
        state_label=visit.t(f"gate.state.{review.state}") if review else "",
        consent_id=review.id if review and requester else "",
        review_id=review.id if review and is_officer(work.actor) else "",
        return_reason=review.return_reason if review and requester else "",
        may_answer=visit.may(verdict),
    )


def answer_question(visit: Visit, form: forms.Answer, question_id: str) -> Done:
    actions.answer(visit.work, _found(visit, question_id), form.text)
    return Done(f"/questions/{question_id}", "done.answer_handed_in")


def _found(visit: Visit, question_id: str) -> Question:
    row = queries.question(visit.work.db, question_id)
    requester = authorship.is_requester(visit.work.db, row.request_id, visit.work.actor)
    if not may_see_question(visit.work.actor, requester=requester):
        raise NotFound
    return row
