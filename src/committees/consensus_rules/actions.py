"""Setting a body's days and limits, and giving them up for those of the body above."""

from committees.consensus_rules.models import ConsensusRule
from committees.consensus_rules.terms import Terms, plain
from committees.models import Body
from committees.rules import may_administer
from foundation.errors import require
from foundation.work import Work


def set_terms(work: Work, body: Body, terms: Terms | None) -> None:
    """Set what holds in a body from now on; None leaves it to the body above. Windows that are
    open keep the days they were opened with. Raises Refused for who may not."""
    require(may_administer(work.actor))
    row = work.db.get(ConsensusRule, body.id)
    before = plain(Terms(row.call_days, row.appeal_days, row.reopenings, row.drafter_polls)) if (
        row
    ) else None
    if row:
        work.db.delete(row)
        work.db.flush()
    if terms:
        work.db.add(ConsensusRule(body_id=body.id, **plain(terms)))
        work.db.flush()
    work.record("body.consensus_rule", ("body", body.id), before, plain(terms) if terms else None)
