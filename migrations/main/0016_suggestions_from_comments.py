"""Suggestions made of the words that a comment proposed."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("comment_id", sa.String(), nullable=True))
        batch_op.create_unique_constraint(
            batch_op.f("uq_suggestion_comment_id"), ["comment_id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_suggestion_comment_id_comment"), "comment", ["comment_id"], ["id"]
        )
