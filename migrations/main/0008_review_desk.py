"""The review desk: candidates, exceptions, decisions, reports."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "gate_setting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("smallest_group", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "review_decision",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("review_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("replacement", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_review_decision_review_id", "review_decision", ["review_id"], unique=False)

    op.create_table(
        "review_exception",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("review_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"), nullable=False
        ),
        sa.Column("confirmed_by_id", sa.String(), nullable=True),
        sa.Column(
            "confirmed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=True,
        ),
        sa.Column("confirmed_hash", sa.String(), nullable=False),
        sa.Column("withdrawn_by_id", sa.String(), nullable=True),
        sa.Column(
            "withdrawn_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_review_exception_review_id", "review_exception", ["review_id"], unique=False
    )

    op.create_table(
        "review_report",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("review_id", sa.String(), nullable=False),
        sa.Column("package_hash", sa.String(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("report_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_review_report_review_id", "review_report", ["review_id"], unique=False)

    for column in ("place", "parent_group"):
        op.add_column(
            "company", sa.Column(column, sa.String(), nullable=False, server_default="")
        )
    op.add_column("company", sa.Column("items", sa.Text(), nullable=False, server_default="[]"))
    op.add_column(
        "review", sa.Column("plain", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("review", sa.Column("style", sa.Text(), nullable=True))
