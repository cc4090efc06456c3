"""What an administrator of the ministry sends about a ready wording."""

from ministry.outcomes import Outcome
from web.form import Form, Line, Prose, Tick


class Wording(Form):
    """A ready wording; without `outcome` it fits any. English may be left out."""

    name: Line(80)
    outcome: Outcome | None = None
    text_ja: Prose(10_000)
    text_en: Prose(10_000) | None = None
    reason_ja: Prose(10_000) | None = None
    reason_en: Prose(10_000) | None = None


class ChangedWording(Wording):
    """The wording as it is to be; one that is not `active` is offered to nobody."""

    active: Tick = False
