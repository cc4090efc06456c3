"""What a ballot's page and its record both show: the result, how votes were cast, recusals."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import select

from foundation.dates import short_date
from identity.models import Company
from proposals.ballots import queries
from proposals.ballots.queries import Found
from proposals.ballots.views import RecusalLine, ResultView, VoteLine
from proposals.deliberation.people import People
from proposals.rules import NOT_HIDDEN
from web.visit import Visit


def company_names(visit: Visit) -> dict[str, str]:
    """Names by id in the order of readings."""
    rows = visit.work.db.exec(select(Company).order_by(Company.reading, Company.id)).all()
    return {row.id: visit.name(row.name_ja, row.name_en) for row in rows}


def by_name(names: dict[str, str], ids: Iterable[str]) -> list[str]:
    wanted = set(ids)
    return [one for one in names if one in wanted]


def result(
    visit: Visit, told: dict[str, Any] | None, names: dict[str, str]
) -> ResultView | None:
    """The frozen result in words; None while there is none, and of a void ballot."""
    if not told or told["outcome"] == "void":
        return None
    order, people = list(names), People(visit)
    figures = {name: told[name] for name in ResultView.model_fields if name in told}
    lines = sorted(told["votes"], key=lambda vote: order.index(vote["company"]))
    votes = [
        VoteLine(
            company=names[vote["company"]],
            choice=vote["choice"],
            holder=names[vote["holder"]] if vote["holder"] else "",
            how=how_cast(visit, people, vote),
            receipt=vote["receipt"],
            reason=vote["reason"],
        )
        for vote in lines
    ]
    return ResultView(**figures | {"sentence": sentence(visit, told), "votes": votes})


def sentence(visit: Visit, told: dict[str, Any]) -> str:
    if told["outcome"] == "void":
        return visit.t("ballot.voided")
    key, params = told["sentence"]
    return visit.t(key, **params)


def how_cast(visit: Visit, people: People, vote: dict[str, Any]) -> str:
    """Whose deputy cast a vote, or which paper it came on; empty for a member's own vote."""
    paper = vote.get("paper")
    if paper:
        checked = "ballot.paper_checked_by" if vote.get("checked_by") else "ballot.paper_unchecked"
        return visit.t(
            "ballot.on_paper", reference=paper["reference"],
            day=short_date(date.fromisoformat(paper["day"]), visit.lang), reason=paper["reason"],
            by=people.person(vote["person"]),
            checked=visit.t(checked, by=people.person(vote["checked_by"]))
            if vote.get("checked_by") else visit.t(checked),
        )  # fmt: skip
    if vote.get("deputy_for"):
        return visit.t(
            "ballot.by_deputy", by=people.person(vote["person"]),
            member=people.person(vote["deputy_for"]),
        )  # fmt: skip
    return ""


def recusals(visit: Visit, found: Found, names: dict[str, str]) -> list[RecusalLine]:
    """Who stepped out and why; of an anonymous request the reason, which might tell who asks, is
    for those who keep the request."""
    request, relation = found.seen.request, found.seen.relation
    told = request.anonymity == NOT_HIDDEN or relation.secretary
    rows = {row.company_id: row for row in queries.recusals(visit.work.db, found.ballot.id)}
    return [
        RecusalLine(id=one, name=names[one], reason=rows[one].reason if told else "")
        for one in by_name(names, rows)
    ]


def who_voted(found: Found, names: dict[str, str]) -> list[str]:
    """The companies whose vote was taken."""
    return [names[one] for one in by_name(names, found.facts.voted)]
