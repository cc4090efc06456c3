"""How the invented requests were decided: records of consensus, ballots, minority opinions."""

import hashlib
from typing import Any

from sqlmodel import select

from foundation.dates import end_of_day_jst
from foundation.work import Work
from goi.demo.timeline import Timeline, at
from proposals.ballots import rules
from proposals.ballots.closing import result_now
from proposals.ballots.facts import deciding_body, rule_of
from proposals.ballots.queries import text_hash
from proposals.certificates.issuing import issue
from proposals.deliberation.concluding import roll
from proposals.deliberation.kinds import Outcome
from proposals.hosts.models import ChairSignature
from proposals.models import Ballot, ConsensusRecord, MinorityOpinion, Request, Vote
from proposals.queries import relate

_STATEMENT = "意見照会の結果、異議は示されず、要望として提出することについて合意に達した。"
_WEIGHED = "条件として示された意見は、要望の趣旨を変えるものではなく、提出後の協議で取り上げる。"
_NO_MEETING = "締切までに会議を開く機会がないため、書面により議決する。"


def plan_before(
    timeline: Timeline, proposal: dict[str, Any], request: Request, move: str, day: str
) -> None:
    """What is written down before the move can be made."""
    if move == "approve":
        timeline.add(
            day, record, timeline, request, day, Outcome.UNANIMOUS, _STATEMENT, _WEIGHED
        )
    if move in ("carry", "lose"):
        timeline.add(day, _close, timeline, request, day)


def plan_after(
    timeline: Timeline, proposal: dict[str, Any], request: Request, move: str, day: str
) -> None:
    """The ballot that the move opens, and who has voted so far."""
    if move == "open_ballot":
        timeline.add(day, _open, timeline, proposal["ballot"], request)
        for vote in proposal["ballot"]["ballots"]:
            timeline.add(vote["at"], _vote, timeline, vote, request)
        for opinion in proposal["minority_opinions"]:
            timeline.add(day, _dissent, timeline, proposal, opinion, request, day)


def record(
    timeline: Timeline, request: Request, day: str, outcome: Outcome, statement: str, weighed: str
) -> None:
    """The chair's record with its certificate."""
    work = timeline.by_presider(request.body_id, day)
    row = ConsensusRecord(
        id=work.id("consensus"),
        request_id=request.id,
        version=request.latest,
        outcome=outcome.value,
        statement=statement,
        weighed=weighed,
        roll=roll(work, relate(work, request)),
        person_id=work.actor.id,
        created_at=work.now,
    )
    work.db.add(row)
    work.db.flush()
    work.record(
        "consensus.record", ("request", request.id),
        after={"version": row.version, "outcome": row.outcome, "statement": row.statement,
               "weighed": row.weighed, "roll": row.roll},
    )  # fmt: skip
    work.db.add(
        ChairSignature(
            id=work.id("chair_signature"), request_id=request.id, version=row.version,
            record_id=row.id, body_id=request.body_id, person_id=work.actor.id,
            name_ja=work.actor.name_ja, name_en=work.actor.name_en, at=work.now,
        )
    )  # fmt: skip
    work.db.flush()
    issue(work, relate(work, request), row)


def _open(timeline: Timeline, ballot: dict[str, Any], request: Request) -> None:
    work = timeline.by_presider(request.body_id, ballot["opens"])
    body = deciding_body(work.db, request.body_id)
    row = Ballot(
        id=work.id("ballot"),
        request_id=request.id,
        version=request.latest,
        question="",
        no_meeting=_NO_MEETING,
        rule=rule_of(body).to_json(),
        roll={
            "body": body.id,
            "bodies": [body.id],
            "companies": sorted(
                timeline.ids.companies[key] for key in ballot["eligible_company_ids"]
            ),
        },
        state=rules.OPEN,
        opens_at=work.now,
        closes_at=end_of_day_jst(at(ballot["closes"]).date()),
    )
    work.db.add(row)
    work.db.flush()
    work.record(
        "ballot.open", ("ballot", row.id),
        after={"version": row.version, "rule": row.rule, "roll": row.roll,
               "text": text_hash(work.db, row), "closes_at": row.closes_at.isoformat(),
               "no_meeting": row.no_meeting},
    )  # fmt: skip


def _vote(timeline: Timeline, vote: dict[str, Any], request: Request) -> None:
    work = timeline.by(vote["cast_by"], vote["at"])
    ballot, companies = _ballot(work, request), timeline.ids.companies
    holder = vote["proxy_holder_company_id"]
    row = Vote(
        id=work.id("vote"),
        ballot_id=ballot.id,
        company_id=companies[vote["company_id"]],
        choice=vote["choice"],
        person_id=work.actor.id,
        holder_id=companies[holder] if holder else None,
        receipt=hashlib.sha256(work.chance.token("receipt").encode()).hexdigest()[:20],
        cast_at=work.now,
    )
    work.db.add(row)
    work.db.flush()
    work.record(
        "ballot.vote", ("ballot", ballot.id),
        after={"company": row.company_id, "choice": row.choice, "holder": row.holder_id,
               "person": row.person_id, "receipt": row.receipt},
    )  # fmt: skip


def _close(timeline: Timeline, request: Request, day: str) -> None:
    work = timeline.by_system(day)
    row = _ballot(work, request)
    row.result = result_now(work.db, row)
    row.state, row.closed_at = rules.CLOSED, work.now
    work.db.add(row)
    work.record(
        "ballot.close", ("ballot", row.id), {"state": rules.OPEN},
        {"state": row.state, "result": row.result},
    )  # fmt: skip


def _dissent(
    timeline: Timeline, proposal: dict[str, Any], opinion: dict[str, Any], request: Request,
    day: str,
) -> None:
    """In the words of whoever spoke for the company in the round."""
    spoke = next(
        position["given_by"]
        for one in proposal["rounds"] for position in one["positions"]
        if position["company_id"] == opinion["company_id"]
    )  # fmt: skip
    work = timeline.by(spoke, day)
    company_id = timeline.ids.companies[opinion["company_id"]]
    dissent(work, request, company_id, opinion["body_ja"], named=opinion["show_company"])


def dissent(work: Work, request: Request, company_id: str, text: str, *, named: bool) -> None:
    """A minority opinion of a company, by whoever speaks."""
    row = MinorityOpinion(
        id=work.id("opinion"), request_id=request.id, company_id=company_id,
        person_id=work.actor.id, text=text, named=named, created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "minority_opinion.give", ("request", request.id),
        after={"company": row.company_id, "text": row.text, "named": row.named},
    )  # fmt: skip


def _ballot(work: Work, request: Request) -> Ballot:
    return work.db.exec(select(Ballot).where(Ballot.request_id == request.id)).one()
