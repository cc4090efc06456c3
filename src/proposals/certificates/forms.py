"""What is sent to appeal, and to decide an appeal."""

from typing import Literal

from proposals.certificates.rules import DISMISSED, UPHELD
from web.form import Form, Prose


class NewAppeal(Form):
    """Why the body above should look at it again."""

    ground: Prose(4_000)


class DecideAppeal(Form):
    """Upheld: the request goes back to be reconciled. Dismissed: the certificate stands."""

    state: Literal[UPHELD, DISMISSED]
    decision: Prose(4_000)
