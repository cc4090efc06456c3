"""Pages of accounts and sections, and of setting a password through a link."""

from foundation.errors import Invalid, Refused
from foundation.password_rules import may_be_password
from foundation.passwords import hash_password
from foundation.work import Work
from ministry import queries as desk
from ministry.officials import actions, queries
from ministry.officials.forms import (
    ChangedPerson,
    ChangedSection,
    NewSection,
    Person,
    Welcome,
)
from ministry.officials.views import (
    OfficialLine,
    OfficialsView,
    OfficialView,
    SectionLine,
    WelcomeView,
)
from ministry.views import Choice
from submissions.release_store import Official
from web import signing_in
from web.door import Done
from web.form import NoFields
from web.visit import NOBODY, Visit


def listing(visit: Visit) -> OfficialsView:
    sections = {row.id: row for row in desk.sections(visit.work.db)}
    return OfficialsView(
        officials=[
            OfficialLine(
                id=row.id,
                name=visit.name(row.name_ja, row.name_en),
                title=visit.name(row.title_ja, row.title_en),
                section=_name(visit, sections[row.section_id]) if row.section_id else "",
                email=row.email,
                administrator=row.administrator,
                active=row.active,
                can_enter=row.password_hash is not None or row.subject is not None,
            )
            for row in queries.officials(visit.work.db)
        ],
        sections=[
            SectionLine(
                id=row.id, name_ja=row.name_ja, name_en=row.name_en, active=row.active
            )
            for row in sections.values()
        ],
        choices=_choices(visit),
        openid=_openid(visit),
    )


def official(visit: Visit, official_id: str) -> OfficialView:
    return _shown(visit, queries.official(visit.work, official_id))


def add(visit: Visit, form: Person) -> Done:
    row = actions.add(visit.work, form, visit.site.settings.desk_oidc_issuer)
    return Done(to=f"/officials/{row.id}", say="done.official_kept")


def change(visit: Visit, form: ChangedPerson, official_id: str) -> Done:
    row = queries.official(visit.work, official_id)
    actions.change(visit.work, row, form, visit.site.settings.desk_oidc_issuer)
    return Done(to="/officials", say="done.official_kept")


def invite(visit: Visit, form: NoFields, official_id: str) -> Done:
    row = queries.official(visit.work, official_id)
    key = actions.invite(visit.work, row)
    address = f"{visit.site.origin}{visit.url('/welcome')}?key={key}"
    return Done(to=f"/officials/{row.id}", shown=_shown(visit, row, address))


def add_section(visit: Visit, form: NewSection) -> Done:
    actions.add_section(visit.work, form)
    return Done(to="/officials", say="done.section_kept")


def change_section(visit: Visit, form: ChangedSection, section_id: str) -> Done:
    actions.change_section(visit.work, queries.section(visit.work, section_id), form)
    return Done(to="/officials", say="done.section_kept")


def welcome(visit: Visit) -> WelcomeView:
    key = str(visit.draft.values.get("key") or visit.query.key)
    row = queries.invited(visit.work.db, key, visit.work.now)
    if row is None:
        return WelcomeView(name="", email="", key="")
    return WelcomeView(name=visit.name(row.name_ja, row.name_en), email=row.email, key=key)


def set_password(visit: Visit, form: Welcome) -> Done:
    """The slow hash is made between two transactions."""
    site = visit.site
    with site.database.reading() as db:
        row = queries.invited(db, form.key, site.clock.now())
    if row is None:
        raise Refused("welcome.ended")
    names = (row.name_ja, row.name_en, visit.t("desk.ministry"))
    verdict = may_be_password(form.password, officer=True, email=row.email, names=names)
    if not verdict:
        raise Invalid(password=(verdict.reason, verdict.params))
    hashed = hash_password(form.password)
    with site.database.writing() as db:
        now = signing_in.moment(site, db)
        row = queries.invited(db, form.key, now)
        if row is None:
            raise Refused("welcome.ended")
        actions.set_password(Work(db, NOBODY, now, site.chance, site.journal), row, hashed)
    return Done(to="/sign-in", say="done.password_set_desk")


def _shown(visit: Visit, row: Official, address: str = "") -> OfficialView:
    return OfficialView(
        id=row.id, name_ja=row.name_ja, name_en=row.name_en, title_ja=row.title_ja,
        title_en=row.title_en, email=row.email, locale=row.locale,
        section_id=row.section_id or "", subject=row.subject or "",
        administrator=row.administrator, active=row.active,
        has_password=row.password_hash is not None, choices=_choices(visit),
        openid=_openid(visit), address=address,
    )  # fmt: skip


def _choices(visit: Visit) -> list[Choice]:
    return [
        Choice(value=row.id, label=_name(visit, row))
        for row in desk.sections(visit.work.db, active=True)
    ]


def _name(visit: Visit, row) -> str:  # type: ignore[no-untyped-def]
    return visit.name(row.name_ja, row.name_en)


def _openid(visit: Visit) -> bool:
    return bool(visit.site.settings.desk_oidc_issuer)
