"""Opens the two stores and brings them to the newest version."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from foundation import migrations
from foundation.database import Database
from foundation.errors import Unavailable
from foundation.settings import Settings
from submissions import release_store


class StoreFault(Exception):
    """A store that can't be used; the words are for whoever runs Gōi."""


def open_main(settings: Settings) -> Database:
    """The members' store."""
    return Database(settings.main_url)


def open_release(settings: Settings, *, for_desk: bool = False) -> Database:
    """The release store. METI's desk takes on a role there that has rights on nothing else,
    whatever more the login in the address may do."""
    return Database(
        settings.release_url,
        schema=release_store.SCHEMA,
        role=release_store.ROLE if for_desk else None,
    )


@contextmanager
def in_words(address: URL | str) -> Iterator[None]:
    """Turns what a database answers when it is opened into words, without its password.

    Raises StoreFault.
    """
    try:
        yield
    except (migrations.UnknownVersion, migrations.BrokenReferences) as error:
        raise StoreFault(str(error)) from error
    except (SQLAlchemyError, Unavailable, OSError) as error:
        cause = error.__cause__ if isinstance(error, Unavailable) else error
        said = str(getattr(cause, "orig", cause)).strip()
        shown = make_url(address).render_as_string()
        raise StoreFault(f"{shown} can't be used: {said}") from error


def check_desk(release: Database) -> None:
    """Make sure that the desk can read letters, before anybody asks for one.

    Raises StoreFault.
    """
    try:
        with in_words(release.url), release.reading() as db:
            db.exec(select(release_store.Letter.id).limit(1)).first()
    except StoreFault as fault:
        raise StoreFault(f"{fault}\nHas `goi migrate` made the release store?") from fault


def upgrade(main: Database, release: Database) -> None:
    """Run the missing migrations of both stores, and give the desk's role its rights.

    Raises StoreFault.
    """
    with in_words(main.url):
        migrations.upgrade(main.engine, "main")
    with in_words(release.url):
        migrations.upgrade(release.engine, "release")
        grant_desk(release)


# What the desk may do with each table; a table that is not here it can't even read.
DESK_RIGHTS = {
    "letter": "SELECT",
    "letter_file": "SELECT",
    "item_file": "SELECT",
    "answer_file": "SELECT",
    "item": "SELECT",
    "point": "SELECT",
    "reply": "SELECT, INSERT",
    "question": "SELECT, INSERT",
    "section": "SELECT, INSERT, UPDATE",
    "official": "SELECT, INSERT, UPDATE",
    "handling": "SELECT, INSERT, UPDATE",
    "item_text": "SELECT",
    "item_grams": "SELECT",
    "progress": "SELECT, INSERT, UPDATE",
    "handling_step": "SELECT, INSERT",
    "reply_template": "SELECT, INSERT, UPDATE",
    "desk_message": "SELECT, INSERT, UPDATE, DELETE",
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
        # An administrator may have made the role beforehand: then we need no right to make roles.
        f"""DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
                CREATE ROLE {role} NOLOGIN;
            END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$""",
        f"""DO $$ BEGIN
            IF NOT pg_has_role(CURRENT_USER, '{role}', 'MEMBER') THEN
                GRANT {role} TO CURRENT_USER;
            END IF; END $$""",
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
