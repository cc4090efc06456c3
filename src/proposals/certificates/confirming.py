"""Decisions of meetings are confirmed by the clock, unless somebody objects."""

from committees.queries import members
from foundation.dates import day_in_japan
from foundation.work import Work
from notifications.outbox import tell
from proposals.ballots.facts import deciding_body
from proposals.certificates import queries, rules
from proposals.drafting import news
from proposals.models import Request
from proposals.queries import relate


def confirm_due(work: Work) -> int:
    """Confirm every decision whose window has passed without an objection; answers how many."""
    done = 0
    for record in queries.provisional(work.db, work.now):
        request = work.db.get_one(Request, record.request_id)
        standing = queries.stands(work.db, relate(work, request), record)
        if not rules.may_confirm(
            record.confirm_until, work.now, confirmed=False, stands=standing
        ):
            continue
        record.confirmed_at = work.now
        work.db.add(record)
        work.db.flush()
        work.record(
            "consensus.confirm", ("request", request.id),
            {"provisional_until": record.confirm_until.isoformat()},  # type: ignore[union-attr]
            {"record": record.id, "confirmed_at": work.now.isoformat()},
        )  # fmt: skip
        body = deciding_body(work.db, request.body_id)
        people = {
            *members(work.db, body.id, day_in_japan(work.now)), *news.requester(work, request),
            *news.presiders(work, request), *news.keepers(work, request),
        }  # fmt: skip
        tell(
            work, people, "mail.consensus_confirmed", f"/requests/{request.id}",
            title=news.named(request),
        )  # fmt: skip
        done += 1
    return done
