"""Written, advisory and paper votes; whose deputy cast a vote."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    added = [
        sa.Column("no_meeting", sa.String(), nullable=False, server_default=""),
        sa.Column("advisory", sa.Boolean(), nullable=False, server_default=sa.false()),
    ]
    for column in added:
        op.add_column("ballot", column)
    with op.batch_alter_table("ballot") as batch_op:
        for column in added:
            batch_op.alter_column(column.name, server_default=None)
    op.add_column("vote", sa.Column("paper", sa.Text(), nullable=True))
    # Alembic would name the constraints on SQLite, where the models name none.
    for name in ("deputy_for_id", "checked_by_id"):
        op.execute(f"ALTER TABLE vote ADD COLUMN {name} VARCHAR REFERENCES person (id)")
