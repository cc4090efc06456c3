"""Which body decides a request, by which rule, and who is on its roll."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from committees.models import Body
from committees.queries import lineage, seats, voting_companies
from foundation.reading import asked_once
from identity.models import Company
from proposals.decision_rule import JAPANESE_MAJORITY, DecisionRule
from proposals.roll import Roll


@asked_once
def deciding_body(db: Session, body_id: str) -> Body:
    """The nearest body, upwards, that has a decision rule of its own; else the topmost."""
    above = [db.get_one(Body, one) for one in lineage(db, body_id)]
    return next((body for body in above if body.rule is not None), above[-1])


def rule_of(body: Body) -> DecisionRule:
    """The body's decision rule; more than half of the votes where it has set none."""
    return DecisionRule.from_json(body.rule) if body.rule else JAPANESE_MAJORITY


def principal_of(db: Session, bodies: Sequence[str], company_id: str, day: date) -> str | None:
    """Id of the person in whose voting seat the company's deputies act; the first by id where
    there are several."""
    held = [
        seat for body in bodies for seat in seats(db, body, day)
        if seat.company_id == company_id and seat.voting
    ]
    return min((seat.person_id for seat in held), default=None)


def roll_on(db: Session, body_id: str, day: date) -> list[str]:
    """Ids of the companies with a voting seat on the day, in a fixed order."""
    return sorted(company.id for company in voting_companies(db, body_id, day))


def roll_of(frozen: dict[str, Any], recused: frozenset[str]) -> Roll:
    """The roll as it was frozen when the ballot opened, with the recusals so far."""
    return Roll(frozenset(frozen["companies"]), recused, groups=frozen.get("groups", {}))


def groups_of(db: Session, rule: DecisionRule, companies: list[str]) -> dict[str, Any]:
    """The part of a frozen roll that says which group a company is of; empty where the rule asks
    nothing of groups."""
    if rule.per_group_min is None:
        return {}
    rows = db.exec(select(Company).where(col(Company.id).in_(companies))).all()
    return {"groups": {row.id: row.sector_id for row in rows}}
