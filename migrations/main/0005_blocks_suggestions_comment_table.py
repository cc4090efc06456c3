"""Blocks with lasting ids in every version; suggestions; dispositions of comments."""

import json

import sqlalchemy as sa
from alembic import op

from foundation.columns import canonical
from foundation.markdown import RENDERER_VERSION
from proposals.blocks import Blocks, identified, rendered
from proposals.deliberation.anchors import Anchor, Layout, layout, located

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "suggestion",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("replacement", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("counter_to_id", sa.String(), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("as_requester", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("company_id", sa.String(), nullable=True),
        sa.Column("final", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("merged", sa.Integer(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "decided_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.id"],
        ),
        sa.ForeignKeyConstraint(
            ["counter_to_id"],
            ["suggestion.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("request_id", "number"),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_request_id"), ["request_id"], unique=False)

    op.create_table(
        "table_upload",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("table_upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_table_upload_person_id"), ["person_id"], unique=False)

    op.create_table(
        "disposition",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("comment_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("duplicate_of_id", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"],
            ["comment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("comment_id"),
    )
    with op.batch_alter_table("disposition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposition_request_id"), ["request_id"], unique=False)

    op.create_table(
        "imported_row",
        sa.Column("comment_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("comment_id"),
        sa.UniqueConstraint("request_id", "digest"),
    )
    added = {
        "comment": [
            sa.Column("block", sa.String(), nullable=False, server_default=""),
            sa.Column("begins", sa.Integer(), nullable=False, server_default="-1"),
            sa.Column("ends", sa.Integer(), nullable=False, server_default="-1"),
            sa.Column("proposed", sa.String(), nullable=False, server_default=""),
        ],
        "version": [sa.Column("blocks", sa.Text(), nullable=False, server_default="{}")],
    }
    for table, columns in added.items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.add_column(column)
    fill(op.get_bind())
    for table, columns in added.items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.alter_column(column.name, server_default=None)


def fill(connection: sa.Connection) -> None:
    """Give every block of every version its id, and every comment the block its words stand in."""
    layouts: dict[tuple[str, int], Layout] = {}
    before: dict[str, Blocks] = {}
    versions = sa.text("SELECT id, request_id, number, sections FROM version ORDER BY number")
    for row in connection.execute(versions).all():
        sections = json.loads(row.sections)
        blocks = before[row.request_id] = identified(
            sections, before.get(row.request_id, Blocks())
        )
        layouts[row.request_id, row.number] = layout(blocks)
        connection.execute(
            sa.text(
                "UPDATE version SET blocks = :blocks, html = :html, renderer = :renderer"
                " WHERE id = :id"
            ),
            {
                "id": row.id, "blocks": canonical(blocks.to_json()),
                "html": canonical(rendered(sections, blocks)), "renderer": RENDERER_VERSION,
            },
        )  # fmt: skip
    quoted = sa.text(
        "SELECT id, request_id, version, section, quote, prefix, suffix FROM comment"
        " WHERE quote <> ''"
    )
    for row in connection.execute(quoted).all():
        anchor = located(
            Anchor(row.section, row.quote, row.prefix, row.suffix),
            layouts.get((row.request_id, row.version), Layout()),
        )
        connection.execute(
            sa.text(
                "UPDATE comment SET block = :block, begins = :begins, ends = :ends WHERE id = :id"
            ),
            {"id": row.id, "block": anchor.block, "begins": anchor.start, "ends": anchor.end},
        )
