"""What is sent to open a ballot, to vote, to step out, to let another vote, to close."""

from typing import Literal

from web.form import Day, Form, Id, Prose


class OpenBallot(Form):
    """The last day to vote (its end in Japan), and a reason where that is soon."""

    closes: Day
    question: Prose(1_000) | None = None
    reason: Prose(2_000) | None = None


class CastVote(Form):
    """A choice, never chosen beforehand. `company` is whose vote it is, for a proxy holder."""

    choice: Literal["for", "no_objection", "against", "abstain"]
    reason: Prose(4_000) | None = None
    company: Id | None = None


class Reason(Form):
    """Why."""

    reason: Prose(2_000)


class GiveProxy(Form):
    """The company that is to vote in one's place."""

    holder: Id


class CastingVote(Form):
    """How the chair breaks a tie."""

    choice: Literal["for", "against"]
