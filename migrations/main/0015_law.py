"""What versions cite of the law, its changes and what they answer, the correlation table."""

import json
from datetime import datetime

import sqlalchemy as sa
from alembic import op

from foundation.dates import day_in_japan
from proposals.provisions.citing import cited

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "cited_provision",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("version_id", "key"),
    )
    with op.batch_alter_table("cited_provision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cited_provision_key"), ["key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_cited_provision_request_id"), ["request_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_cited_provision_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "correlation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("japanese", sa.String(), nullable=False),
        sa.Column("ordinance", sa.String(), nullable=False),
        sa.Column("european", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("japanese_edition", sa.Date(), nullable=True),
        sa.Column("european_edition", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("japanese", "european"),
    )
    with op.batch_alter_table("correlation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correlation_european"), ["european"], unique=False)
        batch_op.create_index(batch_op.f("ix_correlation_japanese"), ["japanese"], unique=False)

    op.create_table(
        "provision_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("in_force", sa.Date(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("provision_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provision_change_key"), ["key"], unique=False)

    op.create_table(
        "change_answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("change_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["provision_change.id"],
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
        sa.UniqueConstraint("change_id", "request_id"),
    )
    with op.batch_alter_table("change_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_change_answer_request_id"), ["request_id"], unique=False
        )

    with op.batch_alter_table("company", schema=None) as batch_op:
        batch_op.alter_column(
            "place", existing_type=sa.VARCHAR(), server_default="", existing_nullable=False
        )
        batch_op.alter_column(
            "parent_group", existing_type=sa.VARCHAR(), server_default="", existing_nullable=False
        )
    fill(op.get_bind())


def fill(connection: sa.Connection) -> None:
    """Write down what the versions of before cite; the letters of a version's id make the ids of
    its citations."""
    rows = connection.execute(
        sa.text("SELECT id, request_id, legal_references, sections, created_at FROM version")
    ).all()
    for version_id, request_id, references, sections, created_at in rows:
        written = created_at
        if isinstance(written, str):
            written = datetime.fromisoformat(written)
        found = cited(_read(references), _read(sections), day_in_japan(written))
        for place, one in enumerate(found):
            connection.execute(
                sa.text(
                    "INSERT INTO cited_provision"
                    " (id, version_id, request_id, key, place, text, as_of)"
                    " VALUES (:id, :version_id, :request_id, :key, :place, :text, :as_of)"
                ),
                {
                    "id": _id(version_id, place), "version_id": version_id,
                    "request_id": request_id, "key": one.key, "place": one.place,
                    "text": one.text, "as_of": one.as_of.isoformat(),
                },
            )  # fmt: skip


def _read(value):
    return json.loads(value) if isinstance(value, str) else value


def _id(version_id: str, place: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return version_id[:-2] + letters[place // 32 % 32] + letters[place % 32]
