"""Departures at fixed times, and commitments of authorship."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

# Whoever releases texts apart from who asks finds no anonymous request by its words any more.
_NARROWED = """
    UPDATE search_audience SET token = 'members_who_do_not_release'
    WHERE token = 'members' AND entry_id IN (
        SELECT entry.id FROM search_entry AS entry
        JOIN request ON entry.subject_id IN (request.id, 'answers/' || request.id)
        WHERE request.anonymity <> 'none'
        UNION
        SELECT entry.id FROM search_entry AS entry
        JOIN comment ON entry.subject_id = comment.id
        JOIN request ON request.id = comment.request_id
        WHERE request.anonymity <> 'none'
    )
"""


def upgrade() -> None:
    op.execute(_NARROWED)
    op.create_table(
        "departure",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("head", sa.Text(), nullable=True),
        sa.Column(
            "leaves_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=False,
        ),
        sa.Column("held", sa.String(), nullable=False),
        sa.Column("override_reason", sa.String(), nullable=False),
        sa.Column("override_by_id", sa.String(), nullable=True),
        sa.Column("released_by_id", sa.String(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["override_by_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["released_by_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("departure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_departure_state"), ["state"], unique=False)

    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.add_column(sa.Column("commitment", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("departure_id", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_review_departure_id"), ["departure_id"], unique=False)
        batch_op.create_foreign_key(
            "review_departure_id_fkey", "departure", ["departure_id"], ["id"]
        )
