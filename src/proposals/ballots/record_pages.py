"""The record of a ballot as a page, and as the bytes its hash is over."""

import hashlib

from starlette.responses import Response

from foundation.columns import canonical
from proposals.ballots import queries, record, rules
from proposals.ballots.shown import company_names, recusals, result, who_voted
from proposals.ballots.views import BallotRecordView
from proposals.ballots.words import rule_in_words
from web.downloads import attachment
from web.visit import Visit


def record_of(visit: Visit, ballot_id: str) -> BallotRecordView:
    found = queries.ended(visit.work, ballot_id)
    db, row, t = visit.work.db, found.ballot, visit.t
    told, names = record.content(db, found), company_names(visit)
    hidden = rules.may_see_votes(found.facts)
    outcome = row.result["outcome"]
    return BallotRecordView(
        id=row.id,
        request_id=row.request_id,
        request_number=found.seen.request.number or "",
        request_title=visit.name(found.seen.request.title_ja, found.seen.request.title_en),
        bodies=[visit.name(one["ja"], one["en"]) for one in told["bodies"]],
        advisory=row.advisory,
        secrecy=found.facts.rule.secrecy,
        question=row.question or t("ballot.default_question"),
        version=row.version,
        text_hash=told["text"]["hash"],
        reason=row.reason,
        no_meeting=row.no_meeting,
        rule=rule_in_words(visit, found.facts.rule),
        opened=row.opens_at,
        closes=row.closes_at,
        closed=row.closed_at,
        roll=[visit.name(one["ja"], one["en"]) for one in told["roll"]],
        recused=recusals(visit, found, names),
        voted=who_voted(found, names),
        outcome_label=t(f"ballot.outcome.{outcome}"),
        carried=outcome == "carried",
        void_reason=row.result["reason"] if row.state == rules.VOID else "",
        result=result(visit, row.result, names),
        votes_hidden="" if hidden else t(hidden.reason),
        chair_vote=row.result.get("chair_vote") or "",
        content_hash=hashlib.sha256(canonical(told).encode()).hexdigest(),
        journal_seq=told["journal"]["seq"] if told["journal"] else 0,
        journal_hash=told["journal"]["hash"] if told["journal"] else "",
        faults=[t(key) for key in record.faults(db, found)],
    )


def record_file(visit: Visit, ballot_id: str) -> Response:
    found = queries.ended(visit.work, ballot_id)
    text = canonical(record.content(visit.work.db, found))
    return attachment(text, "application/json", f"ballot-{ballot_id}.json")
