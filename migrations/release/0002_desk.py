"""Sections of the ministry, who has a request, ready wordings, mails of the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "reply_template",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("text_ja", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("reason_ja", sa.String(), nullable=False),
        sa.Column("reason_en", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "section",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name_ja", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "desk_message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("official_id", sa.String(), nullable=False),
        sa.Column("digest_day", sa.Date(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column(
            "sent_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["official_id"],
            ["official.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("official_id", "digest_day"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("desk_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_message_due_at"), ["due_at"], unique=False)

    op.create_table(
        "handling",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("section_id", sa.String(), nullable=True),
        sa.Column("official_id", sa.String(), nullable=True),
        sa.Column("due_day", sa.Date(), nullable=True),
        sa.Column("acknowledged_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.ForeignKeyConstraint(
            ["official_id"],
            ["official.id"],
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["section.id"],
        ),
        sa.PrimaryKeyConstraint("item_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "handling_step",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("section_id", sa.String(), nullable=True),
        sa.Column("official_id", sa.String(), nullable=True),
        sa.Column("due_day", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["official.id"],
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
        ),
        sa.ForeignKeyConstraint(
            ["official_id"],
            ["official.id"],
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["section.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("item_id", "place"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("handling_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handling_step_item_id"), ["item_id"], unique=False)

    # Batches would make the table anew, and every reply and question refers to it.
    for column in (
        sa.Column("administrator", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("digest", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("setup_hash", sa.String(), nullable=True),
        sa.Column(
            "setup_until",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=True,
        ),
        sa.Column("feed_hash", sa.String(), nullable=True),
    ):
        op.add_column("official", column)
    op.execute("ALTER TABLE official ADD COLUMN section_id VARCHAR REFERENCES section (id)")
    op.create_index(op.f("ix_official_feed_hash"), "official", ["feed_hash"], unique=True)
    op.create_index(op.f("ix_official_setup_hash"), "official", ["setup_hash"], unique=True)
    op.create_index("ix_official_subject", "official", ["issuer", "subject"], unique=True)
    op.add_column("reply", sa.Column("effective_day", sa.Date(), nullable=True))
    op.add_column(
        "reply", sa.Column("provision", sa.String(), server_default="", nullable=False)
    )
