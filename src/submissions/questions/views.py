"""A question of the ministry as the asking company and the officers read it."""

from datetime import date

from pydantic import BaseModel

from proposals.attachments.views import AttachmentView, FilesView
from submissions.as_read import AsRead
from web.visit import May


class QuestionView(BaseModel):
    """`draft` is what the company last handed in, `files` are those that go with it, `unsent`
    where it was handed in without a change of them; `review_id` is
    empty where the reader has no page to open there."""

    id: str
    request_id: str
    number: str
    title: str
    text: str
    asked_day: date
    answered_day: date | None
    answer: AsRead | None
    draft: str
    files: list[AttachmentView]
    unsent: bool
    state: str
    state_label: str
    consent_id: str
    review_id: str
    return_reason: str
    may_answer: May


class AnswerFilesView(FilesView):
    """The files that go with an answer to a question; `text` is the question. `unsent`: the
    answer was handed in without a change that was made since."""

    question_id: str
    number: str
    text: str
    unsent: bool
