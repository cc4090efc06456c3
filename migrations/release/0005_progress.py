"""How far an item has come at the ministry, which the members' side may read; the day of its
acknowledgement stood in a table of the desk's own."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "progress",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("received_day", sa.Date(), nullable=True),
        sa.Column("study_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"]),
        sa.PrimaryKeyConstraint("item_id"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO progress (item_id, received_day) SELECT item_id, acknowledged_day"
        " FROM handling WHERE acknowledged_day IS NOT NULL"
    )
    op.drop_column("handling", "acknowledged_day")
