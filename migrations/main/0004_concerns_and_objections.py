"""Concerns and formal objections are two things, each with its history.

What was raised after a call for consensus becomes a formal objection, all else a concern. Until
now each of them stood in the way, so each counts as one that its holder cannot live with.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TOLD = (
    "UPDATE objection SET kind = 'concern', gravity = 'cannot_live', section = '', block = '',"
    " quote = '', reopened = 0",
    "UPDATE objection SET kind = 'formal' WHERE (SELECT c.move FROM state_change c"
    " WHERE c.request_id = objection.request_id AND c.at <= objection.created_at"
    " AND c.move IN ('call_consensus', 'reopen_reconciling')"
    " ORDER BY c.at DESC LIMIT 1) = 'call_consensus'",
    "INSERT INTO objection_event (id, objection_id, place, step, state, text, criteria, person_id,"
    " at) SELECT id || '0', id, 0, 'raise', 'open', ground, '[]', person_id, created_at"
    " FROM objection",
    "INSERT INTO objection_event (id, objection_id, place, step, state, text, criteria, person_id,"
    " at) SELECT id || '1', id, 1, 'answer', 'answered', answer, '[]', answered_by_id, answered_at"
    " FROM objection WHERE answered_at IS NOT NULL",
    "INSERT INTO objection_event (id, objection_id, place, step, state, text, criteria, person_id,"
    " at) SELECT id || '2', id, 2, CASE state WHEN 'withdrawn' THEN 'withdraw'"
    " WHEN 'accommodated' THEN CASE WHEN end_reason = '' THEN 'accept' ELSE 'accommodate' END"
    " WHEN 'addressed' THEN 'address' ELSE 'sustain' END, state, end_reason, '[]', ended_by_id,"
    " ended_at FROM objection WHERE ended_at IS NOT NULL",
)


def upgrade() -> None:
    op.create_table(
        "consensus_rule",
        sa.Column("body_id", sa.String(), nullable=False),
        sa.Column("call_days", sa.Integer(), nullable=False),
        sa.Column("appeal_days", sa.Integer(), nullable=False),
        sa.Column("reopenings", sa.Integer(), nullable=False),
        sa.Column("drafter_polls", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["body.id"],
        ),
        sa.PrimaryKeyConstraint("body_id"),
    )
    op.create_table(
        "objection_event",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("objection_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["objection_id"],
            ["objection.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("objection_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_objection_event_objection_id"), ["objection_id"], unique=False
        )

    names = ("kind", "gravity", "section", "block", "quote")
    with op.batch_alter_table("objection", schema=None) as batch_op:
        for name in names:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
        batch_op.add_column(sa.Column("reopened", sa.Integer(), nullable=True))
    for told in TOLD:
        op.execute(told)
    with op.batch_alter_table("objection", schema=None) as batch_op:
        for name in names:
            batch_op.alter_column(name, existing_type=sa.String(), nullable=False)
        batch_op.alter_column("reopened", existing_type=sa.Integer(), nullable=False)
