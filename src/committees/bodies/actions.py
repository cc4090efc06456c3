"""Making and changing bodies."""

import hashlib
from dataclasses import asdict
from typing import Any

from committees.bodies.facts import BodyFacts
from committees.bodies.queries import code_is_taken, depth, depth_beneath
from committees.bodies.rules import may_stand_under
from committees.models import Body
from committees.queries import body, descent
from committees.rule_object import checked
from committees.rules import may_administer
from foundation.columns import canonical
from foundation.errors import Invalid, Stale, require
from foundation.work import Work


def create_body(
    work: Work, facts: BodyFacts, rule: dict[str, Any] | None = None, name_status: str = ""
) -> Body:
    """A new body. Raises Refused, or Invalid for a code that is taken and a place too deep."""
    require(may_administer(work.actor))
    _fits(work, None, facts)
    row = Body(
        id=work.id("body"), rule=None if rule is None else checked(rule),
        name_status=name_status, **_plain(facts),
    )
    work.db.add(row)
    work.db.flush()
    work.record("create_body", ("body", row.id), after={**_plain(facts), "rule": row.rule})
    return row


def edit_body(work: Work, row: Body, facts: BodyFacts, seen: str | None) -> None:
    """Change a body. `seen` is the mark of what the editor saw before; None for an import.

    Raises Refused, Invalid, or Stale when somebody saved meanwhile.
    """
    require(may_administer(work.actor))
    mine, before = _plain(facts), stated(row)
    if seen is not None and seen != mark(row):
        changed = [name for name in mine if before[name] != mine[name]]
        raise Stale(
            mine={name: str(mine[name] or "") for name in changed},
            theirs={name: str(before[name] or "") for name in changed},
        )
    _fits(work, row, facts)
    changes = {name: value for name, value in mine.items() if value != before[name]}
    if not changes:
        return
    for name, value in changes.items():
        setattr(row, name, value)
    work.db.add(row)
    work.db.flush()
    work.record("edit_body", ("body", row.id), {name: before[name] for name in changes}, changes)


def set_rule(work: Work, row: Body, rule: dict[str, Any] | None) -> None:
    """Give a body a rule of its own, or None: the rule of the body above holds.

    Ballots that are already open keep the rule they were opened with. Raises Refused or Invalid.
    """
    require(may_administer(work.actor))
    before, row.rule = row.rule, None if rule is None else checked(rule)
    work.db.add(row)
    work.db.flush()
    work.record("set_rule", ("body", row.id), before, row.rule)


def stated(row: Body) -> dict[str, Any]:
    """What can be edited about a body, as plain values."""
    return {name: getattr(row, name) for name in BodyFacts.__dataclass_fields__}


def mark(row: Body) -> str:
    """What tells one state of a body from another."""
    return hashlib.sha256(canonical(stated(row)).encode()).hexdigest()[:32]


def _fits(work: Work, row: Body | None, facts: BodyFacts) -> None:
    if code_is_taken(work.db, facts.code, row.id if row else None):
        raise Invalid(code="body.code_taken")
    if facts.parent_id is None:
        return
    body(work.db, facts.parent_id)
    verdict = may_stand_under(
        depth(work.db, facts.parent_id),
        depth_beneath(work.db, row.id) if row else 0,
        inside_itself=row is not None and facts.parent_id in descent(work.db, row.id),
    )
    if not verdict:
        raise Invalid(parent=(verdict.reason, verdict.params))


def _plain(facts: BodyFacts) -> dict[str, Any]:
    return asdict(facts) | {
        "kind": facts.kind.value, "silence": facts.silence.value,
        "positions": facts.positions.value,
    }  # fmt: skip
