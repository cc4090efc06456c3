"""The words of the items, indexed, so that the desk's search need not read them all."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

from foundation.gram_index import GramIndex, folded
from foundation.markdown import plain

revision = "0007"
down_revision = "0006"

_ITEMS = """
    SELECT item.id, item.title_ja, item.title_en, letter.number, item.legal_references,
    item.sections FROM item JOIN letter ON letter.id = item.letter_id ORDER BY item.id
"""


def upgrade() -> None:
    texts = op.create_table(
        "item_text",
        sa.Column(
            "place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False,
            nullable=False,
        ),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"]),
        sa.PrimaryKeyConstraint("place"),
        sa.UniqueConstraint("item_id"),
    )
    index, db = GramIndex("item_grams", "item_text", "item_id"), op.get_bind()
    index.create(db)
    for item_id, *told, references, sections in db.execute(sa.text(_ITEMS)).all():
        words = [*told, *json.loads(references), *map(plain, json.loads(sections).values())]
        place = int.from_bytes(hashlib.sha256(item_id.encode()).digest()[:8]) >> 1
        row = {"item_id": item_id, "place": place, "folded": folded(words)}
        db.execute(sa.insert(texts).values(row))
        index.put(db, place, row["folded"])
