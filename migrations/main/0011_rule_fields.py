"""Decision rules: groups, "no objection" and required reasons become fields of every rule kept."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_NEW = {
    "seat_basis": "company",
    "per_group_min": None,
    "no_objection": False,
    "negative_reason": "optional",
}


def upgrade() -> None:
    connection = op.get_bind()
    for name in ("body", "ballot"):
        table = sa.table(name, sa.column("id", sa.String()), sa.column("rule", sa.Text()))
        for row in connection.execute(sa.select(table.c.id, table.c.rule)).all():
            if row.rule is not None:
                changed = sa.update(table).where(table.c.id == row.id).values(rule=_with(row.rule))
                connection.execute(changed)


def _with(stored: str) -> str:
    rule: dict[str, Any] = _NEW | json.loads(stored)
    return json.dumps(rule, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
