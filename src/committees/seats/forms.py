"""What is sent to give and end a seat."""

from foundation.actor import Role
from web.form import Day, Form, Id


class GiveSeat(Form):
    """Who, as what, from when until when."""

    person: Id
    role: Role
    starts: Day
    ends: Day | None = None


class EndSeat(Form):
    """The last day of the seat."""

    last: Day
