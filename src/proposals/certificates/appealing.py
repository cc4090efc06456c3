"""Appeals: a company asks the body above, whose chair decides."""

from committees.queries import chairs, lineage
from foundation.dates import day_in_japan
from foundation.errors import require
from foundation.verdict import Verdict
from foundation.work import Work
from notifications.outbox import tell
from proposals.certificates import queries, rules
from proposals.certificates.models import Appeal
from proposals.certificates.queries import Found
from proposals.deliberation.queries import newest_round, party_of
from proposals.drafting import news
from proposals.moves import be_moved
from proposals.rules import Facts
from proposals.stages import State


def appeal(work: Work, found: Found, ground: str) -> Appeal:
    """The actor's company appeals. Raises Refused with the rule's reason."""
    require(may_appeal(work, found))
    row = Appeal(
        id=work.id("appeal"), certificate_id=found.certificate.id,
        company_id=str(work.actor.company_id), person_id=work.actor.id, ground=ground,
        state=rules.OPEN, created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "appeal.raise", ("appeal", row.id),
        after={"certificate": row.certificate_id, "company": row.company_id, "ground": ground},
    )  # fmt: skip
    _tell(work, found, "mail.appeal_raised")
    return row


def decide(work: Work, found: Found, row: Appeal, state: str, decision: str) -> None:
    """Uphold or dismiss, with reasons; upheld, the request goes back to be reconciled. Raises
    Refused with the rule's reason."""
    require(may_decide(work, found, row))
    row.state, row.decision = state, decision
    row.decided_by_id, row.decided_at = work.actor.id, work.now
    work.db.add(row)
    work.db.flush()
    work.record(
        f"appeal.{'uphold' if state == rules.UPHELD else 'dismiss'}", ("appeal", row.id),
        {"state": rules.OPEN}, {"state": state, "decision": decision},
    )  # fmt: skip
    if state == rules.UPHELD and found.seen.state in rules.APPEALABLE:
        facts = Facts(appeal_upheld=True)
        be_moved(work, found.seen.request, "reopen_on_appeal", facts, decision)
    _tell(work, found, "mail.appeal_decided")


def may_appeal(work: Work, found: Found) -> Verdict:
    """Whether the actor's company may appeal against a certificate now."""
    who = party_of(work, found.seen, newest_round(work.db, found.seen.request.id))
    earlier = queries.appeals(work.db, found.certificate.id)
    return rules.may_appeal(
        state=State(found.seen.request.state),
        speaks=who.speaks and who.company_id is not None,
        until=found.certificate.appeal_until,
        now=work.now,
        appealed=any(row.company_id == who.company_id for row in earlier),
    )


def may_decide(work: Work, found: Found, row: Appeal) -> Verdict:
    """Above the topmost body there is none: the secretariat decides."""
    to = found.certificate.appeal_to_id
    above = (
        work.actor.presides(lineage(work.db, to)) if to else found.seen.relation.secretary
    )
    own = work.actor.company_id == row.company_id or work.actor.home_company_id == row.company_id
    return rules.may_decide(above=above, state=row.state, own=own)


def _tell(work: Work, found: Found, key: str) -> None:
    request, to = found.seen.request, found.certificate.appeal_to_id
    people = {
        *news.requester(work, request), *news.presiders(work, request),
        *news.keepers(work, request),
        *(chairs(work.db, to, day_in_japan(work.now)) if to else ()),
    }  # fmt: skip
    link = f"/certificates/{found.certificate.id}"
    tell(work, people, key, link, title=news.named(request))
