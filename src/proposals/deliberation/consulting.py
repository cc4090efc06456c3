"""Asking the companies of the deciding body what they hold: a round is opened and extended."""

from datetime import date

from committees.queries import members
from foundation.dates import day_in_japan, end_of_day_jst
from foundation.errors import Invalid, require
from foundation.verdict import Verdict
from foundation.work import Work
from notifications.outbox import tell
from proposals.ballots.facts import deciding_body
from proposals.deliberation import queries, rules
from proposals.deliberation.kinds import SEALED
from proposals.drafting.actions import give_number
from proposals.drafting.news import named
from proposals.hosts.queries import hosts, joint_roll
from proposals.models import Consultation, Request
from proposals.moves import move
from proposals.queries import Seen, facts
from proposals.rules import may_move
from proposals.stages import BY_NAME


def open_consultation(work: Work, seen: Seen, closes: date) -> Consultation:
    """Ask all companies that vote in the deciding body, or in those of joint work; version,
    companies and the meaning of silence are fixed now.

    Raises Refused for whom it is not and where there is nobody to ask, Invalid for a day that
    can't be.
    """
    request = seen.request
    known = facts(work.db, request)
    require(may_move(seen.relation, seen.state, BY_NAME["open_consultation"], known))
    closes_at = end_of_day_jst(closes)
    _check_day(rules.may_run_round(closes_at, work.now))
    body = deciding_body(work.db, request.body_id)
    companies = joint_roll(work.db, request, day_in_japan(work.now))
    require(rules.may_ask(companies))
    give_number(work, request)
    move(work, seen, "open_consultation", known)
    row = Consultation(
        id=work.id("consultation"), request_id=request.id, version=request.latest,
        opens_at=work.now, closes_at=closes_at, silence=body.silence,
        sealed=body.positions == SEALED, company_ids=companies,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "consultation.open", ("consultation", row.id),
        after={"request": request.id, "version": row.version, "silence": row.silence,
               "sealed": row.sealed,
               "companies": companies, "closes_at": closes_at.isoformat()},
    )  # fmt: skip
    _tell_members(work, request, f"mail.consultation_opened_{row.silence}", closes)
    return row


def extend_consultation(work: Work, seen: Seen, closes: date, reason: str) -> Consultation:
    """Give more time, to everybody alike and with notice; never less.

    Raises Refused for whom it is not and once the round is over, Invalid for a day that is not
    later.
    """
    row = queries.newest_round(work.db, seen.request.id)
    ends = row.closes_at if row and row.closed_at is None else None
    require(rules.may_extend(queries.party_of(work, seen, row), ends, work.now))
    assert row is not None, "only an open round can be extended"
    closes_at = end_of_day_jst(closes)
    if closes_at <= row.closes_at:
        raise Invalid(closes="consultation.not_later")
    _check_day(rules.may_run_round(closes_at, work.now))
    before = day_in_japan(row.closes_at)
    row.extensions = [
        *row.extensions, {"from": before.isoformat(), "to": closes.isoformat(), "reason": reason}
    ]
    row.closes_at = closes_at
    work.db.add(row)
    work.record(
        "consultation.extend", ("consultation", row.id),
        {"closes": before.isoformat()}, {"closes": closes.isoformat(), "reason": reason},
    )  # fmt: skip
    _tell_members(work, seen.request, "mail.consultation_extended", closes)
    return row


def _check_day(verdict: Verdict) -> None:
    if not verdict:
        raise Invalid(closes=(verdict.reason, verdict.params))


def _tell_members(work: Work, request: Request, key: str, closes: date) -> None:
    day = day_in_japan(work.now)
    own = hosts(work.db, request)
    bodies = {*own, *(deciding_body(work.db, one).id for one in own)}
    people = {person for body in bodies for person in members(work.db, body, day)}
    link = f"/requests/{request.id}"
    tell(work, people, key, link, title=named(request), closes=closes)
