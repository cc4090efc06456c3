"""The close: count once, freeze the result with the roll, move the request on."""

from dataclasses import asdict
from typing import Any

from sqlmodel import Session

from committees.queries import members
from foundation.dates import day_in_japan
from foundation.errors import require
from foundation.work import Work
from notifications.outbox import tell
from proposals.ballots import forms, queries, rules, secrecy
from proposals.ballots.facts import roll_of
from proposals.ballots.queries import Found
from proposals.decision_rule import DecisionRule
from proposals.models import Ballot, Request
from proposals.moves import be_moved
from proposals.roll import CastVote, Choice, cast_as
from proposals.rules import Facts
from proposals.tally import count

_MOVE = {
    "carried": "carry",
    "rejected": "lose",
    "no_quorum": "leave_undecided",
    "tie_revote": "leave_undecided",
    "void": "leave_undecided",
}


def close(work: Work, found: Found) -> None:
    """The presiding officer closes. Raises Refused with the reason."""
    require(rules.may_close(found.facts, work.actor, found.body.id, work.now))
    finish(work, found.ballot)


def close_due(work: Work) -> int:
    """Close every ballot whose time is over; answers how many."""
    due = queries.overdue(work.db, work.now)
    for row in due:
        finish(work, row)
    return len(due)


def break_tie(work: Work, found: Found, form: forms.CastingVote) -> None:
    """The chair's casting vote. Raises Refused with the reason."""
    require(rules.may_break_tie(found.facts, work.actor, found.body.id))
    finish(work, found.ballot, chair_vote=form.choice)


def hand_over(work: Work, found: Found, form: forms.HandOver) -> None:
    """A trustee's step; the one that opens the votes ends the ballot."""
    if secrecy.hand_over(work, found, form):
        work.db.flush()
        finish(work, found.ballot)


def void(work: Work, found: Found, form: forms.Reason) -> None:
    """Declare the ballot void: nothing is counted, the request goes back to be reconciled."""
    require(rules.may_void(found.facts, work.actor, found.body.id))
    row = found.ballot
    row.state, row.closed_at = rules.VOID, work.now
    row.result = {"outcome": "void", "reason": form.reason}
    work.db.add(row)
    work.record("ballot.void", ("ballot", row.id), after=row.result)
    _move_on(work, row, form.reason)


def finish(work: Work, row: Ballot, chair_vote: Choice | None = None) -> None:
    """Count and freeze. A tie that is the chair's to break waits for the casting vote, a secret
    ballot for its trustees."""
    if DecisionRule.from_json(row.rule).secrecy == "secret":
        if secrecy.of(work.db, row.id).opened is None:
            secrecy.close_box(work, row)
            return
        result = secrecy.result_of(work.db, row, chair_vote)
    else:
        result = result_now(work.db, row, chair_vote)
    waits, before = result["outcome"] == "tie_chair", row.state
    row.state = rules.TIED if waits else rules.CLOSED
    row.closed_at = row.closed_at or work.now
    row.result = result
    work.db.add(row)
    work.record(
        "ballot.tied" if waits else "ballot.close", ("ballot", row.id),
        {"state": before}, {"state": row.state, "result": result},
    )  # fmt: skip
    if not waits:
        _move_on(work, row, "")
    today = day_in_japan(work.now)
    bodies = row.roll.get("bodies", [row.roll["body"]])
    people = {one for body in bodies for one in members(work.db, body, today)}
    key = "mail.advisory_ballot_closed" if row.advisory else "mail.ballot_closed"
    tell(work, people, key, f"/ballots/{row.id}")


def result_now(db: Session, row: Ballot, chair_vote: Choice | None = None) -> dict[str, Any]:
    """The result as plain values, with the votes it was counted from: anybody can count again."""
    votes = queries.votes_of(db, row.id)
    state = queries.facts_of(db, row, votes)
    rule = DecisionRule.from_json(row.rule)
    cast = [
        CastVote(
            vote.company_id, cast_as(vote.choice), vote.holder_id,
            not rules.lacks_reason(rule, vote.choice, vote.reason),
        )
        for vote in votes
    ]  # fmt: skip
    counted = count(rule, roll_of(row.roll, state.recused), cast, chair_vote)
    return asdict(counted) | {
        "chair_vote": chair_vote,
        "recusals": sorted(state.recused),
        "votes": [
            {"company": vote.company_id, "choice": vote.choice, "holder": vote.holder_id,
             "person": vote.person_id, "deputy_for": vote.deputy_for_id, "paper": vote.paper,
             "checked_by": vote.checked_by_id, "receipt": vote.receipt, "reason": vote.reason}
            for vote in votes
        ],
    }  # fmt: skip


def _move_on(work: Work, row: Ballot, note: str) -> None:
    """The request goes where the outcome leads; nowhere by an advisory ballot."""
    if row.advisory:
        return
    request = work.db.get_one(Request, row.request_id)
    outcome = row.result["outcome"]
    be_moved(work, request, _MOVE[outcome], Facts(ballot=outcome), note)
