"""Doors of questions."""

from submissions.questions import forms, pages, views
from web.door import Act, Door, View

_ONE = "/questions/{question_id:id}"

ROUTES: tuple[Door, ...] = (
    View("question", _ONE, "submissions/question.html", pages.question, views.QuestionView),
    Act("answer_question", f"{_ONE}/answer", forms.Answer, pages.answer_question, "question",
        creates=True),
)  # fmt: skip
