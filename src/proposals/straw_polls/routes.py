"""Doors of straw polls; their forms stand on the request's page."""

from proposals.straw_polls import forms, pages
from web.door import Act, Door

_ONE = "/requests/{request_id:id}/straw-polls"

ROUTES: tuple[Door, ...] = (
    Act("open_straw_poll", _ONE, forms.OpenStrawPoll, pages.open_straw_poll, "request",
        creates=True),
    Act("answer_straw_poll", f"{_ONE}/{{straw_poll_id:id}}/answer", forms.AnswerStrawPoll,
        pages.answer_straw_poll, "request"),
)  # fmt: skip
