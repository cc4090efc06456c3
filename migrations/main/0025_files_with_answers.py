"""Files that go with answers to questions."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column(
        "question", sa.Column("files", sa.Text(), server_default="[]", nullable=False)
    )
