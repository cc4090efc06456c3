"""What the asking company does: consents to exactly these bytes, declines, withdraws."""

from foundation.errors import Stale, require
from foundation.work import Work
from submissions import news, queries
from submissions.attachments.actions import forget
from submissions.departures.queue import drop
from submissions.models import Review
from submissions.package import short
from submissions.receipts import Receipt, draw
from submissions.rules import may_consent
from submissions.stages import Gate


def consent(work: Work, row: Review, package_hash: str) -> Receipt | None:
    """Approve the package of this hash; answers the receipt of authorship of a request, of which
    only the commitment is kept. A consent given anew makes a new one.

    Raises Refused for whom it is not, Stale where the page showed another package.
    """
    require(may_consent(work.actor, queries.gate_facts(work.db, row, work.actor)))
    if package_hash != row.package_hash:
        raise Stale(
            {"package_hash": short(package_hash)}, {"package_hash": short(row.package_hash)}
        )
    row.consent_by_id, row.consent_hash = work.actor.id, package_hash
    row.consented_at, row.state = work.now, Gate.AWAITING_RELEASE.value
    receipt = None if row.question_id else draw(work.chance, row.package, package_hash)
    row.commitment = receipt.commitment if receipt else ""
    work.db.add(row)
    work.record(
        "review.consent", ("review", row.id),
        after={"hash": package_hash, "commitment": row.commitment},
    )
    news.tell_releasers(work, queries.request_of(work.db, row))
    return receipt


def decline(work: Work, row: Review, reason: str) -> None:
    """Send the text back to review, with what has to be otherwise."""
    facts = queries.gate_facts(work.db, row, work.actor)
    require(may_consent(work.actor, facts, "decline_consent"))
    reopen(work, row, reason)
    work.record("review.decline_consent", ("review", row.id), after={"reason": reason})
    request = queries.request_of(work.db, row)
    news.tell_officers(work, request, "mail.consent_declined", f"/reviews/{row.id}")


def withdraw(work: Work, row: Review) -> None:
    """Take consent back, which is possible until the text leaves: a departure that waits goes
    without it. Raises Refused once it has left."""
    facts = queries.gate_facts(work.db, row, work.actor)
    require(may_consent(work.actor, facts, "withdraw_consent"))
    _forget_consent(row)
    drop(work, row, Gate.AWAITING_CONSENT)
    work.record("review.withdraw_consent", ("review", row.id))


def reopen(work: Work, row: Review, reason: str) -> None:
    """Back to review: what was frozen and approved counts no more, decisions stay."""
    _forget_consent(row)
    drop(work, row, Gate.REVIEWING)
    forget(work, row)
    row.return_reason = reason
    row.package, row.package_hash, row.reviewer_id, row.reviewed_at = None, "", None, None
    work.db.add(row)


def _forget_consent(row: Review) -> None:
    row.consent_by_id, row.consent_hash, row.consented_at = None, "", None
    row.commitment = ""
