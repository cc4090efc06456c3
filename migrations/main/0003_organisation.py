"""Organisation: uploads waiting to be confirmed; no anonymity officer from a member company."""

import sqlalchemy as sa
from alembic import op

from committees import schema

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "import_upload",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_import_upload_person_id", "import_upload", ["person_id"], unique=False)
    schema.create(op.get_bind())
