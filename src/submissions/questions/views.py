"""A question of the ministry as the asking company and the officers read it."""

from datetime import date

from pydantic import BaseModel

from submissions.as_read import AsRead
from web.visit import May


class QuestionView(BaseModel):
    """`draft` is what the company last handed in; `review_id` is empty where the reader has no
    page to open there."""

    id: str
    request_id: str
    number: str
    title: str
    text: str
    asked_day: date
    answered_day: date | None
    answer: AsRead | None
    draft: str
    state: str
    state_label: str
    consent_id: str
    review_id: str
    return_reason: str
    may_answer: May
