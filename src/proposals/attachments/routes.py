"""Doors of a request's files."""

from proposals.attachments import forms, pages, views
from web.door import Act, Door, Page, View
from web.form import NoFields

_ALL = "/requests/{request_id:id}/attachments"
_ONE = f"{_ALL}/{{attachment_id:id}}"

ROUTES: tuple[Door, ...] = (
    View("attachments", _ALL, "proposals/attachments.html", pages.attachments,
         views.AttachmentsView),
    Act("attach", _ALL, forms.Attach, pages.attach, "attachments", creates=True,
        ahead=pages.take_file, body_limit=forms.BODY_LIMIT),
    Act("detach", f"{_ONE}/remove", NoFields, pages.detach, "attachments"),
    Page("attachment_file", f"{_ONE}/file", pages.file),
)  # fmt: skip
