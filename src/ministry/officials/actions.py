"""Keeping accounts and sections; setting a password through a link that works once."""

from datetime import timedelta
from typing import Any

from foundation import sessions
from foundation.errors import Invalid, require
from foundation.work import Work
from ministry.keys import hashed
from ministry.officials import queries
from ministry.officials.forms import ChangedPerson, ChangedSection, NewSection, Person
from ministry.officials.rules import may_stay_administered
from submissions.release_store import DeskSession, Official, Section

LINK_LASTS = timedelta(days=3)


def add(work: Work, form: Person, issuer: str) -> Official:
    """An account without a password. Raises Invalid where address or subject is somebody else's."""
    row = Official(id=work.id("official"), name_ja="", name_en="", email="")
    return _write(work, row, form, issuer, active=True, verb="add_official")


def change(work: Work, row: Official, form: ChangedPerson, issuer: str) -> Official:
    """The account as from now on; an ended one loses its sessions, its feed and its link.

    Raises Invalid as `add` does, Refused for the last administrator.
    """
    require(
        may_stay_administered(
            was=row.administrator and row.active, stays=form.administrator and form.active,
            others=queries.other_administrators(work.db, row.id),
        )
    )  # fmt: skip
    if not form.active:
        sessions.end_all(work.db, DeskSession, row.id)
        row.feed_hash = row.setup_hash = None
    return _write(work, row, form, issuer, active=form.active, verb="change_official")


def invite(work: Work, row: Official) -> str:
    """The key of a link with which the person sets a password, once, within three days. An
    earlier link leads nowhere any more."""
    key = work.chance.token("invitation")
    row.setup_hash, row.setup_until = hashed(key), work.now + LINK_LASTS
    work.db.add(row)
    work.record("invite", ("official", row.id))
    return key


def set_password(work: Work, row: Official, password_hash: str) -> None:
    """With the link: the password is new, all sessions end, the link is used up."""
    row.password_hash, row.setup_hash, row.setup_until = password_hash, None, None
    work.db.add(row)
    sessions.end_all(work.db, DeskSession, row.id)
    work.record("set_password", ("official", row.id))


def add_section(work: Work, form: NewSection) -> Section:
    row = Section(id=work.id("section"), name_ja=form.name_ja, name_en=form.name_en or "")
    work.db.add(row)
    work.db.flush()
    work.record("add_section", ("section", row.id), after={"name": row.name_ja})
    return row


def change_section(work: Work, row: Section, form: ChangedSection) -> None:
    before = {"name": row.name_ja, "active": row.active}
    row.name_ja, row.name_en, row.active = form.name_ja, form.name_en or "", form.active
    work.db.add(row)
    after = {"name": row.name_ja, "active": row.active}
    work.record("change_section", ("section", row.id), before, after)


def _write(
    work: Work, row: Official, form: Person, issuer: str, *, active: bool, verb: str
) -> Official:
    email = form.email.lower()
    if queries.has_address(work.db, email, row.id):
        raise Invalid(email="official.address_taken")
    if form.subject and queries.is_subject(work.db, issuer, form.subject, row.id):
        raise Invalid(subject="official.subject_taken")
    if form.section:
        queries.section(work, form.section)
    before = _told(row)
    row.name_ja, row.name_en = form.name_ja, form.name_en or form.name_ja
    row.title_ja, row.title_en = form.title_ja or "", form.title_en or ""
    row.email, row.locale, row.section_id = email, form.locale, form.section
    row.issuer, row.subject = (issuer, form.subject) if form.subject else (None, None)
    row.administrator, row.active = form.administrator, active
    work.db.add(row)
    work.db.flush()
    work.record(verb, ("official", row.id), before, _told(row))
    return row


def _told(row: Official) -> dict[str, Any]:
    return {
        "email": row.email, "name": row.name_ja, "administrator": row.administrator,
        "active": row.active, "subject": row.subject,
    }  # fmt: skip
