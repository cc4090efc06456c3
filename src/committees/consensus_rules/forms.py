"""What is sent to set a body's days and limits."""

from typing import Annotated

from pydantic import Field

from committees.consensus_rules.terms import MOST_DAYS, MOST_REOPENINGS, Terms
from web.form import Form, Tick

Days = Annotated[int, Field(ge=0, le=MOST_DAYS)]


class ConsensusRuleForm(Form):
    """Days are days of Japan; the last one counts to its end."""

    call_days: Days
    appeal_days: Days
    reopenings: Annotated[int, Field(ge=0, le=MOST_REOPENINGS)]
    drafter_polls: Tick = False

    def terms(self) -> Terms:
        return Terms(self.call_days, self.appeal_days, self.reopenings, self.drafter_polls)
