"""What the page of a body's days and limits shows."""

from pydantic import BaseModel


class ConsensusRuleView(BaseModel):
    """The form: `own` is whether the body has set them itself, `above` whose hold otherwise."""

    id: str
    name: str
    own: bool
    above: str
    call_days: int
    appeal_days: int
    reopenings: int
    drafter_polls: bool
