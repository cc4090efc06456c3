"""Doors of joint work; its forms stand on the request's page."""

from proposals.hosts import forms, pages
from web.door import Act, Door
from web.form import NoFields

_ONE = "/requests/{request_id:id}"

ROUTES: tuple[Door, ...] = (
    Act("invite_host", f"{_ONE}/hosts", forms.InviteHost, pages.invite_host, "request",
        creates=True),
    Act("answer_invitation", f"{_ONE}/hosts/{{host_body_id:id}}/answer", forms.AnswerInvitation,
        pages.answer_invitation, "request"),
    Act("sign_record", f"{_ONE}/consensus/{{consensus_record_id:id}}/signature", NoFields,
        pages.sign_record, "request"),
)  # fmt: skip
