"""What is sent to invite a body and to answer for it."""

from typing import Literal

from proposals.hosts.rules import ACCEPTED, DECLINED
from web.form import Form, Id, Prose


class InviteHost(Form):
    """Which body, and why it concerns it."""

    body: Id
    reason: Prose(2_000)


class AnswerInvitation(Form):
    """Whether the body joins."""

    answer: Literal[ACCEPTED, DECLINED]
