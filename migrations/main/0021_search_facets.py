"""Search: what entries can be filtered by, and in which way they were indexed.

The index is made anew and empty: provisions stand in it as whole words from now on, and PostgreSQL
keeps its grams by chunks. `goi` fills it on its next start (goi.reindexing).
"""

import sqlalchemy as sa
from alembic import op

from search import schema

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column(
        "search_entry",
        sa.Column("facets", sa.Text(), server_default="[]", nullable=False),
    )
    op.add_column(
        "search_entry", sa.Column("format", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_index("ix_search_entry_format", "search_entry", ["format"])
    schema.empty(op.get_bind())
