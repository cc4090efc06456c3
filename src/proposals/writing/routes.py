"""Doors of drafts that are being written."""

from proposals.drafting import form_views
from proposals.writing import forms, pages
from proposals.writing.rooms import open_rooms
from web.door import Act, Door, Live, View

_ONE = "/requests/{request_id:id}"

ROUTES: tuple[Door, ...] = (
    View(
        "request_edit", f"{_ONE}/edit", "proposals/request_edit.html", pages.request_edit,
        form_views.DraftForm,
    ),
    Act(
        "revise", f"{_ONE}/edit", forms.SharedRevision, pages.save, "request_edit",
        creates=True, body_limit=forms.FORM_LIMIT,
    ),
    Live("writing_live", f"{_ONE}/writing/live", open_rooms, body_limit=forms.MESSAGE_LIMIT),
    Act(
        "exchange_writing", f"{_ONE}/writing", forms.Exchange, pages.exchange, "request_edit",
        body_limit=forms.MESSAGE_LIMIT,
    ),
)  # fmt: skip
