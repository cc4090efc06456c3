"""Drafts the next migration of a store from its models: `draft_migration.py main "add seats"`.

A draft is read and corrected before it is committed: renames, data and CHECK constraints of
tables that already exist are not seen by Alembic. The types are written out, so that a migration
keeps its meaning when a column type of ours changes. There is no way down: a backup is.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, get_args

from alembic import command
from sqlmodel.sql.sqltypes import AutoString

from foundation.columns import Json, UtcDateTime
from foundation.database import Database
from foundation.migrations import Store, configuration, upgrade, versions
from goi.models import metadata as members_tables
from goi.models import release_metadata
from search.schema import belongs_to_index
from submissions.release_store import ITEM_INDEX

_MOMENT = 'sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")'


def written_type(kind: str, item: Any, _context: Any) -> str | bool:
    """The column type as plain SQLAlchemy; False leaves the rest to Alembic."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return _MOMENT
    if isinstance(item, Json):
        return "sa.Text()"
    if isinstance(item, AutoString):
        return f"sa.String({item.length or ''})"
    return False


def _is_index(table: str) -> bool:
    return belongs_to_index(table) or ITEM_INDEX.belongs(table)


def metadata_of(store: Store) -> Any:
    """The tables `store` should have."""
    return members_tables if store == "main" else release_metadata


def draft(store: Store, message: str) -> None:
    """Write migrations/<store>/NNNN_<message>.py."""
    number = len(versions(store))
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'now.db'}")
        upgrade(database.engine, store)
        drafting = {
            "target_metadata": metadata_of(store),
            "render_item": written_type,
            "compare_server_default": True,
            "include_name": lambda name, kind, _: kind != "table" or not _is_index(name),
            "render_as_batch": number > 1,
        }
        with database.engine.connect() as connection:
            config = configuration(store, connection=connection, drafting=drafting)
            script = command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")
        database.dispose()
    tidy(Path(script.path))  # type: ignore[union-attr]


def tidy(script: Path) -> None:
    """Take Alembic's own remarks out and lay the code out as the rest of ours."""
    lines = script.read_text().splitlines(keepends=True)
    script.write_text("".join(line for line in lines if "# ###" not in line))
    for step in (["format", "--quiet"], ["check", "--quiet", "--fix"]):
        subprocess.run([sys.executable, "-m", "ruff", *step, str(script)], check=True)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in get_args(Store) or not sys.argv[2]:
        sys.exit('say what changes: make migration m="add seats" [store=release]')
    draft(sys.argv[1], sys.argv[2])  # type: ignore[arg-type]
