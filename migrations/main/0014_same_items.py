"""Same items."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "same_item_notice",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("one_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["one_id"],
            ["request.id"],
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("one_id", "other_id"),
    )
    with op.batch_alter_table("same_item_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_same_item_notice_one_id"), ["one_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_same_item_notice_other_id"), ["other_id"], unique=False
        )

    with op.batch_alter_table("company", schema=None) as batch_op:
        batch_op.alter_column(
            "place", existing_type=sa.VARCHAR(), server_default="", existing_nullable=False
        )
        batch_op.alter_column(
            "parent_group", existing_type=sa.VARCHAR(), server_default="", existing_nullable=False
        )
