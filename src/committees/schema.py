"""What the database itself refuses: an anonymity officer who belongs to a member company.

The rule stands in offices/rules.py with words for people; this holds even where a program errs.
A person who holds or held the office never gets a company: who moves gets another account.
"""

from typing import Any

from sqlalchemy import Connection, text

_MESSAGE = "an anonymity officer belongs to no member company"
_BELONGS = "company_id IS NOT NULL OR home_company_id IS NOT NULL"

_SQLITE = (
    *(
        f"""CREATE TRIGGER office_term_no_secondee_{event.lower()} BEFORE {event} ON office_term
        WHEN NEW.office = 'anonymity_officer' AND EXISTS (
            SELECT 1 FROM person WHERE id = NEW.person_id AND ({_BELONGS}))
        BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"""
        for event in ("INSERT", "UPDATE")
    ),
    f"""CREATE TRIGGER person_no_secondee BEFORE UPDATE ON person
        WHEN (NEW.company_id IS NOT NULL OR NEW.home_company_id IS NOT NULL) AND EXISTS (
            SELECT 1 FROM office_term
            WHERE person_id = NEW.id AND office = 'anonymity_officer')
        BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END""",
)
_POSTGRES = (
    f"""CREATE FUNCTION office_term_no_secondee() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.office = 'anonymity_officer' AND EXISTS (
                SELECT 1 FROM person WHERE id = NEW.person_id AND ({_BELONGS}))
            THEN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'check_violation'; END IF;
            RETURN NEW;
        END $$""",
    """CREATE TRIGGER office_term_no_secondee BEFORE INSERT OR UPDATE ON office_term
        FOR EACH ROW EXECUTE FUNCTION office_term_no_secondee()""",
    f"""CREATE FUNCTION person_no_secondee() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF (NEW.company_id IS NOT NULL OR NEW.home_company_id IS NOT NULL) AND EXISTS (
                SELECT 1 FROM office_term
                WHERE person_id = NEW.id AND office = 'anonymity_officer')
            THEN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'check_violation'; END IF;
            RETURN NEW;
        END $$""",
    """CREATE TRIGGER person_no_secondee BEFORE UPDATE ON person
        FOR EACH ROW EXECUTE FUNCTION person_no_secondee()""",
)


def create(connection: Connection) -> None:
    """Make the triggers; the tables person and office_term are there."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.execute(text(statement))


def drop(connection: Connection) -> None:
    """Remove what `create` made, where it is there."""
    if connection.dialect.name == "sqlite":
        for name in ("office_term_no_secondee_insert", "office_term_no_secondee_update",
                     "person_no_secondee"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        return
    for name in ("office_term_no_secondee", "person_no_secondee"):
        connection.execute(text(f"DROP FUNCTION IF EXISTS {name} CASCADE"))


def made(target: Any, connection: Connection, **_: Any) -> None:
    """For the event after the table office_term was made."""
    create(connection)


def dropped(target: Any, connection: Connection, **_: Any) -> None:
    """For the event before the table office_term is dropped."""
    drop(connection)
