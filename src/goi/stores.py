"""Opens the two stores and brings them to the newest version."""

from sqlalchemy import text

from foundation import migrations
from foundation.database import Database
from foundation.settings import Settings
from submissions import release_store


def open_main(settings: Settings) -> Database:
    """The members' store."""
    return Database(settings.main_url)


def open_release(settings: Settings, *, for_desk: bool = False) -> Database:
    """The release store. METI's desk takes a role there that has rights on nothing else; with
    GOI_RELEASE_DATABASE_URL the address itself should name such a login."""
    own_login = bool(settings.release_database_url)
    return Database(
        settings.release_url,
        schema=release_store.SCHEMA,
        role=release_store.ROLE if for_desk and not own_login else None,
    )


def upgrade(main: Database, release: Database) -> None:
    """Run the missing migrations of both stores, and give the desk's role its rights."""
    migrations.upgrade(main.engine, "main")
    migrations.upgrade(release.engine, "release")
    grant_desk(release)


# What the desk may do with each table; a table that is not here it can't even read.
DESK_RIGHTS = {
    "letter": "SELECT",
    "item": "SELECT",
    "point": "SELECT",
    "reply": "SELECT, INSERT",
    "question": "SELECT, INSERT",
    "official": "SELECT, UPDATE",
    "desk_session": "SELECT, INSERT, UPDATE, DELETE",
    "desk_attempt": "SELECT, INSERT, UPDATE, DELETE",
    "once_key": "SELECT, INSERT, UPDATE, DELETE",
    "journal": "SELECT, INSERT",
}


def grant_desk(release: Database) -> None:
    """On PostgreSQL: the role of METI's desk, with rights in its schema and nowhere else."""
    if release.is_sqlite:
        return
    role, schema = release_store.ROLE, release_store.SCHEMA
    statements = [
        f"""DO $$ BEGIN CREATE ROLE {role} NOLOGIN;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$""",
        f"GRANT {role} TO CURRENT_USER",
        f"GRANT USAGE ON SCHEMA {schema} TO {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
        *(
            f'GRANT {rights} ON {schema}."{table}" TO {role}'
            for table, rights in DESK_RIGHTS.items()
        ),
    ]
    with release.writing() as db:
        for statement in statements:
            db.connection().execute(text(statement))
