"""What is sent to give and end an office."""

from foundation.actor import Office
from web.form import Day, Form, Id


class GiveOffice(Form):
    """Who, which office, from when until when."""

    person: Id
    office: Office
    starts: Day
    ends: Day | None = None


class EndOffice(Form):
    """The last day of the office."""

    last: Day
