"""What is sent to open a ballot, to vote, to step out, to let another vote, to close."""

from typing import Annotated, Literal

from pydantic import Field

from proposals.decision_rule import Secrecy
from proposals.roll import Choice
from web.form import Day, Form, Id, Line, Prose, Tick

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class OpenBallot(Form):
    """The last day to vote (its end in Japan), and a reason where that is soon or where the rule
    is not the body's own (`preset`). `no_meeting`: why it is decided in writing, where the rule is
    for that. `advisory`: only to hear. `trustees`: three people, for a secret ballot."""

    closes: Day
    question: Prose(1_000) | None = None
    reason: Prose(2_000) | None = None
    no_meeting: Prose(2_000) | None = None
    advisory: Tick = False
    preset: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")] | None = None
    secrecy: Secrecy | None = None
    trustees: Annotated[list[Id], Field(max_length=3)] = []


class ReopenBallot(Form):
    """The last day of the new vote, and why it is held."""

    closes: Day
    reason: Prose(2_000)


class CastVote(Form):
    """A choice, never chosen beforehand. `company` is whose vote it is, for a proxy holder."""

    choice: Choice
    reason: Prose(4_000) | None = None
    company: Id | None = None


class EnterPaperVote(Form):
    """A vote that came on paper: whose, what it says, its reference, the day it came, and why it
    was not cast here."""

    company: Id
    choice: Choice
    reason: Prose(4_000) | None = None
    reference: Line(100)
    received: Day
    why: Prose(1_000)


class CastSecret(Form):
    """A vote into the box: sealed by the browser (`sealed`, with the `code` by which it can be
    replaced), or a `choice` that is sealed here, with the form's `seed`. `replaces` and
    `replaces_code` are number and code of the company's earlier vote."""

    choice: Choice | None = None
    seed: Hash | None = None
    sealed: Annotated[str, Field(max_length=1_000)] | None = None
    code: Code | None = None
    replaces: Hash | None = None
    replaces_code: Code | None = None
    company: Id | None = None


class HandKey(Form):
    """A trustee's public keys with their proof, as the browser or `goi trustee new` tells them."""

    public: Annotated[str, Field(pattern=r"^[0-9a-f]{256}$")]


class HandOver(Form):
    """A trustee's signed steps, as the browser or `goi trustee step` writes them."""

    steps: Annotated[str, Field(max_length=240_000)]


class BulletinQuery(Form):
    """`find`: the number of a receipt, or a voter's own number."""

    find: Annotated[str, Field(max_length=100)] | None = None


class Reason(Form):
    """Why."""

    reason: Prose(2_000)


class GiveProxy(Form):
    """The company that is to vote in one's place."""

    holder: Id


class CastingVote(Form):
    """How the chair breaks a tie."""

    choice: Literal["for", "against"]
