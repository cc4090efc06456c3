"""Suggestions made of the words that a comment proposed."""

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    # Both databases take a column that refers to another table so, and name the reference alike.
    op.execute('ALTER TABLE suggestion ADD COLUMN comment_id VARCHAR REFERENCES "comment" (id)')
    op.create_index(op.f("ix_suggestion_comment_id"), "suggestion", ["comment_id"], unique=True)
