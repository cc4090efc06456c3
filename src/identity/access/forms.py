"""What is sent to come in, go out and change a password."""

from typing import Annotated

from pydantic import Field

from foundation.passwords import MAX_LENGTH
from web.form import Form, Id, Line

# A password is taken as it was typed: nothing is trimmed, composed or cut off.
Secret = Annotated[str, Field(min_length=1, max_length=MAX_LENGTH)]
Address = Annotated[str, Field(max_length=2000)]


class SignInQuery(Form):
    """`next` is the page one was on the way to."""

    next: Address = ""


class SignIn(Form):
    """E-mail address and password."""

    email: Line(254)
    password: Annotated[str, Field(min_length=1, max_length=1000)]
    next: Address = ""


class DemoSwitch(Form):
    """The demo person to become."""

    person: Id


class ChangePassword(Form):
    """The password that holds, and the new one twice."""

    current: Annotated[str, Field(min_length=1, max_length=1000)]
    new: Secret
    again: Secret
