"""Search: entries with several audiences, and the index over them.

The entries of 0001 were never written by any released Gōi, so they are not carried over.
"""

import sqlalchemy as sa
from alembic import op

from search import schema

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.drop_table("search_entry")
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("subject_id"),
    )
    op.create_table(
        "search_audience",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["search_entry.id"]),
        sa.PrimaryKeyConstraint("entry_id", "token"),
    )
    schema.create(op.get_bind())
