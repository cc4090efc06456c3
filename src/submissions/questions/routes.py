"""Doors of questions."""

from proposals.attachments.forms import BODY_LIMIT, Attach
from submissions.questions import forms, pages, views
from web.door import Act, Door, Page, View
from web.form import NoFields

_ONE = "/questions/{question_id:id}"
_FILES = f"{_ONE}/files"

ROUTES: tuple[Door, ...] = (
    View("question", _ONE, "submissions/question.html", pages.question, views.QuestionView),
    Act("answer_question", f"{_ONE}/answer", forms.Answer, pages.answer_question, "question",
        creates=True, ahead=pages.ahead_of_answering),
    View("answer_files", _FILES, "submissions/answer_files.html", pages.answer_files,
         views.AnswerFilesView),
    Act("attach_to_answer", _FILES, Attach, pages.attach, "answer_files", creates=True,
        ahead=pages.take_file, body_limit=BODY_LIMIT),
    Act("detach_from_answer", f"{_FILES}/{{attachment_id:id}}/remove", NoFields, pages.detach,
        "answer_files"),
    Page("answer_draft_file", f"{_FILES}/{{attachment_id:id}}/file", pages.draft_file),
    Page("answer_sent_file", f"{_ONE}/answer/files/{{number:n}}", pages.sent_file),
)  # fmt: skip
